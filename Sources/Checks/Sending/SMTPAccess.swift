package import Findings
package import MailTransport
package import Scenarios

/// `tls`, `ca` and `login`: how a server beyond the lab is talked to.
package struct SMTPAccess: Sendable {
    /// Whether STARTTLS is used.
    package var tls: Located<SMTPOptions.TLSUse>?
    /// The trusted certificates in place of the system's.
    package var certificates: FilePath?
    /// Who logs in.
    package var login: SMTPLoginSpecification?

    /// Asks for the three keys.
    init(_ fields: inout Fields) {
        tls = fields.optional(
            "tls", Located<SMTPOptions.TLSUse>.self,
            "none (the default), opportunistic or required; a certificate must always stand up.")
        certificates = fields.optional(
            "ca", FilePath.self, "A file of trusted certificates, in PEM, in place of the system's.")
        login = fields.optional("login", SMTPLoginSpecification.self, "The user and the password for the server.")
    }

    /// Judges the keys together with the server; nil where it is known only at start, which is the lab.
    func check(with endpoint: SMTPEndpoint?, _ fields: Fields) {
        let usesTLS = endpoint?.usesImplicitTLS ?? false
        if usesTLS, let tls, tls.value != .required {
            fields.report(
                "scenario/conflicting-keys", "smtps:// is TLS from the first word on", label: "has no effect",
                at: tls.place,
                remedy: "remove it, or write smtp:// in via")
        }
        if let certificates, !usesTLS, tls == nil || tls?.value == SMTPOptions.TLSUse.none {
            fields.report(
                "scenario/conflicting-keys", "ca has no effect without TLS", label: "no TLS", at: certificates.place,
                remedy: "add tls: required")
        }
        // RFC 8314 §3.3: a password goes over TLS. Opportunistic TLS is dropped by whoever stands in between.
        if let login, let endpoint, !endpoint.isLoopback, !usesTLS, tls?.value != .required {
            fields.report(
                "scenario/login-in-clear", "the password would go to \(endpoint.host) without TLS",
                label: "not over TLS", at: login.place, remedy: "add tls: required")
        }
    }

    /// Reads the certificates once, so that a missing file is told before the run.
    func load(_ loading: Loading) -> String? {
        certificates.flatMap { loading.read($0) }?.file
    }
}

/// `login: { user: seed, password: $(secrets.SMTP_PASSWORD) }`.
package struct SMTPLoginSpecification: ScenarioMapping {
    /// The user.
    package var user: Deferred<String>
    /// The password.
    package var password: Deferred<String>
    /// Where it is written.
    package var place: Place

    package init?(_ fields: inout Fields) {
        let user = fields.required("user", Deferred<String>.self, "Who logs in.")
        let password = fields.required("password", Deferred<String>.self, "The password: $(secrets.NAME).")
        guard let user, let password, let place = fields.place else { return nil }
        self.user = user
        self.password = password
        self.place = place
    }
}

extension SMTPOptions.TLSUse: ScenarioWord {}
