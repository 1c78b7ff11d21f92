package import Findings
import MailMessage
import NIOCore

/// How long a fault lasts at most, and which one.
package struct FaultTerm: Sendable, Hashable {
    /// The fault: where it is disarmed, what it began ends.
    package var fault: FaultID
    /// When what it began ends by itself.
    package var expires: ContinuousClock.Instant
}

/// How a reply is sent an octet at a time.
struct ReplyDrip: Sendable {
    var interval: Duration
    var term: FaultTerm
}

extension SMTPServerSession {
    /// What the server does next unless a fault keeps it from it.
    enum Step: Sendable {
        case greeting
        case ehlo(String, isExtended: Bool)
        case startTLS
        case login(user: String, isRight: Bool)
        case mail(declaredOctets: UInt64?)
        case rcpt(Address, RecipientParameters)
        case data
        case chunk(octets: Int, isLast: Bool)
        case message(ReceivedMessage)

        var stage: SMTPStage {
            switch self {
            case .greeting: .connect
            case .ehlo: .ehlo
            case .startTLS: .starttls
            case .login: .auth
            case .mail: .mail
            case .rcpt: .rcpt
            case .data, .chunk: .data
            case .message: .message
            }
        }
    }

    /// What comes when a fault has had its time.
    enum Sequel: Sendable {
        /// What the fault does then.
        case strike(Step, FaultHit)
        /// The dialogue goes on here.
        case phase(Phase)
        /// TLS begins.
        case secure
        /// The connection is closed.
        case close
    }

    /// Whether the client waits for something that the session will say without being asked again.
    package var isBusy: Bool { isDelivering || isWaiting || hasBacklog }

    /// Whether it waits for `resume(at:)`.
    package var isWaiting: Bool { if case .waiting = phase { true } else { false } }

    /// Whether it waits for the client to give up.
    package var isStalled: Bool {
        if case .waiting(.strike(_, let hit)) = phase { hit.effect.stalls } else { false }
    }

    /// Whether it holds octets of a message that it takes slowly, so that more need not be read.
    package var hasBacklog: Bool {
        guard intake.pace != nil, inbound.readableBytes > 0 else { return false }
        return switch phase {
        case .data, .chunk: true
        default: false
        }
    }

    // MARK: Events

    /// What `wait` or `drip` wanted is over.
    package mutating func resume(at time: WallTime) -> [Action] {
        guard case .waiting(let sequel) = phase else { return [] }
        return handle(at: time) { session in
            session.phase = .commands
            switch sequel {
            case .strike(let step, let hit): session.strike(step, hit)
            case .phase(let phase): session.phase = phase
            case .secure: session.secure()
            case .close: session.close()
            }
            session.proceed()
        }
    }

    /// The connection is gone: attempts that a fault kept waiting end without a reply.
    package mutating func disappear(at time: WallTime) -> [Action] {
        guard case .waiting(.strike(let step, let hit)) = phase else { return [] }
        return handle(at: time) { session in
            session.recordSilence(at: step, of: hit.fault)
            session.phase = .closed
            session.abandon()
        }
    }

    // MARK: Faults

    /// Does a step, or what a fault does instead.
    mutating func attempt(_ step: Step) {
        guard let hit = hit(step) else { return perform(step) }
        // A server that stops keeps nobody waiting.
        guard let hold = hit.effect.hold, !isStopping else { return strike(step, hit) }
        actions.append(.wait(hold, FaultTerm(fault: hit.fault, expires: hit.expires)))
        phase = .waiting(.strike(step, hit))
    }

    private func hit(_ step: Step) -> FaultHit? {
        let recipients: [Address] =
            switch step {
            case .greeting, .ehlo, .startTLS, .login, .mail: []
            case .rcpt(let recipient, _): [recipient]
            case .data, .chunk, .message: transaction?.recipients ?? []
            }
        var content: ByteBuffer?
        if case .message(let message) = step, message.problem == nil { content = message.content }
        return faults.hit(
            at: SMTPMoment(
                server: identity.name, stage: step.stage, client: client.address, sender: transaction?.sender,
                recipients: recipients, content: content))
    }

    /// Does what a fault does behind its delay.
    private mutating func strike(_ step: Step, _ hit: FaultHit) {
        let effect = hit.effect
        let term = FaultTerm(fault: hit.fault, expires: hit.expires)
        drip = isStopping ? nil : effect.drip.map { ReplyDrip(interval: $0, term: term) }
        if let reply = effect.reply {
            refuse(step, reply, hit.fault)
            if effect.closes { close() }
        } else if effect.closes {
            recordSilence(at: step, of: hit.fault)
            close()
        } else {
            if case .message = step { transaction?.fate = effect.fate }
            perform(step)
            switch step {
            case .data, .chunk:
                intake = MessageIntake(effect, term, isHurried: isStopping)
                if intake.pace != nil { actions.append(.pace(term)) }
            default: break
            }
        }
    }

    private mutating func refuse(_ step: Step, _ reply: ServerReply, _ fault: FaultID) {
        switch step {
        case .greeting:
            phase = .refusing
            refuse(.connect, reply, fault: fault)
        case .ehlo, .startTLS, .login: refuse(step.stage, reply, fault: fault)
        case .mail:
            refuse(.mail, reply, fault: fault)
            abandon()
        case .rcpt(let recipient, _): refuse(.rcpt, reply, recipient: recipient, fault: fault)
        case .data, .message: conclude(step.stage, reply, fault: fault)
        case .chunk(let octets, _):
            phase = .passing(octets)
            conclude(.data, reply, fault: fault)
        }
    }

    private mutating func perform(_ step: Step) {
        switch step {
        case .greeting:
            // RFC 5321 §4.2: the greeting begins with the server's name. RFC 2034 §3: without an enhanced code.
            send(ServerReply(220, nil, "\(identity.hostName) ESMTP mailproof lab"))
        case .ehlo(let name, let isExtended): greet(name, isExtended: isExtended)
        case .startTLS: acceptTLS()
        case .mail(let declared): acceptSender(declaring: declared)
        case .login(let user, let isRight): acceptLogin(user, isRight: isRight)
        case .rcpt(let recipient, let parameters): acceptRecipient(recipient, parameters)
        case .data: goAhead()
        case .chunk(let octets, let isLast): expectChunk(octets, isLast: isLast)
        case .message(let message): takeMessage(message)
        }
    }

    /// Remembers that an attempt got no reply.
    private mutating func recordSilence(at step: Step, of fault: FaultID) {
        switch step {
        case .greeting, .ehlo, .startTLS, .login, .mail: record(step.stage, nil, nil, fault)
        case .rcpt(let recipient, _): record(.rcpt, recipient, nil, fault)
        case .data, .chunk, .message: recordSilence(at: step.stage, of: fault)
        }
    }

    /// Remembers that no recipient of a message got a reply.
    mutating func recordSilence(at stage: SMTPStage, of fault: FaultID) {
        for recipient in transaction?.recipients ?? [] { record(stage, recipient, nil, fault) }
    }
}
