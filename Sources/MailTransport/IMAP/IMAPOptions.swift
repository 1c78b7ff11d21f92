/// How a mailbox is opened and how long things may take there.
package struct IMAPOptions: Sendable {
    /// Who logs in, and with what.
    package var login: Login
    /// Whether STARTTLS is used on an `imap` endpoint; `imaps` has TLS anyhow.
    ///
    /// Unless something else is said, a login goes over nothing but TLS.
    package var tls: SMTPOptions.TLSUse = .required
    /// A file of trusted certificates in place of the system's.
    package var trustedCertificates: String?
    /// How long TCP, TLS, greeting and login may take together.
    package var connectTimeout: Duration = .seconds(30)
    /// How long one call, such as `find`, may take as a whole: a server that sends a byte a second gains nothing.
    package var operationTimeout: Duration = .seconds(60)
    /// How long the answer to LOGOUT is waited for.
    package var logoutTimeout: Duration = .seconds(2)
    /// Whether errors carry what was said.
    package var keepsTranscript = true

    /// The options for a login.
    package init(login: Login) {
        self.login = login
    }

    /// A user, and what proves that it is them.
    package struct Login: Sendable {
        /// The user.
        package var user: String
        /// What is shown to the server; never told to anyone else.
        package var proof: Proof

        /// A login with a password.
        package static func password(_ password: String, user: String) -> Login {
            Login(user: user, proof: .password(password))
        }

        /// A login with an OAuth 2 bearer token, by OAUTHBEARER (RFC 7628) or XOAUTH2.
        package static func token(_ token: String, user: String) -> Login {
            Login(user: user, proof: .token(token))
        }
    }

    /// What proves that a user is who they say.
    package enum Proof: Sendable {
        /// A password.
        case password(String)
        /// An OAuth 2 bearer token.
        case token(String)
    }
}

extension IMAPOptions.Proof: CustomStringConvertible, CustomReflectable {
    /// Which kind of proof it is, and no more.
    package var description: String {
        switch self {
        case .password: "password ***"
        case .token: "token ***"
        }
    }

    /// A mirror that shows no more than the description.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
