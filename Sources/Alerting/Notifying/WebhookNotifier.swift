import Synchronization

/// Posts every firing and every resolution to one address, in order, trying again while the other side fails.
///
/// The queue is bounded: where a receiver is away for so long that it fills, the newest changes are dropped and counted
/// among the failures, never the evaluation held up.
package final class WebhookNotifier: AlertNotifier {
    /// How many changes wait at most.
    ///
    /// Our choice.
    package static let queueLimit = 1000
    /// How many failures are remembered.
    ///
    /// Our choice: the first ones tell the cause.
    package static let failureLimit = 100

    private let receiver: String
    private let failureLog: FailureLog
    private let queue: AsyncStream<[AlertTransition]>.Continuation
    private let worker: Task<Void, Never>

    /// Failures, shared by the queue's two ends.
    private final class FailureLog: Sendable {
        private let entries = Mutex<[NotificationFailure]>([])

        var all: [NotificationFailure] { entries.withLock { $0 } }

        func add(_ failure: NotificationFailure) {
            entries.withLock { if $0.count < WebhookNotifier.failureLimit { $0.append(failure) } }
        }
    }

    /// A notifier of the receiver with this name.
    ///
    /// - Parameters:
    ///   - url: where notifications are posted to.
    ///   - format: how they are written.
    package init(
        receiver: String, url: String, format: NotificationFormat = .webhook(), transport: any AlertTransport,
        retry: RetrySchedule = .standard
    ) {
        self.receiver = receiver
        let log = FailureLog()
        failureLog = log
        let (stream, continuation) = AsyncStream.makeStream(
            of: [AlertTransition].self, bufferingPolicy: .bufferingOldest(Self.queueLimit))
        queue = continuation
        worker = Task {
            for await group in stream {
                for body in format.bodies(of: group, for: receiver) {
                    let failure = await Self.deliver(body, to: url, as: format, over: transport, retry: retry)
                    guard let failure else { continue }
                    log.add(.init(group, to: receiver, attempts: failure.attempts, reason: failure.reason))
                }
            }
        }
    }

    /// Takes a change to be told; returns at once, and tells it as soon as those before it were told.
    package func notify(_ transition: AlertTransition) {
        notify([transition])
    }

    /// Takes changes to be told in one message; returns at once.
    package func notify(_ group: [AlertTransition]) {
        let told = group.filter { $0.state == .firing || $0.state == .resolved }
        guard !told.isEmpty, case .dropped = queue.yield(told) else { return }
        failureLog.add(
            .init(told, to: receiver, attempts: 0, reason: "\(Self.queueLimit) notifications are waiting already"))
    }

    /// What could not be delivered so far.
    package var failures: [NotificationFailure] { failureLog.all }

    package func stop(within limit: Duration) async {
        queue.finish()
        let timer = Task { [worker] in
            try? await Task.sleep(for: limit)
            worker.cancel()
        }
        await worker.value
        timer.cancel()
    }

    /// Posts a body until it is accepted or there is no more sense in trying; returns what went wrong.
    private static func deliver(
        _ body: [UInt8], to url: String, as format: NotificationFormat, over transport: any AlertTransport,
        retry: RetrySchedule
    ) async -> (attempts: Int, reason: String)? {
        var attempt = 0
        while true {
            attempt += 1
            var reason: String
            do {
                let status = try await transport.post(body, to: url)
                if status / 100 == 2 { return nil }
                reason = "\(format.hidesURL ? "the receiver" : url) answered \(status)"
                guard format.isWorthRetrying(status: status) else { return (attempt, reason) }
            } catch {
                reason = format.hidesURL ? "no answer" : error.reason
            }
            guard let delay = retry.delay(after: attempt) else { return (attempt, reason) }
            do {
                try await Task.sleep(for: delay)
            } catch {
                reason += "; given up because the monitor stopped"
                return (attempt, reason)
            }
        }
    }
}
