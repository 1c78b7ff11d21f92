import Findings
import NIOCore
import NIOPosix
import Synchronization

/// Returns messages to their senders some time after they were accepted.
final class MailBouncer: Sendable {
    /// How many reports are put off at once; those beyond are written at once.
    ///
    /// Our choice: as many messages as a load test sends in a minute.
    private static let limit = 10_000

    private let waiting = Mutex(0)

    /// Files the report in the sender's mailbox when its time has come.
    ///
    /// What came from the null reverse-path is not returned to anybody (RFC 5321 §6.1).
    func schedule(
        _ transaction: SMTPTransaction, _ bounce: MailFate.Bounce, _ server: SMTPServerIdentity,
        _ mailboxes: LabMailboxes, arrived: WallTime
    ) {
        guard let sender = transaction.sender else { return }
        let report: @Sendable () -> Void = {
            let time = WallTime.now()
            let bytes = BounceMessage.compose(
                to: sender, about: transaction, bounce, from: server, arrived: arrived, time: time)
            mailboxes.file([
                LabMessage(
                    transaction: "\(transaction.id)-bounce", server: server.name, recipient: sender, folder: .inbox,
                    sender: nil, time: time, bytes: bytes)
            ])
        }
        let isRoom = waiting.withLock { count in
            guard bounce.delay > .zero, count < Self.limit else { return false }
            count += 1
            return true
        }
        guard isRoom else { return report() }
        MultiThreadedEventLoopGroup.singleton.next().scheduleTask(in: TimeAmount(bounce.delay)) { [self] in
            waiting.withLock { $0 -= 1 }
            report()
        }
    }
}
