import MailMessage

/// What a server of the lab is: its names, whom it serves, and what it bears.
package struct SMTPServerIdentity: Sendable, Hashable {
    /// Its name in the lab, which is also the authserv-id of what it finds out (RFC 8601 §2.5).
    package var name: String
    /// What it calls itself on the wire: its name below a domain that never exists (RFC 6761 §6.4).
    package var hostName: String
    /// The domains whose recipients it takes, in lower case; nil takes every domain.
    package var domains: Set<String>?
    /// What a client may send.
    package var limits: SMTPLimits
    /// How it does TLS; nil where it does not.
    package var tls: TLSOffer?
    /// Who may send; nil lets everybody.
    package var login: LoginOffer?

    /// A server.
    package init(
        name: String, domains: [String]?, limits: SMTPLimits = SMTPLimits(), tls: TLSOffer? = nil,
        login: LoginOffer? = nil
    ) {
        self.name = name
        hostName = "\(name).lab.invalid"
        self.domains = domains.map { Set($0.map { $0.lowercased() }) }
        self.limits = limits
        self.tls = tls
        self.login = login
    }

    /// Whether it takes mail for a recipient.
    func serves(_ recipient: Address) -> Bool {
        let domain = recipient.foldedDomain
        // RFC 5321 §4.5.1: postmaster at the server's own name too.
        return domains?.contains(domain) ?? true || domain == hostName
    }

    /// The mailbox of a path; the bare postmaster is the server's own.
    func mailbox(_ path: ForwardPath) -> Address? {
        switch path {
        case .mailbox(let address): address
        case .postmaster: try? Address(localPart: "postmaster", domain: hostName)
        }
    }
}
