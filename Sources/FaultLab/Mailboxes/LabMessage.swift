package import Findings
package import MailMessage

/// A folder of a mailbox.
package enum LabFolder: String, Sendable, Hashable, CaseIterable {
    /// Where readers look.
    case inbox = "INBOX"
    /// Where suspicious mail goes.
    case junk = "Junk"
}

/// A message in a mailbox of the lab.
package struct LabMessage: Sendable, Hashable {
    /// The transaction that brought it; the copies of its recipients share it.
    package var transaction: String
    /// The name of the server that took it.
    package var server: String
    /// Whose mailbox it is in.
    package var recipient: Address
    /// The folder.
    package var folder: LabFolder
    /// The sender of the envelope; nil for `<>`.
    package var sender: Address?
    /// When it was filed.
    package var time: WallTime
    /// The message with the fields that the receiver put on top: Return-Path, Authentication-Results where it
    /// verified, Received.
    package var bytes: [UInt8]
    /// How it came; nil where it did not come over SMTP.
    package var envelope: LabEnvelope?

    /// A message, member by member.
    package init(
        transaction: String, server: String, recipient: Address, folder: LabFolder, sender: Address?, time: WallTime,
        bytes: [UInt8], envelope: LabEnvelope? = nil
    ) {
        self.transaction = transaction
        self.server = server
        self.recipient = recipient
        self.folder = folder
        self.sender = sender
        self.time = time
        self.bytes = bytes
        self.envelope = envelope
    }

    /// The message, its header read.
    package var message: Message { Message(bytes: bytes) }

    /// What the receiver wrote into its Authentication-Results, from the top.
    package var authentication: [AuthenticationResults] {
        AuthenticationResults.read(from: message, authservID: server)
    }
}

/// Which messages are meant; every member that is not nil must fit.
package struct LabMessageQuery: Sendable, Hashable {
    /// The mailbox.
    package var recipient: Address?
    /// The folder.
    package var folder: LabFolder?
    /// A header field and its whole unfolded value, such as `X-Seed-Token` and a token.
    package var header: Header?

    /// A field's name, in letters of either case, and its value.
    package struct Header: Sendable, Hashable {
        /// The name.
        package var name: String
        /// The value.
        package var value: String

        /// A field.
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A query; without arguments, every message.
    package init(recipient: Address? = nil, folder: LabFolder? = nil, header: Header? = nil) {
        self.recipient = recipient
        self.folder = folder
        self.header = header
    }

    /// Whether a message is meant; `header` reads its header, and is called only where it matters.
    func matches(_ candidate: LabMessage, header message: () -> Message) -> Bool {
        if let recipient, recipient != candidate.recipient { return false }
        if let folder, folder != candidate.folder { return false }
        guard let header else { return true }
        return message().fields(named: header.name).contains { $0.unfoldedValue == header.value }
    }
}
