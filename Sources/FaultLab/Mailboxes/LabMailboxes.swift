import MailMessage
import NIOCore
import Synchronization

/// The mailboxes of one server of the lab; every recipient has one.
package final class LabMailboxes: Sendable {
    /// How much is kept.
    ///
    /// Of more, the oldest messages are dropped and counted.
    package struct Capacity: Sendable, Hashable {
        /// Messages, one for each recipient.
        package var messages: Int
        /// Octets of all messages; those that several recipients share are counted once.
        package var octets: Int

        /// A capacity; the defaults hold what drills and seed lists send, and fit into a build container.
        package init(messages: Int = 50_000, octets: Int = 128 * 1024 * 1024) {
            self.messages = messages
            self.octets = octets
        }
    }

    private let capacity: Capacity
    private let state = Mutex(State())

    private struct State {
        var entries = CircularBuffer<Entry>()
        var octets = 0
        var dropped = 0
        var received = 0
        var waiting: [Int: Waiting] = [:]
        var cancelled: Set<Int> = []
        var nextWaiting = 0
    }

    private struct Entry {
        var message: LabMessage
        /// What its leaving frees.
        var octets: Int
    }

    private struct Waiting {
        var query: LabMessageQuery
        var continuation: CheckedContinuation<LabMessage?, Never>
        var alarm: Task<Void, Never>
    }

    /// Empty mailboxes.
    package init(capacity: Capacity = Capacity()) {
        self.capacity = capacity
    }

    /// Puts one message into the mailboxes of its recipients, and tells who waits for it.
    package func file(_ copies: [LabMessage]) {
        let answered: [(Waiting, LabMessage)] = state.withLock { state in
            var header: Message?
            var answered: [(Waiting, LabMessage)] = []
            for (index, copy) in copies.enumerated() {
                // The last copy that leaves is the one that frees them.
                let octets = index == copies.count - 1 ? copy.bytes.count : 0
                state.entries.append(Entry(message: copy, octets: octets))
                state.octets += octets
                state.received += 1
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
            dropOldest(&state)
            return answered
        }
        for (waiting, message) in answered {
            waiting.alarm.cancel()
            waiting.continuation.resume(returning: message)
        }
    }

    /// The messages that are meant, oldest first.
    package func messages(_ query: LabMessageQuery = LabMessageQuery()) -> [LabMessage] {
        let all = state.withLock { Array($0.entries) }
        return all.lazy.map(\.message).filter { candidate in query.matches(candidate) { candidate.message } }
    }

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
        state.withLock { state in
            state.entries.removeAll()
            state.octets = 0
        }
    }

    /// How many messages came, one for each recipient, since the server was started.
    package var received: Int { state.withLock { $0.received } }

    /// How many messages were dropped because there was no room.
    package var dropped: Int { state.withLock { $0.dropped } }

    private func wait(
        _ number: Int, _ query: LabMessageQuery, _ deadline: ContinuousClock.Instant,
        _ continuation: CheckedContinuation<LabMessage?, Never>
    ) {
        let known: LabMessage?? = state.withLock { state in
            if state.cancelled.contains(number) { return .some(nil) }
            let found = state.entries.first { entry in query.matches(entry.message) { entry.message.message } }
            if let found { return found.message }
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

    private func dropOldest(_ state: inout State) {
        while state.entries.count > 1, state.entries.count > capacity.messages || state.octets > capacity.octets {
            state.octets -= state.entries.removeFirst().octets
            state.dropped += 1
        }
    }
}
