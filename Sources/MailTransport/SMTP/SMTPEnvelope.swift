/// Who a message comes from and goes to, in the words of SMTP; what its header says is another matter.
///
/// Only safe ones exist: no address holds a character that would end its command and begin another.
package struct SMTPEnvelope: Sendable, Hashable {
    /// The return path; empty for the null path `<>`.
    package let sender: String
    /// The recipients, in order; at least one.
    package let recipients: [String]
    /// What the sender wants to be told about its fate; nil where that is left to the servers.
    package var deliveryStatus: DeliveryStatusRequest?

    /// An envelope.
    ///
    /// - Throws: the address that cannot be sent, and why.
    package init(
        sender: String, recipients: [String], deliveryStatus: DeliveryStatusRequest? = nil
    ) throws(InvalidPath) {
        if !sender.isEmpty { try SMTPEnvelope.check(sender) }
        for recipient in recipients { try SMTPEnvelope.check(recipient) }
        guard !recipients.isEmpty else { throw InvalidPath(path: "", problem: "there is no recipient") }
        self.sender = sender
        self.recipients = recipients
        self.deliveryStatus = deliveryStatus
    }

    /// Whether a server must offer SMTPUTF8 (RFC 6531 §3.4) to be told this envelope.
    package var needsSMTPUTF8: Bool {
        !sender.utf8.allSatisfy { $0 < 0x80 } || recipients.contains { !$0.utf8.allSatisfy { $0 < 0x80 } }
    }

    private static func check(_ path: String) throws(InvalidPath) {
        // RFC 5321 §4.5.3.1.3: a path has at most 256 octets, its angle brackets counted; servers take a few more.
        guard path.utf8.count <= 320 else { throw InvalidPath(path: path, problem: "it is too long") }
        var isQuoted = false
        var isEscaped = false
        for byte in path.utf8 {
            // A CR or LF would begin another command; RFC 5321 §4.1.2 admits no control character anywhere.
            guard !byte.isControl else { throw InvalidPath(path: path, problem: "it holds a control character") }
            if isEscaped {
                isEscaped = false
            } else if isQuoted, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if !isQuoted, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") {
                throw InvalidPath(path: path, problem: "it holds a space or an angle bracket outside quotes")
            }
        }
        guard !isQuoted, !isEscaped else { throw InvalidPath(path: path, problem: "its quotes are not closed") }
        // RFC 5321 §4.1.1.3: "postmaster" alone may do without a domain.
        guard path.utf8.dropFirst().dropLast().contains(UInt8(ascii: "@")) || path.lowercased() == "postmaster" else {
            throw InvalidPath(path: path, problem: "it has no @ between a local part and a domain")
        }
    }

    /// An address that must not be put into a command.
    package struct InvalidPath: Error, Sendable, Hashable, CustomStringConvertible {
        /// The address.
        package var path: String
        /// What is wrong with it.
        package var problem: String

        /// The address and what is wrong with it, on one line.
        package var description: String {
            "'\(path.map { $0.isNewline ? "?" : String($0) }.joined())' cannot be sent to a server: \(problem)"
        }
    }
}

/// A message on its way: the bytes and the envelope.
package struct OutgoingMail: Sendable {
    /// Who it goes to.
    package var envelope: SMTPEnvelope
    /// The message as it is to arrive; line breaks are made CR LF, nothing else is touched.
    package var message: [UInt8]

    /// A message and its envelope.
    package init(_ envelope: SMTPEnvelope, message: [UInt8]) {
        self.envelope = envelope
        self.message = message
    }
}
