/// A message that a server takes as far as it has said, and the commands that announce it (RFC 5321 §3.3).
struct SMTPAnnouncement: Sendable {
    let envelope: SMTPEnvelope
    var message: SMTPMessageData
    private let capabilities: SMTPCapabilities

    /// Prepares a message for a server that has offered these.
    ///
    /// - Throws: what the server would have to offer and does not.
    init(_ mail: OutgoingMail, to capabilities: SMTPCapabilities) throws(SMTPNotOffered) {
        let message = SMTPMessageData(mail.message)
        // RFC 6531 §3.2: an internationalised address goes to no server that does not offer SMTPUTF8.
        guard capabilities.smtpUTF8 || !mail.envelope.needsSMTPUTF8 else { throw .smtpUTF8 }
        // RFC 6152 §3: an eight-bit body goes to no server that does not offer 8BITMIME.
        guard capabilities.eightBitMIME || !message.isEightBit else { throw .eightBitMIME }
        // RFC 1870 §4: a client may spare both sides a message that is larger than the server takes.
        if let limit = capabilities.largestMessage, message.size > limit { throw .size(message.size, limit: limit) }
        if let request = mail.envelope.deliveryStatus, !capabilities.deliveryStatusNotifications {
            // RFC 3461 §4: the parameters go to no server that does not offer DSN.
            guard request.fallback == .ignore else { throw .deliveryStatus }
        }
        envelope = mail.envelope
        self.message = message
        self.capabilities = capabilities
    }

    /// MAIL.
    var mailCommand: [UInt8] {
        var command = "MAIL FROM:<\(envelope.sender)>"
        // RFC 1870 §6: the size is declared where it is asked for.
        if capabilities.size { command += " SIZE=\(message.size)" }
        if message.isEightBit { command += " BODY=8BITMIME" }
        // RFC 6531 §3.4: SMTPUTF8 is said where an address needs it.
        if envelope.needsSMTPUTF8 { command += " SMTPUTF8" }
        command += deliveryStatus?.mailParameters ?? ""
        return Array("\(command)\r\n".utf8)
    }

    /// RCPT for the recipient of that number.
    func recipientCommand(_ index: Int) -> [UInt8] {
        let recipient = envelope.recipients[index]
        return Array("RCPT TO:<\(recipient)>\(deliveryStatus?.recipientParameters(index) ?? "")\r\n".utf8)
    }

    /// All of the commands in one piece, DATA as the last (RFC 2920 §3.1).
    var group: [UInt8] {
        var bytes = mailCommand
        for index in envelope.recipients.indices { bytes += recipientCommand(index) }
        bytes += Array("DATA\r\n".utf8)
        return bytes
    }

    /// What is asked about the message's fate, where the server can be asked.
    private var deliveryStatus: DeliveryStatusRequest? {
        capabilities.deliveryStatusNotifications ? envelope.deliveryStatus : nil
    }

    /// What the message does without, in words; nil where it has all that it wants.
    var remark: String? {
        guard envelope.deliveryStatus != nil, deliveryStatus == nil else { return nil }
        return "the server does not offer DSN: what was to be reported is not said (RFC 3461)"
    }
}
