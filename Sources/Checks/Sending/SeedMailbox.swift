import Findings
import MailTransport
package import Scenarios

/// `mailbox: { lab: mx }` or `mailbox: { imap: imaps://HOST, user: …, password: … }`: how a mailbox is looked into.
package enum SeedMailbox: ScenarioMapping {
    /// The mailbox of a server of the lab.
    case lab(Located<String>)
    /// A mailbox that is read over IMAP.
    case imap(SeedIMAPAccess)

    package init?(_ fields: inout Fields) {
        let server = fields.optional("lab", Located<String>.self, "The lab's SMTP server that has the mailbox.")
        let access = SeedIMAPAccess(&fields)
        switch (server, access) {
        case (let server?, nil): self = .lab(server)
        case (nil, let access?): self = .imap(access)
        case (_?, let access?):
            fields.report(
                "scenario/conflicting-keys", "a mailbox is in the lab or behind an IMAP server", label: "beside lab",
                at: access.url.place, remedy: "remove one of them")
            return nil
        case (nil, nil):
            if fields.keyPlace("imap") == nil, let place = fields.place {
                fields.report(
                    "scenario/missing-key", "the mailbox is not named", at: place,
                    remedy: "add lab: NAME, or imap: imaps://HOST")
            }
            return nil
        }
    }
}

/// The keys of a mailbox that is read over IMAP.
package struct SeedIMAPAccess: Sendable {
    /// The server.
    package var url: Located<String>
    /// Who logs in; nil for the seed's address.
    package var user: Deferred<String>?
    /// The password, or nil for a token.
    package var password: Deferred<String>?
    /// An OAuth 2 bearer token, or nil for a password.
    package var token: Deferred<String>?
    /// The trusted certificates in place of the system's.
    package var certificates: FilePath?
    /// The path of the trusted certificates, once they were read.
    package private(set) var trustedCertificates: String?
    /// Whether what was found is deleted: of ours alone.
    package var deletes: Bool

    /// Asks for the keys; nil where there is no IMAP server, or it cannot be used.
    init?(_ fields: inout Fields) {
        let url = fields.optional("imap", Located<String>.self, "The IMAP server that has the mailbox, imaps://HOST.")
        user = fields.optional("user", Deferred<String>.self, "Who logs in there; the seed's address by default.")
        password = fields.optional("password", Deferred<String>.self, "The password: $(secrets.NAME).")
        token = fields.optional(
            "token", Deferred<String>.self, "An OAuth 2 bearer token in place of a password: $(secrets.NAME).")
        certificates = fields.optional(
            "ca", FilePath.self, "A file of trusted certificates, in PEM, in place of the system's.")
        deletes =
            fields.optional(
                "delete", Bool.self, "Whether the message is deleted once it was found; false by default.") ?? false
        guard let url else { return nil }
        self.url = url
        guard endpoint != nil else {
            fields.report(
                "scenario/bad-value", "\(url.value) is no URL of an IMAP server", label: "expected an IMAP URL",
                at: url.place, remedy: "write imaps://HOST, or imap://HOST for STARTTLS")
            return nil
        }
        switch (password, token) {
        case (nil, nil):
            fields.report(
                "scenario/missing-key", "nothing logs in to \(url.value)", at: url.place,
                remedy: "add password: $(secrets.NAME), or token: $(secrets.NAME)")
            return nil
        case (_?, let token?):
            fields.report(
                "scenario/conflicting-keys", "a login is by password or by token", at: token.place,
                remedy: "remove one of them")
            return nil
        default: break
        }
    }

    /// Where it connects to.
    var endpoint: IMAPEndpoint? { IMAPEndpoint(url: url.value) }

    /// What reading it needs leave for; nil on loopback.
    var need: Need? {
        guard let endpoint, !endpoint.isLoopback else { return nil }
        return Need(.network, host: endpoint.host, at: url.place)
    }

    /// Reads the certificates once, so that a missing file is told before the run.
    mutating func load(_ loading: Loading) {
        trustedCertificates = certificates.flatMap { loading.read($0) }?.file
    }
}
