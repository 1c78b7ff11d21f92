import MailMessage
import NIOCore

extension SMTPServerSession {
    mutating func send(_ reply: ServerReply) {
        guard let drip else { return actions.append(.send(reply)) }
        self.drip = nil
        actions.append(.drip(reply, every: drip.interval, drip.term))
        phase = .waiting(.phase(phase))
    }

    /// Refuses an attempt without a recipient or with one.
    mutating func refuse(_ stage: SMTPStage, _ reply: ServerReply, recipient: Address? = nil, fault: FaultID? = nil) {
        record(stage, recipient, reply, fault)
        send(reply)
        // RFC 5321 §3.8: 421 says that the channel closes.
        if reply.code == 421 { close() }
    }

    /// Refuses a command that is wrong; too many of them end the session.
    mutating func complain(_ reply: ServerReply) {
        send(reply)
        errors += 1
        if errors >= identity.limits.errors {
            leave(.closing("4.7.0", "\(identity.hostName) closes: too many wrong commands"))
        }
    }

    /// Refuses a line that is no command at all.
    mutating func refuse(line reply: ServerReply, _ offence: SMTPOffence?) {
        if let offence { actions.append(.note(offence)) }
        complain(reply)
    }

    /// Remembers what an attempt met; nil for silence.
    mutating func record(_ stage: SMTPStage, _ recipient: Address?, _ reply: ServerReply?, _ fault: FaultID?) {
        actions.append(
            .record(
                AttemptRecord(
                    time: now, server: identity.name, client: client.address,
                    sender: transaction.map { $0.sender?.description ?? "" }, recipient: recipient?.description,
                    recipientDomain: recipient?.foldedDomain, stage: stage, reply: reply, fault: fault)))
    }

    /// Says a last word.
    mutating func leave(_ reply: ServerReply) {
        abandon()
        send(reply)
        close()
    }

    mutating func close() {
        abandon()
        inbound = ByteBuffer()
        switch phase {
        case .closed: break
        // The last word is still being said.
        case .waiting: phase = .waiting(.close)
        default:
            phase = .closed
            actions.append(.close)
        }
    }
}
