package import MailMessage
import NIOCore

extension SMTPFault {
    /// Whom a fault is for; each list is "one of", an empty one anybody.
    ///
    /// Domains and addresses are compared without regard to case. Of the header every field that is named must fit.
    package struct Target: Sendable, Hashable {
        /// Domains of recipients.
        package var recipientDomains: [String]
        /// Recipients.
        package var recipients: [Address]
        /// Senders.
        package var senders: [Address]
        /// Addresses of clients, as the server takes them (`client_address`), and networks of such.
        package var clients: [ClientNetwork]
        /// What fields of the header must say.
        package var header: [HeaderPattern]
        /// The octets that the message must have, line breaks counted, dots unstuffed; nil for any.
        package var size: ClosedRange<Int>?

        /// Whom a fault is for; by default everybody.
        package init(
            recipientDomains: [String] = [], recipients: [Address] = [], senders: [Address] = [],
            clients: [ClientNetwork] = [], header: [HeaderPattern] = [], size: ClosedRange<Int>? = nil
        ) {
            self.recipientDomains = recipientDomains.map { $0.lowercased() }
            self.recipients = recipients
            self.senders = senders
            self.clients = clients
            self.header = header
            self.size = size
        }
    }
}

extension SMTPFault.Target {
    /// Says what of it is not known at a stage.
    func check(at stage: SMTPStage) throws(InvalidFault) {
        if !stage.knowsRecipients, !recipientDomains.isEmpty || !recipients.isEmpty {
            throw InvalidFault(
                .when, "no recipient is known at \(stage.rawValue) yet",
                remedy: "write at: rcpt, data or message, or take the recipient out of when")
        }
        if !stage.knowsSender, !senders.isEmpty {
            throw InvalidFault(
                .when, "no sender is known at \(stage.rawValue) yet",
                remedy: "write at: mail or a later stage, or take the sender out of when")
        }
        if stage != .message, !header.isEmpty || size != nil {
            throw InvalidFault(
                .when, "no message is known at \(stage.rawValue) yet",
                remedy: "write at: message, or take header and size out of when")
        }
    }

    /// Whether it is for this moment.
    func matches(_ moment: SMTPMoment) -> Bool {
        guard clients.isEmpty || clients.contains(where: { $0.contains(moment.client) }) else { return false }
        if !senders.isEmpty {
            guard let sender = moment.sender ?? nil, senders.contains(where: { $0.isFolded(sender) })
            else { return false }
        }
        return matchesRecipients(moment.recipients) && matchesMessage(moment.content)
    }

    private func matchesRecipients(_ all: [Address]) -> Bool {
        guard !recipientDomains.isEmpty || !recipients.isEmpty else { return true }
        // From DATA on there is one reply for all recipients: one of them that matches is enough.
        return all.contains { recipient in
            (recipientDomains.isEmpty || recipientDomains.contains(recipient.foldedDomain))
                && (recipients.isEmpty || recipients.contains { $0.isFolded(recipient) })
        }
    }

    private func matchesMessage(_ content: ByteBuffer?) -> Bool {
        guard size != nil || !header.isEmpty else { return true }
        guard let content else { return false }
        if let size, !size.contains(content.readableBytes) { return false }
        guard !header.isEmpty else { return true }
        let start = Message(bytes: Array(content.readableBytesView.prefix(HeaderPattern.octetLimit)))
        return header.allSatisfy { pattern in
            start.fields(named: pattern.name).contains { pattern.matches($0.decodedValue) }
        }
    }

    /// In words: `slow.example from a@b.example of 192.0.2.0/24`.
    var words: [String] {
        recipientDomains + recipients.map(\.description) + senders.map { "from \($0)" } + clients.map { "of \($0)" }
            + header.map { "with \($0)" } + [size.map { "of \(Self.words($0))" }].compactMap { $0 }
    }

    private static func words(_ size: ClosedRange<Int>) -> String {
        size.upperBound == .max ? "\(size.lowerBound)B and more" : "\(size.lowerBound)B to \(size.upperBound)B"
    }
}

extension Address {
    /// Whether both are the same without regard to the case of any letter: RFC 5321 §2.4 leaves the case of a local part
    /// to its host, and none that is real tells it apart.
    fileprivate func isFolded(_ other: Address) -> Bool {
        domain.lowercased() == other.domain.lowercased() && localPart.lowercased() == other.localPart.lowercased()
    }
}
