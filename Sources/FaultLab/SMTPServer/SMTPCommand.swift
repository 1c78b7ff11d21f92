package import MailMessage

/// A command of a client, its syntax understood (RFC 5321 §4.1.1).
package enum SMTPCommand: Sendable, Hashable {
    /// The client names itself and asks for extensions.
    case ehlo(String)
    /// The client names itself.
    case helo(String)
    /// A transaction begins; nil is the null reverse-path `<>`.
    case mail(from: Address?, parameters: [SMTPParameter])
    /// A recipient.
    case rcpt(to: ForwardPath, parameters: [SMTPParameter])
    /// The message follows.
    case data
    /// So many octets of the message follow, perhaps the last (RFC 3030 §2).
    case bdat(octets: Int, isLast: Bool)
    /// TLS is wanted (RFC 3207 §4).
    case starttls
    /// The client logs in: the mechanism in upper case, and its first answer in base64 (RFC 4954 §4).
    case auth(mechanism: String, initial: String?)
    /// The transaction is given up.
    case rset
    /// Nothing.
    case noop
    /// Asks whether a mailbox exists.
    case vrfy
    /// Asks for help.
    case help
    /// Goodbye.
    case quit
    /// A command that SMTP knows and this server does not obey, by its verb.
    case notImplemented(String)
}

/// Where a message shall go (RFC 5321 §4.1.1.3).
package enum ForwardPath: Sendable, Hashable {
    /// A mailbox.
    case mailbox(Address)
    /// `<Postmaster>` without a domain, which every server must take (RFC 5321 §4.5.1).
    case postmaster
}

/// One parameter of MAIL or RCPT (RFC 5321 §4.1.2, esmtp-param).
package struct SMTPParameter: Sendable, Hashable {
    /// The keyword in upper case.
    package var keyword: String
    /// What stands behind the equals sign; nil without one.
    package var value: String?

    /// A parameter.
    package init(_ keyword: String, _ value: String? = nil) {
        self.keyword = keyword
        self.value = value
    }
}

/// A command that was not understood, and what the server says to it.
package struct CommandRefusal: Error, Sendable, Hashable {
    /// The reply.
    package var reply: ServerReply
}
