/// The server's words in one transaction, command by command; nil where none came.
package struct SMTPTransaction: Sendable, Hashable {
    /// On MAIL.
    package var mail: SMTPReply?
    /// On each RCPT, in the order of the envelope.
    package var recipients: [SMTPReply?]
    /// On DATA.
    package var data: SMTPReply?
    /// On the message.
    package var verdict: SMTPReply?

    init(recipientCount: Int) {
        recipients = Array(repeating: nil, count: recipientCount)
    }

    /// Whether any recipient was accepted.
    package var hasAcceptedRecipient: Bool {
        recipients.contains { $0?.isAccepted == true }
    }

    /// The reply that decided about the recipient of that number: its own refusal, else the first refusal of the
    /// sender, of DATA or of the message, else the acceptance of the message; nil where the server said too little.
    package func decidingReply(forRecipient index: Int) -> SMTPReply? {
        guard let mail else { return nil }
        guard mail.isAccepted else { return mail }
        guard let own = recipients[index] else {
            // A 421 to another command speaks for those that were not answered.
            return lastWord?.code == 421 ? lastWord : nil
        }
        guard own.isAccepted else { return own }
        if let data, data.replyClass != .intermediate { return data }
        if let verdict { return verdict }
        return lastWord?.code == 421 ? lastWord : nil
    }

    private var lastWord: SMTPReply? {
        verdict ?? data ?? recipients.last { $0 != nil } ?? mail
    }
}

/// What became of one message.
package struct SMTPDelivery: Sendable {
    /// What became of it for each recipient, in the order of the envelope.
    package var recipients: [Recipient]
    /// The replies behind it.
    package var transaction: SMTPTransaction
    /// How long each step took.
    package var times: Times
    /// What was said, from the connection on where it was made for this message.
    package var transcript: Transcript

    /// One recipient.
    package struct Recipient: Sendable, Hashable {
        /// The address.
        package var address: String
        /// The reply that decided.
        package var reply: SMTPReply

        /// Whether the server has taken the message for it.
        package var isAccepted: Bool { reply.isAccepted }
    }

    /// How long each step took, from the sending of its command to its reply.
    package struct Times: Sendable, Hashable {
        /// The connection, up to the reply to EHLO; nil where one was reused.
        package var connect: Duration?
        /// MAIL.
        package var mail: Duration?
        /// RCPT, all of them.
        package var recipients: Duration?
        /// The message, from DATA to the last reply.
        package var data: Duration?
        /// From the first command to the last reply.
        package var total: Duration = .zero
    }
}
