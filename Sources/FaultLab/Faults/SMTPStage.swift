package import DNS
package import MailMessage

/// The moments of an SMTP dialogue at which a fault may speak instead of the server.
package enum SMTPStage: String, Sendable, Hashable, CaseIterable {
    /// Instead of the greeting.
    case connect
    /// Instead of the reply to EHLO or HELO.
    case ehlo
    /// Instead of the reply to MAIL.
    case mail
    /// Instead of the reply to RCPT.
    case rcpt
    /// Instead of the go-ahead to DATA.
    case data
    /// Instead of the reply to the whole message.
    case message

    /// Whether the recipients are known by then.
    package var knowsRecipients: Bool {
        switch self {
        case .connect, .ehlo, .mail: false
        case .rcpt, .data, .message: true
        }
    }

    /// Whether the sender is known by then.
    package var knowsSender: Bool { self != .connect && self != .ehlo }
}

/// What is known when a fault may speak.
package struct SMTPMoment: Sendable {
    /// The name of the server.
    package var server: String
    /// The moment.
    package var stage: SMTPStage
    /// The client's address, as the server takes it.
    package var client: IPAddress
    /// The sender once it is known; the inner nil is the null reverse-path.
    package var sender: Address??
    /// At RCPT the one recipient, from DATA on all that were accepted.
    package var recipients: [Address]

    /// A moment.
    package init(
        server: String, stage: SMTPStage, client: IPAddress, sender: Address?? = nil, recipients: [Address] = []
    ) {
        self.server = server
        self.stage = stage
        self.client = client
        self.sender = sender
        self.recipients = recipients
    }
}

/// A fault that speaks, and what it says.
package struct FaultHit: Sendable, Hashable {
    /// Which one.
    package var fault: FaultID
    /// Its reply.
    package var reply: ServerReply

    /// A hit.
    package init(fault: FaultID, reply: ServerReply) {
        self.fault = fault
        self.reply = reply
    }
}

/// What a server session asks at every stage whether it may go on.
package protocol FaultPlan: Sendable {
    /// The fault that speaks at this moment; nil lets the server speak. A fault that speaks has been counted.
    func hit(at moment: SMTPMoment) -> FaultHit?
}

/// Nothing is ever wrong.
package struct NoFaults: FaultPlan {
    /// The plan without a fault.
    package init() {}

    /// Never any.
    package func hit(at moment: SMTPMoment) -> FaultHit? { nil }
}
