/// Where a server accepts connections, in the words of the framework that runs it.
package protocol ServerListener: Sendable {
    /// Accepts nothing more; what has been accepted is still handed on.
    func pause() async
    /// Awaits one turn of the event loop on which connections are accepted.
    func awaitTurn() async
    /// Closes the port; doing it again does nothing.
    func close() async
}

/// A server that a framework runs in a task, from its first connection to its last.
package final class RunningServer<Listener: ServerListener>: Sendable {
    /// How many turns of the event loop a connection takes at most from the kernel to its handlers.
    private static var turnsToHandOn: Int { 4 }

    /// Where it listens.
    package let listener: Listener
    private let task: Task<Void, any Error>

    /// Runs a server, and waits until it listens.
    ///
    /// - Parameter run: runs it to its end, and announces where it listens.
    /// - Throws: why it ended before it listened.
    package static func start(
        _ run: @escaping @Sendable (_ announce: @escaping @Sendable (Listener) -> Void) async throws -> Void
    ) async throws -> RunningServer {
        let (listeners, announce) = AsyncStream.makeStream(of: Listener.self)
        let task = Task.detached {
            defer { announce.finish() }
            try await run { listener in
                announce.yield(listener)
                announce.finish()
            }
        }
        for await listener in listeners { return RunningServer(listener, task) }
        task.cancel()
        try await task.value
        throw EndedAtOnce()
    }

    private init(_ listener: Listener, _ task: Task<Void, any Error>) {
        self.listener = listener
        self.task = task
    }

    /// Closes the port, then all connections, and awaits the end; doing it again does nothing.
    ///
    /// - Parameter closeConnections: closes those that were accepted.
    /// - Returns: whether it ended within `limit`; it is given up where it did not.
    package func stop(within limit: Duration, closeConnections: @Sendable () -> Void) async -> Bool {
        // What was accepted comes through the loop before the port is closed: SwiftNIO ends the process where a
        // connection is dropped on the way.
        await listener.pause()
        for _ in 0..<Self.turnsToHandOn { await listener.awaitTurn() }
        await listener.close()
        closeConnections()
        let (ends, end) = AsyncStream.makeStream(of: Bool.self)
        let waiter = Task.detached { [task] in
            _ = await task.result
            end.yield(true)
        }
        let timer = Task.detached {
            try await Task.sleep(for: limit)
            end.yield(false)
        }
        defer {
            waiter.cancel()
            timer.cancel()
        }
        for await hasEnded in ends {
            if !hasEnded { task.cancel() }
            return hasEnded
        }
        return false
    }
}

/// A server ended without an error, and before it listened.
private struct EndedAtOnce: Error, CustomStringConvertible {
    var description: String { "it ended at once" }
}
