package import DNS
package import MailMessage
package import NIOCore

/// The moments of an SMTP dialogue at which a fault may strike.
package enum SMTPStage: String, Sendable, Hashable, CaseIterable {
    /// Instead of the greeting.
    case connect
    /// Instead of the reply to EHLO or HELO.
    case ehlo
    /// Instead of the go-ahead to STARTTLS.
    case starttls
    /// Instead of the last reply to AUTH.
    case auth
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
        case .connect, .ehlo, .starttls, .auth, .mail: false
        case .rcpt, .data, .message: true
        }
    }

    /// Whether the sender is known by then.
    package var knowsSender: Bool { self == .mail || knowsRecipients }
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
    /// The message once it has come whole, and is fit to be taken.
    package var content: ByteBuffer?

    /// A moment.
    package init(
        server: String, stage: SMTPStage, client: IPAddress, sender: Address?? = nil, recipients: [Address] = [],
        content: ByteBuffer? = nil
    ) {
        self.server = server
        self.stage = stage
        self.client = client
        self.sender = sender
        self.recipients = recipients
        self.content = content
    }
}

/// A fault that strikes, and what it does.
package struct FaultHit: Sendable, Hashable {
    /// Which one.
    package var fault: FaultID
    /// What it does.
    package var effect: SMTPFaultEffect
    /// When what it has begun ends, if it is not disarmed before.
    package var expires: ContinuousClock.Instant

    /// A hit.
    package init(fault: FaultID, effect: SMTPFaultEffect, expires: ContinuousClock.Instant) {
        self.fault = fault
        self.effect = effect
        self.expires = expires
    }
}

/// What a server session asks at every stage whether it may go on.
package protocol FaultPlan: Sendable {
    /// The fault that strikes at this moment; nil lets the server go on. A fault that strikes has been counted.
    func hit(at moment: SMTPMoment) -> FaultHit?

    /// The fault that strikes a handshake of a server; nil lets TLS begin as it is offered. A fault that strikes has been
    /// counted.
    func hit(tlsOf server: String) -> TLSFaultHit?

    /// Whether a fault can still do what it has begun.
    func isArmed(_ fault: FaultID) -> Bool

    /// Calls `ended` once when a fault is disarmed, on any thread; at once where it is not armed.
    ///
    /// That its lease is over is not told.
    func watch(_ fault: FaultID, ended: @escaping @Sendable () -> Void) -> FaultWatch
}

/// Somebody who waits for the end of a fault.
package struct FaultWatch: Sendable {
    private let stop: @Sendable () -> Void

    /// A watch that is ended by `stop`.
    package init(_ stop: @escaping @Sendable () -> Void = {}) {
        self.stop = stop
    }

    /// Waits no more; doing it again does nothing.
    package func cancel() { stop() }
}

/// Nothing is ever wrong.
package struct NoFaults: FaultPlan {
    /// The plan without a fault.
    package init() {}

    /// Never any.
    package func hit(at moment: SMTPMoment) -> FaultHit? { nil }

    /// Never any.
    package func hit(tlsOf server: String) -> TLSFaultHit? { nil }

    /// Never one.
    package func isArmed(_ fault: FaultID) -> Bool { false }

    /// There is nothing to wait for.
    package func watch(_ fault: FaultID, ended: @escaping @Sendable () -> Void) -> FaultWatch {
        ended()
        return FaultWatch()
    }
}
