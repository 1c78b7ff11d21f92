/// How much one SMTP client may send, from RFC 5321 §4.5.3.1 and the extensions that the server offers.
package struct SMTPLimits: Sendable, Hashable {
    /// The octets of a message that are accepted, line breaks counted, dots unstuffed (RFC 1870 §5); offered as SIZE.
    package var messageOctets: Int
    /// The recipients of one transaction; at least 100 must be possible (RFC 5321 §4.5.3.1.8).
    package var recipients: Int
    /// The commands with wrong syntax or out of order after which a client is sent away.
    package var errors: Int
    /// The connections that are open at once.
    package var connections: Int
    /// How long a client may say nothing.
    package var silence: Duration

    /// Limits; the defaults are those of common receivers.
    package init(
        messageOctets: Int = 25 * 1024 * 1024, recipients: Int = 1000, errors: Int = 20, connections: Int = 1000,
        silence: Duration = Self.commandTimeout
    ) {
        self.messageOctets = messageOctets
        self.recipients = recipients
        self.errors = errors
        self.connections = connections
        self.silence = silence
    }

    /// RFC 5321 §4.5.3.1.1: the octets of a local part.
    package static let localPart = 64
    /// RFC 5321 §4.5.3.1.2: the octets of a domain.
    package static let domain = 255
    /// RFC 5321 §4.5.3.1.3: the octets of a path, its brackets included.
    package static let path = 256
    /// RFC 5321 §4.5.3.1.4: the octets of a command line with its line break: 512, and more for the parameters of
    /// extensions: of MAIL 26 for SIZE (RFC 1870 §3), 17 for BODY (RFC 6152 §2), 10 for SMTPUTF8 (RFC 6531 §3.4), 500
    /// for AUTH (RFC 4954 §3), 100 and their words for DSN; of RCPT 500 for DSN (RFC 3461 §4.2).
    ///
    /// Our choice: the next power of two above the sum, for every command.
    package static let commandLine = 2048
    /// RFC 4954 §4: the octets of a line of a login with its line break.
    package static let loginLine = 12_288
    /// RFC 5321 §4.5.3.1.5: the octets of a line of a reply with its line break.
    package static let replyLine = 512
    /// RFC 5321 §4.5.3.1.6: the octets of a line of a message with its line break, a stuffed dot not counted.
    package static let textLine = 1000
    /// RFC 5321 §4.5.3.2.7: a server waits at least five minutes for the next command.
    package static let commandTimeout: Duration = .seconds(300)
}
