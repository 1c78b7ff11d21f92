import Synchronization

/// Tells one receiver what it is to be told, message by message and in order, trying again while the other side fails.
///
/// The queue is bounded: where a receiver is away for so long that it fills, the newest changes are dropped and counted
/// among the failures, never the evaluation held up.
final class NotificationQueue<Message: Sendable>: Sendable {
    private let receiver: String
    private let failureLog: FailureLog
    private let queue: AsyncStream<[AlertTransition]>.Continuation
    private let worker: Task<Void, Never>

    /// What became of one attempt.
    enum Attempt: Sendable {
        /// It was told.
        case told
        /// It was not; what is to be tried again, nil where that makes no sense.
        case failed(String, again: Message?)
    }

    /// Failures, shared by the queue's two ends.
    private final class FailureLog: Sendable {
        private let entries = Mutex<[NotificationFailure]>([])

        var all: [NotificationFailure] { entries.withLock { $0 } }

        func add(_ failure: NotificationFailure) {
            entries.withLock { if $0.count < WebhookNotifier.failureLimit { $0.append(failure) } }
        }
    }

    /// An empty queue of a receiver.
    ///
    /// - Parameters:
    ///   - messages: what tells some changes, in order.
    ///   - attempt: tries once to hand a message over.
    init(
        receiver: String, retry: RetrySchedule, messages: @escaping @Sendable ([AlertTransition]) -> [Message],
        attempt: @escaping @Sendable (Message) async -> Attempt
    ) {
        self.receiver = receiver
        let log = FailureLog()
        failureLog = log
        let (stream, continuation) = AsyncStream.makeStream(
            of: [AlertTransition].self, bufferingPolicy: .bufferingOldest(WebhookNotifier.queueLimit))
        queue = continuation
        worker = Task {
            for await group in stream {
                for message in messages(group) {
                    guard let failure = await Self.deliver(message, retry, attempt) else { continue }
                    log.add(.init(group, to: receiver, attempts: failure.attempts, reason: failure.reason))
                }
            }
        }
    }

    /// Takes changes to be told in one message; returns at once.
    ///
    /// What is pending or inactive is told to nobody.
    func add(_ group: [AlertTransition]) {
        let told = group.filter { $0.state == .firing || $0.state == .resolved }
        guard !told.isEmpty, case .dropped = queue.yield(told) else { return }
        let waiting = WebhookNotifier.queueLimit
        failureLog.add(.init(told, to: receiver, attempts: 0, reason: "\(waiting) notifications are waiting already"))
    }

    /// What could not be delivered so far.
    var failures: [NotificationFailure] { failureLog.all }

    /// Gives what waits at most so much time, then gives up.
    func stop(within limit: Duration) async {
        queue.finish()
        let timer = Task { [worker] in
            try? await Task.sleep(for: limit)
            worker.cancel()
        }
        await worker.value
        timer.cancel()
    }

    /// Tries until a message is told or there is no more sense in it; returns what went wrong.
    private static func deliver(
        _ message: Message, _ retry: RetrySchedule, _ attempt: (Message) async -> Attempt
    ) async -> (attempts: Int, reason: String)? {
        var message = message
        var attempts = 0
        while true {
            attempts += 1
            guard case .failed(var reason, let again) = await attempt(message) else { return nil }
            guard let again, let delay = retry.delay(after: attempts) else { return (attempts, reason) }
            message = again
            do {
                try await Task.sleep(for: delay)
            } catch {
                reason += "; given up because the monitor stopped"
                return (attempts, reason)
            }
        }
    }
}
