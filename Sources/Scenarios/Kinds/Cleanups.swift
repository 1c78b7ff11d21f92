package import Findings
import Synchronization

/// What must be undone, last in first out, on every way out: after success, failure, timeout and signals.
package final class Cleanups: Sendable {
    private let state = Mutex(State())

    private struct State {
        var entries: [Entry] = []
        var nextNumber = 0
    }

    private struct Entry {
        var number: Int
        var description: String
        var undo: @Sendable () async -> [Finding]
    }

    /// Nothing to undo yet.
    package init() {}

    /// Registers something to undo.
    ///
    /// - Parameters:
    ///   - description: what is active until then, said to the user where it cannot be undone: `fault smtp rcpt 451`.
    ///   - undo: undoes it and returns what could not be undone; it runs in a task that is not cancelled.
    /// - Returns: a number for `settle`.
    @discardableResult
    package func add(_ description: String, undo: @escaping @Sendable () async -> [Finding]) -> Int {
        state.withLock { state in
            state.nextNumber += 1
            state.entries.append(Entry(number: state.nextNumber, description: description, undo: undo))
            return state.nextNumber
        }
    }

    /// Undoes one entry now, if nobody has yet; returns what could not be undone.
    package func settle(_ number: Int) async -> [Finding] {
        let entry = state.withLock { state in
            state.entries.firstIndex { $0.number == number }.map { state.entries.remove(at: $0) }
        }
        return await run(entry)
    }

    /// Undoes everything that is left, last in first out; returns what could not be undone.
    package func settleAll() async -> [Finding] {
        var problems: [Finding] = []
        while let entry = state.withLock({ $0.entries.popLast() }) {
            problems += await run(entry)
        }
        return problems
    }

    /// What is still active, in the order it was registered.
    package var active: [String] {
        state.withLock { $0.entries.map(\.description) }
    }

    private func run(_ entry: Entry?) async -> [Finding] {
        guard let entry else { return [] }
        // A task of its own: the cancellation of the check must not cancel what undoes it.
        return await Task.detached { await entry.undo() }.value
    }
}
