import UnixSignals

/// Work of a command that SIGINT and SIGTERM end early.
package enum SignalledWork {
    /// Does the work; the first SIGINT or SIGTERM cancels its task, and it is awaited all the same.
    ///
    /// - Returns: what came of it, and the number of the signal that ended it; nil for none.
    package static func run<Value: Sendable>(
        _ work: @escaping @Sendable () async -> Value
    ) async -> (value: Value, signal: Int32?) {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let working = Task { await work() }
        let listener = Task { () -> Int32? in
            for await signal in signals {
                working.cancel()
                return signal.rawValue
            }
            return nil
        }
        let value = await working.value
        listener.cancel()
        return (value, await listener.value)
    }
}
