import Scenarios
import Synchronization

/// What the cases of a run have registered to be undone, so that it can be told at any moment what is still active.
final class ActiveCleanups: Sendable {
    private struct Entry {
        var cleanups: Cleanups
        /// What was active when settling began; nil before.
        var settling: [String]?
    }

    private struct State {
        var entries: [Int: Entry] = [:]
        var nextNumber = 0
    }

    private let state = Mutex(State())

    /// Watches the cleanups of an attempt; returns the number for the other calls.
    func watch(_ cleanups: Cleanups) -> Int {
        state.withLock { state in
            state.nextNumber += 1
            state.entries[state.nextNumber] = Entry(cleanups: cleanups)
            return state.nextNumber
        }
    }

    /// Settling begins; returns what is to be undone.
    func beginSettling(_ number: Int) -> [String] {
        state.withLock { state in
            let active = state.entries[number]?.cleanups.active ?? []
            state.entries[number]?.settling = active
            return active
        }
    }

    /// All is undone, or is known not to be.
    func forget(_ number: Int) {
        state.withLock { _ = $0.entries.removeValue(forKey: number) }
    }

    /// The cleanups that are still watched, in the order in which they came.
    var remaining: [(number: Int, cleanups: Cleanups)] {
        state.withLock { state in
            state.entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value.cleanups) }
        }
    }

    /// What is still active, or is being undone this moment.
    var descriptions: [String] {
        state.withLock { state in
            state.entries.sorted { $0.key < $1.key }.flatMap { _, entry in
                let active = entry.cleanups.active
                // Undone last in first out: what is being undone is no longer active, and stood behind the rest.
                guard let settling = entry.settling, active.count < settling.count else { return active }
                return Array(settling.prefix(active.count + 1))
            }
        }
    }
}
