import Alerting
import Findings
import MailMessage
import MailTransport
package import Scenarios

/// `mail: { via: smtp://smtp.example.com:587, tls: required, from: …, to: […] }`: who is told of alerts by mail.
package struct LabMonitorMail: ScenarioMapping {
    /// How long the server may be silent.
    ///
    /// Our choice: what takes longer is tried again.
    private static let replyTimeout: Duration = .seconds(30)

    /// The server.
    package var via: Deferred<String>
    /// How it is talked to.
    package var access: SMTPAccess
    private var from: MailboxText
    private var to: [Located<MailboxText>]

    package init?(_ fields: inout Fields) {
        let via = fields.required("via", Deferred<String>.self, "The server: smtp://HOST:PORT or smtps://HOST.")
        let from = fields.required("from", MailboxText.self, "Who the mail is from.")
        let to = fields.required(
            "to", OneOrMany<Located<MailboxText>>.self, "Who it is to: an address, or a list of them.")
        access = SMTPAccess(&fields)
        guard let via, let from, let to else { return nil }
        let endpoint = via.known.flatMap { SMTPEndpoint(url: $0) }
        access.check(with: endpoint, fields)
        self.via = via
        self.from = from
        self.to = to.values
        if let url = via.known, endpoint == nil {
            fields.report(
                "scenario/bad-value", "expected an smtp or smtps URL, found \(url)", label: "expected an smtp URL",
                at: via.place, remedy: "write smtp://HOST:PORT")
            return nil
        }
    }

    /// Leave for the server, and to notify those whom mail beyond this machine reaches: their domains.
    var needs: [Need] {
        guard let server = via.needOfMail else { return [] }
        var domains: [String] = []
        var needs = [server]
        for recipient in to {
            let domain = recipient.value.mailbox.address.domain
            guard !domains.contains(domain) else { continue }
            domains.append(domain)
            needs.append(Need(.notify, host: domain, at: recipient.place))
        }
        return needs
    }

    /// Where notifications go to, references filled in.
    ///
    /// - Throws: a reference without a value, or a server that is none.
    func destination(in context: SectionContext) throws(SectionFailure) -> MailNotifier.Destination {
        let url: String
        let options: SMTPOptions
        do throws(UnresolvedReference) {
            url = try context.value(of: via)
            options = try access.options(timeout: Self.replyTimeout, in: context)
        } catch {
            throw SectionFailure(error.finding, type: "mailproof.reference")
        }
        guard let endpoint = SMTPEndpoint(url: url) else {
            throw SectionFailure(
                Finding(
                    "alerts/bad-server", .error, "via is no smtp or smtps URL", at: via.place.excerpt,
                    remedy: "write smtp://HOST:PORT"),
                type: "mailproof.reference")
        }
        return MailNotifier.Destination(
            endpoint: endpoint, options: options, from: from.mailbox, to: to.map(\.value.mailbox))
    }
}
