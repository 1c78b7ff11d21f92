/// How a connection to an SMTP server is made and how long it may take.
package struct SMTPOptions: Sendable {
    /// What the client calls itself in EHLO; nil for the name of this machine.
    package var helloName: String?
    /// Whether STARTTLS is used.
    package var tls: TLSUse = .none
    /// A file of trusted certificates in place of the system's.
    package var trustedCertificates: String?
    /// What the client shows of itself in TLS; nil for nothing.
    package var clientCertificate: ClientCertificate?
    /// Who logs in; nil for nobody.
    package var login: Login?
    /// How long TCP, TLS, greeting, EHLO and login may take together.
    package var connectTimeout: Duration = .seconds(30)
    /// How long the server may be silent or take nothing of what is sent.
    ///
    /// RFC 5321 §4.5.3.2 would have a relay wait for up to ten minutes; a test cannot.
    package var replyTimeout: Duration = .seconds(60)
    /// How long one message may take from its first command to the server's last word, however the time is spread.
    ///
    /// RFC 5321 §4.5.3.2.6 allows ten minutes for the last word alone.
    package var transactionTimeout: Duration = .seconds(600)
    /// How long the answer to QUIT is waited for.
    package var quitTimeout: Duration = .seconds(2)
    /// Whether transcripts are kept.
    package var keepsTranscript = true
    /// Whether the commands of a message that waits go with the end of the one before (RFC 2920 §3.1).
    ///
    /// It spares a round trip a message. The time of MAIL is then counted from the last word on the message before, and
    /// a server that is not true to PIPELINING may lose the commands: it is for load, not for the study of a single mail.
    package var groupsTransactions = false

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

    /// A certificate and its key, in files of PEM.
    package struct ClientCertificate: Sendable {
        /// The file of the certificate, and of those that lead to its authority.
        package var certificateFile: String
        /// The file of the key.
        package var keyFile: String
        /// What the key is encrypted with; nil where it is not.
        package var keyPassword: String?

        /// A certificate and its key.
        package init(certificateFile: String, keyFile: String, keyPassword: String? = nil) {
            self.certificateFile = certificateFile
            self.keyFile = keyFile
            self.keyPassword = keyPassword
        }
    }

    /// Who logs in, and by what.
    package struct Login: Sendable {
        /// The user.
        package var user: String
        /// What proves who it is.
        package var secret: Secret

        /// What proves who it is.
        package enum Secret: Sendable {
            /// A password, for SCRAM-SHA-256, PLAIN or LOGIN.
            case password(String)
            /// An OAuth 2.0 access token, for XOAUTH2.
            case token(String)
        }

        /// A login by password.
        package init(user: String, password: String) {
            self.user = user
            secret = .password(password)
        }

        /// A login by an OAuth 2.0 access token.
        package init(user: String, token: String) {
            self.user = user
            secret = .token(token)
        }
    }
}

extension SMTPOptions.Login: CustomStringConvertible, CustomReflectable {
    /// The user alone.
    package var description: String { "\(user) (***)" }

    /// The user alone: what is printed for debugging ends up in logs, too.
    package var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}

extension SMTPOptions.Login.Secret: CustomStringConvertible, CustomReflectable {
    /// Nothing of it.
    package var description: String { "***" }

    /// Nothing of it.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension SMTPOptions.ClientCertificate: CustomReflectable {
    /// The files, without the password.
    package var customMirror: Mirror { Mirror(self, children: ["certificate": certificateFile, "key": keyFile]) }
}
