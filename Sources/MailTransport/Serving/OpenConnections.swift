import Synchronization

/// The open connections of one server: so many at most, and no further ones once it stops.
package final class OpenConnections<Connection: Sendable>: Sendable {
    private let limit: Int
    private let state = Mutex(State())

    private struct State {
        var open: [Int: Connection] = [:]
        var count = 0
        var isStopping = false
    }

    /// None yet, and never more than `limit`.
    package init(limit: Int) {
        self.limit = limit
    }

    /// The number of a new connection, which counts from 1; nil where there is no room for it, or none any more.
    package func add(_ connection: Connection) -> Int? {
        state.withLock { state in
            guard state.open.count < limit, !state.isStopping else { return nil }
            state.count += 1
            state.open[state.count] = connection
            return state.count
        }
    }

    /// Forgets a connection that is closed.
    package func remove(_ number: Int) {
        state.withLock { _ = $0.open.removeValue(forKey: number) }
    }

    /// Takes no further ones; those that are open, for the caller to close.
    package func stop() -> [Connection] {
        state.withLock { state in
            state.isStopping = true
            return Array(state.open.values)
        }
    }
}
