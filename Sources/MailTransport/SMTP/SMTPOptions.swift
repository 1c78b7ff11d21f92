/// How a connection to an SMTP server is made and how long it may take.
package struct SMTPOptions: Sendable {
    /// What the client calls itself in EHLO; nil for the name of this machine.
    package var helloName: String?
    /// Whether STARTTLS is used.
    package var tls: TLSUse = .none
    /// A file of trusted certificates in place of the system's.
    package var trustedCertificates: String?
    /// Who logs in; nil for nobody.
    package var login: Login?
    /// How long TCP, TLS, greeting, EHLO and login may take together.
    package var connectTimeout: Duration = .seconds(30)
    /// How long the server may be silent or take nothing of what is sent.
    ///
    /// RFC 5321 §4.5.3.2 would have a relay wait for up to ten minutes; a test cannot.
    package var replyTimeout: Duration = .seconds(60)
    /// How long the answer to QUIT is waited for.
    package var quitTimeout: Duration = .seconds(2)
    /// Whether transcripts are kept.
    package var keepsTranscript = true

    /// The options as they are without any wish.
    package init() {}

    /// Whether and how strictly STARTTLS is used.
    package enum TLSUse: String, Sendable, Hashable, CaseIterable {
        /// Never.
        case none
        /// Where the server offers it; its certificate must stand up then.
        case opportunistic
        /// Always; a server without it is not talked to.
        case required
    }

    /// A user and a password.
    package struct Login: Sendable {
        /// The user.
        package var user: String
        /// The password.
        package var password: String

        /// A login.
        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }
}
