import FaultLab
package import Findings
package import MailTransport
package import Scenarios

/// `tls`, `ca`, `certificate` and `login`: how a server beyond the lab is talked to.
package struct SMTPAccess: Sendable {
    /// Whether STARTTLS is used.
    package var tls: Located<SMTPOptions.TLSUse>?
    /// The trusted certificates in place of the system's.
    package var certificates: FilePath?
    /// What the client shows of itself.
    package var clientCertificate: ClientCertificateSpecification?
    /// Who logs in.
    package var login: SMTPLoginSpecification?
    /// The path of the trusted certificates, once they were read.
    package private(set) var trustedCertificates: String?

    /// Asks for the four keys.
    init(_ fields: inout Fields) {
        tls = fields.optional(
            "tls", Located<SMTPOptions.TLSUse>.self,
            "none (the default), opportunistic or required; a certificate must always stand up.")
        certificates = fields.optional(
            "ca", FilePath.self, "A file of trusted certificates, in PEM, in place of the system's.")
        clientCertificate = fields.optional(
            "certificate", ClientCertificateSpecification.self,
            "The certificate that the client shows, for servers that let nobody in without.")
        login = fields.optional(
            "login", SMTPLoginSpecification.self, "The user, and the password or token, for the server.")
    }

    /// How a client does it, references filled in.
    ///
    /// Who sends to the lab trusts the lab's own authority.
    func options(
        timeout: Duration, via: Deferred<String>?, in context: CheckContext
    ) throws(UnresolvedReference) -> SMTPOptions {
        try options(
            timeout: timeout,
            trusting: via?.isServerOfLab == true ? context.resources[LabKey.self]?.trustedCertificates : nil
        ) { (field) throws(UnresolvedReference) in try context.value(of: field) }
    }

    /// How a section does it that sends mail by itself.
    func options(timeout: Duration, in context: SectionContext) throws(UnresolvedReference) -> SMTPOptions {
        try options(timeout: timeout, trusting: nil) { (field) throws(UnresolvedReference) in
            try context.value(of: field)
        }
    }

    private func options(
        timeout: Duration, trusting authority: String?,
        value: (Deferred<String>) throws(UnresolvedReference) -> String
    ) throws(UnresolvedReference) -> SMTPOptions {
        var options = SMTPOptions()
        options.connectTimeout = timeout
        options.replyTimeout = timeout
        options.tls = tls?.value ?? .none
        options.trustedCertificates = trustedCertificates ?? authority
        options.clientCertificate = try clientCertificate?.value(value)
        if let login {
            let user = try value(login.user)
            if let token = login.token {
                options.login = .init(user: user, token: try value(token))
            } else if let password = login.password {
                options.login = .init(user: user, password: try value(password))
            }
        }
        return options
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
        if let clientCertificate, !usesTLS, tls == nil || tls?.value == SMTPOptions.TLSUse.none {
            fields.report(
                "scenario/conflicting-keys", "certificate has no effect without TLS", label: "no TLS",
                at: clientCertificate.file.place, remedy: "add tls: required")
        }
        // RFC 8314 §3.3: a password goes over TLS. Opportunistic TLS is dropped by whoever stands in between.
        if let login, let endpoint, !endpoint.isLoopback, !usesTLS, tls?.value != .required {
            fields.report(
                "scenario/login-in-clear", "the password would go to \(endpoint.host) without TLS",
                label: "not over TLS", at: login.place, remedy: "add tls: required")
        }
    }

    /// Reads the certificates once, so that a missing file is told before the run.
    mutating func load(_ loading: Loading) {
        trustedCertificates = certificates.flatMap { loading.read($0) }?.file
        clientCertificate?.load(loading)
    }
}

/// `login: { user: seed, password: $(secrets.SMTP_PASSWORD) }`, or with a `token`.
package struct SMTPLoginSpecification: ScenarioMapping {
    /// The user.
    package var user: Deferred<String>
    /// The password; nil for a token.
    package var password: Deferred<String>?
    /// The OAuth 2 access token; nil for a password.
    package var token: Deferred<String>?
    /// Where it is written.
    package var place: Place

    package init?(_ fields: inout Fields) {
        let user = fields.required("user", Deferred<String>.self, "Who logs in.")
        password = fields.optional("password", Deferred<String>.self, "The password: $(secrets.NAME).")
        token = fields.optional(
            "token", Deferred<String>.self, "An OAuth 2 access token in place of a password: $(secrets.NAME).")
        guard let place = fields.place, let user else { return nil }
        self.user = user
        self.place = place
        switch (password, token) {
        case (nil, nil):
            guard fields.keyPlace("password") == nil, fields.keyPlace("token") == nil else { return nil }
            fields.report(
                "scenario/missing-key", "a login has a password or a token", at: place,
                remedy: "add password: $(secrets.NAME), or token: $(secrets.NAME)")
            return nil
        case (_?, let token?):
            fields.report(
                "scenario/conflicting-keys", "a login is by password or by token", at: token.place,
                remedy: "remove one of them")
        default: break
        }
    }
}

/// `certificate: { file: client.pem, key: client.key }`.
package struct ClientCertificateSpecification: ScenarioMapping {
    /// The file of the certificate.
    package var file: FilePath
    /// The file of its key.
    package var key: FilePath
    /// What the key is encrypted with; nil where it is not.
    package var password: Deferred<String>?
    /// The paths of both, once they were read.
    private var paths: (file: String, key: String)?

    package init?(_ fields: inout Fields) {
        let file = fields.required(
            "file", FilePath.self, "The certificate in PEM, and those that lead to its authority.")
        let key = fields.required("key", FilePath.self, "Its private key in PEM.")
        password = fields.optional("password", Deferred<String>.self, "What the key is encrypted with.")
        guard let file, let key else { return nil }
        self.file = file
        self.key = key
    }

    /// Reads both files, so that a missing one is told before the run.
    mutating func load(_ loading: Loading) {
        guard let file = loading.read(file)?.file, let key = loading.read(key)?.file else { return }
        paths = (file, key)
    }

    /// What a client shows, references filled in by `value`; nil where the files could not be read.
    func value(
        _ value: (Deferred<String>) throws(UnresolvedReference) -> String
    ) throws(UnresolvedReference) -> SMTPOptions.ClientCertificate? {
        guard let paths else { return nil }
        var secret: String?
        if let password { secret = try value(password) }
        return .init(certificateFile: paths.file, keyFile: paths.key, keyPassword: secret)
    }
}

extension SMTPOptions.TLSUse: ScenarioWord {}
