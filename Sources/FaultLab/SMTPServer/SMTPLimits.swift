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

    /// Limits; the defaults are those of common receivers.
    package init(
        messageOctets: Int = 25 * 1024 * 1024, recipients: Int = 1000, errors: Int = 20, connections: Int = 1000
    ) {
        self.messageOctets = messageOctets
        self.recipients = recipients
        self.errors = errors
        self.connections = connections
    }

    /// RFC 5321 §4.5.3.1.1: the octets of a local part.
    package static let localPart = 64
    /// RFC 5321 §4.5.3.1.2: the octets of a domain.
    package static let domain = 255
    /// RFC 5321 §4.5.3.1.3: the octets of a path, its brackets included.
    package static let path = 256
    /// RFC 5321 §4.5.3.1.4: the octets of a command line with its line break: 512, and for MAIL 26 more of SIZE
    /// (RFC 1870 §3) and 17 more of BODY (RFC 6152 §2).
    ///
    /// The sum is accepted for every command.
    package static let commandLine = 512 + 26 + 17
    /// RFC 5321 §4.5.3.1.5: the octets of a line of a reply with its line break.
    package static let replyLine = 512
    /// RFC 5321 §4.5.3.1.6: the octets of a line of a message with its line break, a stuffed dot not counted.
    package static let textLine = 1000
    /// RFC 5321 §4.5.3.2.7: a server waits at least five minutes for the next command.
    package static let commandTimeout: Duration = .seconds(300)
}
