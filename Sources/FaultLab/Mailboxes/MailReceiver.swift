import Findings
import MailMessage

/// What becomes of a message.
package enum MailDisposition: Sendable, Hashable {
    /// It is filed where readers look.
    case inbox
    /// It is filed as suspicious.
    case junk
    /// It is refused with a reply, and filed nowhere.
    case refused(ServerReply)
}

/// What a verification of a message came to.
struct MailVerification: Sendable {
    /// What is written on top of the message.
    var results: AuthenticationResults
    /// What is told to who listens.
    var records: [AuthenticationRecord]
    /// What becomes of the message.
    var disposition: MailDisposition
}

/// Verifies who sent a message.
protocol MailVerifying: Sendable {
    func verify(_ transaction: SMTPTransaction, at time: WallTime) async -> MailVerification
}

/// Takes the messages of one server and files them.
struct MailReceiver: Sendable {
    let identity: SMTPServerIdentity
    let mailboxes: LabMailboxes
    let log: LabEventLog
    /// nil files everything in INBOX as it comes.
    let verifier: (any MailVerifying)?
    let bouncer = MailBouncer()

    /// Takes a message that need not be verified at once; nil where it must be.
    func receiveAtOnce(_ transaction: SMTPTransaction, at time: WallTime) -> ServerReply? {
        guard verifier == nil else { return nil }
        return file(transaction, .inbox, results: nil, at: time)
    }

    /// Verifies a message and takes it, or refuses it.
    func receive(_ transaction: SMTPTransaction, at time: WallTime) async -> ServerReply {
        guard let verifier else { return file(transaction, .inbox, results: nil, at: time) }
        let verification = await verifier.verify(transaction, at: time)
        log.record(verification.records.lazy.map { LabEvent.authentication($0) })
        switch verification.disposition {
        case .refused(let reply): return reply
        case .inbox: return file(transaction, .inbox, results: verification.results, at: time)
        case .junk: return file(transaction, .junk, results: verification.results, at: time)
        }
    }

    private func file(
        _ transaction: SMTPTransaction, _ folder: LabFolder, results: AuthenticationResults?, at time: WallTime
    ) -> ServerReply {
        let fate = transaction.fate
        if let bounce = fate.bounce {
            bouncer.schedule(transaction, bounce, identity, mailboxes, arrived: time)
        } else if !fate.isLost {
            let bytes = TraceFields.prepend(to: transaction, server: identity, results: results, time: time)
            let messages = transaction.recipients.map { recipient in
                LabMessage(
                    transaction: transaction.id, server: identity.name, recipient: recipient, folder: folder,
                    sender: transaction.sender, time: time, bytes: bytes,
                    envelope: transaction.envelope(of: recipient))
            }
            for _ in 0..<fate.copies { mailboxes.file(messages) }
        }
        // The same words for all: who loses mail does not say so.
        return ServerReply(250, "2.0.0", "OK: filed as \(transaction.id)")
    }
}
