/// Where in a dialogue something happened.
package enum SMTPStage: String, Sendable, Hashable, CaseIterable {
    /// Nothing is awaited.
    case idle
    /// The connection, the greeting, EHLO.
    case connect
    /// MAIL.
    case mail
    /// RCPT.
    case recipient = "rcpt"
    /// DATA.
    case data
    /// The message behind DATA.
    case message

    /// What is being done there, for "could not …".
    package var action: String {
        switch self {
        case .idle: "use the connection"
        case .connect: "connect"
        case .mail: "announce the sender"
        case .recipient: "announce a recipient"
        case .data: "begin the message"
        case .message: "send the message"
        }
    }
}
