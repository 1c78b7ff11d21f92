import Findings
import MailMessage
import Synchronization

/// The mailboxes of one server of the lab; every recipient has one.
package final class LabMailboxes: Sendable {
    /// How much is kept.
    ///
    /// What memory has no room for lies on disk; of more, the oldest messages are dropped and counted.
    package struct Capacity: Sendable, Hashable {
        /// Messages, one for each recipient.
        package var messages: Int
        /// Octets of messages in memory; those that several recipients share are counted once.
        package var octets: Int
        /// Octets of messages on disk; 0 for none there.
        package var diskOctets: Int

        /// A capacity; the defaults hold what drills and seed lists send, and fit into a build container.
        package init(
            messages: Int = 50_000, octets: Int = 128 * 1024 * 1024, diskOctets: Int = 1024 * 1024 * 1024
        ) {
            self.messages = messages
            self.octets = octets
            self.diskOctets = diskOctets
        }
    }

    /// A message and its number, which counts from 1.
    package struct Stored: Sendable, Hashable {
        /// The number.
        package var number: Int
        /// The message.
        package var message: LabMessage
    }

    /// How much came, and how much of it there still is.
    package struct Counts: Sendable, Hashable {
        /// Messages that came, one for each recipient, since the server was started.
        package var received: Int
        /// Messages that were dropped because there was no room.
        package var dropped: Int
        /// Messages that are kept.
        package var kept: Int
        /// Octets of messages in memory.
        package var memoryOctets: Int
        /// Octets of messages on disk.
        package var diskOctets: Int
    }

    /// How many messages somebody who is told of each may lag behind.
    ///
    /// Our choice: a disk is faster than SMTP.
    package static let arrivalLimit = 10_000

    private let state: Mutex<State>
    private let listeners = Subscribers<LabMessage>(limit: arrivalLimit)

    private struct State {
        var store: MessageStore
        var waiting: [Int: Waiting] = [:]
        var cancelled: Set<Int> = []
        var nextWaiting = 0
        /// What listeners were not told of because they lagged behind.
        var untold = 0
    }

    private struct Waiting {
        var query: LabMessageQuery
        var continuation: CheckedContinuation<LabMessage?, Never>
        var alarm: Task<Void, Never>
    }

    /// Empty mailboxes.
    package init(capacity: Capacity = Capacity()) {
        state = Mutex(State(store: MessageStore(capacity: capacity)))
    }

    /// Puts one message into the mailboxes of its recipients, and tells who waits for it.
    package func file(_ copies: [LabMessage]) {
        let answered: [(Waiting, LabMessage)] = state.withLock { state in
            var header: Message?
            var answered: [(Waiting, LabMessage)] = []
            state.store.append(copies)
            if let first = copies.first { state.untold += listeners.tell(first) }
            for copy in copies {
                for (number, waiting) in state.waiting {
                    let isMeant = waiting.query.matches(copy) {
                        let read = header ?? Message(bytes: copy.bytes)
                        header = read
                        return read
                    }
                    guard isMeant else { continue }
                    state.waiting[number] = nil
                    answered.append((waiting, copy))
                }
            }
            return answered
        }
        for (waiting, message) in answered {
            waiting.alarm.cancel()
            waiting.continuation.resume(returning: message)
        }
    }

    /// The messages that are meant, oldest first.
    package func messages(_ query: LabMessageQuery = LabMessageQuery()) -> [LabMessage] {
        state.withLock { $0.store }.messages(query).map(\.message)
    }

    /// The messages that are meant with their numbers: those behind one, at most so many.
    package func stored(_ query: LabMessageQuery, after number: Int, limit: Int) -> [Stored] {
        state.withLock { $0.store }.messages(query, after: number, limit: limit)
    }

    /// The message with a number; nil where there is none, or none any more.
    package func stored(_ number: Int) -> Stored? {
        state.withLock { $0.store }.message(number)
    }

    /// Every message that comes from now on, once however many recipients it has.
    ///
    /// Who lags behind by more than `arrivalLimit` misses some, which is counted in `untold`.
    package func arrivals() -> AsyncStream<LabMessage> { listeners.stream() }

    /// How many messages were not told of because somebody lagged behind.
    package var untold: Int { state.withLock { $0.untold } }

    /// Ends every stream of arrivals.
    func stop() { listeners.finish() }

    /// The first message that is meant: one that is there, or the next that comes until the deadline; nil without one.
    ///
    /// It ends early, with nil, when its task is cancelled.
    package func firstMessage(
        _ query: LabMessageQuery, until deadline: ContinuousClock.Instant
    ) async -> LabMessage? {
        let number = state.withLock { state in
            state.nextWaiting += 1
            return state.nextWaiting
        }
        defer { state.withLock { _ = $0.cancelled.remove(number) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                wait(number, query, deadline, continuation)
            }
        } onCancel: {
            giveUp(number, isCancelled: true)
        }
    }

    /// Forgets all messages; who waits goes on waiting.
    package func reset() {
        state.withLock { $0.store.removeAll() }
    }

    /// How many messages came, one for each recipient, since the server was started.
    package var received: Int { state.withLock { $0.store.received } }

    /// How many messages were dropped because there was no room.
    package var dropped: Int { state.withLock { $0.store.dropped } }

    /// How much came, and how much of it there still is.
    package var counts: Counts {
        state.withLock { state in
            Counts(
                received: state.store.received, dropped: state.store.dropped, kept: state.store.count,
                memoryOctets: state.store.memoryOctets, diskOctets: state.store.diskOctets)
        }
    }

    private func wait(
        _ number: Int, _ query: LabMessageQuery, _ deadline: ContinuousClock.Instant,
        _ continuation: CheckedContinuation<LabMessage?, Never>
    ) {
        let known: LabMessage?? = state.withLock { state in
            if state.cancelled.contains(number) { return .some(nil) }
            if let found = state.store.messages(query, limit: 1).first { return found.message }
            let alarm = Task { [weak self] in
                try? await Task.sleep(until: deadline, clock: .continuous)
                self?.giveUp(number, isCancelled: false)
            }
            state.waiting[number] = Waiting(query: query, continuation: continuation, alarm: alarm)
            return nil
        }
        if let known { continuation.resume(returning: known) }
    }

    private func giveUp(_ number: Int, isCancelled: Bool) {
        let waiting = state.withLock { state in
            let waiting = state.waiting.removeValue(forKey: number)
            // Cancelled before it began to wait.
            if waiting == nil, isCancelled { state.cancelled.insert(number) }
            return waiting
        }
        waiting?.alarm.cancel()
        waiting?.continuation.resume(returning: nil)
    }
}
