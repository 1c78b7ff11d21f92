import Findings
import NIOCore
import Synchronization

/// What happened in the lab: told to all who listen, and kept for questions afterwards.
package final class LabEventLog: Sendable {
    /// How many events are kept; of more, the oldest are dropped and counted.
    package static let keptEvents = 100_000

    private let state: Mutex<State>
    private let limit: Int
    private let subscribers = Subscribers<LabEvent>()

    private struct State {
        var kept = CircularBuffer<LabEvent>()
        var dropped = 0
        var counter = AttemptCounter()
    }

    /// An empty log.
    package init(limit: Int = LabEventLog.keptEvents) {
        self.limit = max(1, limit)
        state = Mutex(State())
    }

    /// Every event from now on, in order; ends when the lab stops.
    ///
    /// Nothing is left out for a slow listener: what it has not taken yet is held for it.
    package func events() -> AsyncStream<LabEvent> { subscribers.stream() }

    /// The events that are kept, oldest first.
    package var kept: [LabEvent] { state.withLock { Array($0.kept) } }

    /// How many events there were, kept or not: the number of the last one.
    package var count: Int { state.withLock { $0.dropped + $0.kept.count } }

    /// How many events are not kept any more.
    package var dropped: Int { state.withLock { $0.dropped } }

    /// The attempts that are kept, oldest first.
    package var attempts: [AttemptRecord] {
        kept.compactMap { if case .attempt(let record) = $0 { record } else { nil } }
    }

    /// The verifications that are kept, oldest first.
    package var authentications: [AuthenticationRecord] {
        kept.compactMap { if case .authentication(let record) = $0 { record } else { nil } }
    }

    /// Events by their numbers, which count from 1.
    package struct Page: Sendable {
        /// The events that are kept, in order.
        package var events: [(number: Int, event: LabEvent)]
        /// The number of the last of them; where there is none, the one that was asked for.
        package var next: Int
        /// How many events are not kept any more.
        package var dropped: Int
    }

    /// The events behind the one with a number, at most so many.
    package func page(after number: Int, limit: Int) -> Page {
        state.withLock { state in
            let first = min(max(0, number - state.dropped), state.kept.count)
            let start = state.kept.index(state.kept.startIndex, offsetBy: first)
            let events = state.kept[start...].prefix(limit).enumerated().map { offset, event in
                (number: state.dropped + first + offset + 1, event: event)
            }
            return Page(events: events, next: events.last?.number ?? number, dropped: state.dropped)
        }
    }

    /// Forgets what happened; the numbers of events go on.
    package func reset() {
        state.withLock { state in
            state.dropped += state.kept.count
            state.kept.removeAll()
        }
    }

    /// How many attempts there were, by what became of them.
    package var counter: AttemptCounter { state.withLock { $0.counter } }

    /// Adds events.
    package func record(_ events: some Sequence<LabEvent>) {
        state.withLock { state in
            for event in events {
                if state.kept.count >= limit {
                    state.kept.removeFirst()
                    state.dropped += 1
                }
                state.kept.append(event)
                if case .attempt(let record) = event { state.counter.count(record) }
                subscribers.tell(event)
            }
        }
    }

    /// Ends every subscription.
    package func finish() { subscribers.finish() }
}
