import FaultLab
package import Findings
import MailAuth
package import MailMessage
import MailTransport
package import Scenarios

/// One entry of a drill's `traffic`: mail at a constant rate.
package struct DrillTraffic: ScenarioMapping {
    /// How often mail is sent where nothing is said.
    package static let standardRate = MessageRate(perSecond: 1)
    /// How many mails are sent at most where nothing is said.
    package static let standardCount = 500

    /// Where it is written.
    package var place: Place
    /// The server that it goes to.
    package var via: Deferred<String>
    /// Who it is from.
    package var from: Mailbox
    /// Who it is to, with `$(n)` in it.
    package var to: Templated
    /// How often.
    package var rate: MessageRate
    /// How many in all.
    package var count: Int
    /// How it is signed; nil where it is not.
    package var signature: MessageSignature?
    /// How the server is talked to.
    package var access: SMTPAccess
    /// Whether nothing stands between it and a server of the lab but a proxy of the lab; of proxies known once loaded.
    package var isDirect: Bool
    /// `host:port` beyond this machine where it goes to a proxy of the lab that leads there.
    var proxyTarget: String?

    package init?(_ fields: inout Fields) {
        let via = fields.required("via", Deferred<String>.self, "The server: smtp://host:port or $(lab.smtp.NAME.url).")
        let from = fields.required("from", MailboxText.self, "Who it is from.")
        let to = fields.required("to", locals: ["n"], "Who it is to; $(n) is the number of the mail.")
        let rate = fields.optional("rate", MessageRate.self, "How often; 1/s by default.")
        let count = fields.optional(
            "count", Located<Int>.self, "How many; until recovery, and at most 500, by default.")
        signature = fields.optional("sign", MessageSignature.self, "The DKIM signature that each mail gets.")
        access = SMTPAccess(&fields)
        guard let place = fields.place, let via, let from, let to else { return nil }
        access.check(with: via.known.flatMap { SMTPEndpoint(url: $0) }, fields)
        if signature == nil, fields.keyPlace("sign") != nil { return nil }
        self.place = place
        self.via = via
        isDirect = via.isServerOfLab
        self.to = to
        self.rate = rate ?? Self.standardRate
        self.count = count?.value ?? Self.standardCount
        if let count, count.value < 1 {
            fields.report("scenario/bad-value", "expected at least 1, found \(count.value)", at: count.place)
            return nil
        }
        if let url = via.known, SMTPEndpoint(url: url) == nil {
            fields.report(
                "scenario/bad-value", "expected an smtp or smtps URL, found \(url)", label: "expected an smtp URL",
                at: via.place, remedy: "write smtp://HOST:PORT, or $(lab.smtp.NAME.url) for a server of the lab")
            return nil
        }
        self.from = from.mailbox
        // A number in place of $(n) shows whether it will be an address; other references are known at run alone.
        if to.text.names.allSatisfy({ $0 == "n" }), (try? Address(to.filled(["n": "1"]))) == nil {
            fields.report(
                "scenario/bad-value", "expected an address, found \(to.filled(["n": "1"]))",
                label: "expected an address", at: to.place, remedy: "write user$(n)@example.com")
            return nil
        }
    }

    /// Reads the key that it is signed with, and the certificates that it trusts, and sees where its proxy leads.
    package mutating func load(_ loading: Loading) {
        let names = via.pending?.names ?? []
        for proxy in loading.specification(of: LabSection.self)?.proxies ?? []
        where names.contains("lab.proxies.\(proxy.name).address") {
            // Mail through a proxy goes where the proxy leads.
            proxyTarget = proxy.value.remoteTarget.map { "\($0)" }
            if case .server = proxy.value.destination, names.count == 1 { isDirect = true }
        }
        access.load(loading)
        signature?.load(loading)
    }

    /// A message with the signature that the mail gets, or as it is.
    package func signed(_ message: [UInt8]) throws -> [UInt8] {
        guard let signer = signature?.signer else { return message }
        return try signer.sign(message, at: .now())
    }

    /// The domain of all its recipients, in lower case, where it is written out.
    package var recipientDomain: String? { to.recipientDomain }

    /// Whether it goes to a server of the lab, which sees every mail itself.
    package var goesToLab: Bool { via.isServerOfLab }

    /// What is wrong with its recipients where it goes to this server; nil where nothing is.
    func recipientProblem(to endpoint: SMTPEndpoint, granted: PolicyGrants) -> Finding? {
        ReservedRecipients.problem(
            "drill/real-recipient", of: "a drill", domain: recipientDomain, at: to.place, to: endpoint,
            granted: granted)
    }

    /// What sending it needs leave for: the server, and whom it is written to.
    package var needs: [Need] {
        let endpoint =
            via.known.flatMap { SMTPEndpoint(url: $0) } ?? proxyTarget.flatMap { SMTPEndpoint(url: "smtp://\($0)") }
        let recipient = endpoint.flatMap { ReservedRecipients.need(for: recipientDomain, at: to.place, over: $0) }
        return [via.needOfMail, recipient].compactMap(\.self)
    }

    /// How much of it there is at most.
    var mail: PlannedMail { PlannedMail(count, perSecond: rate.perSecond, at: place) }
}
