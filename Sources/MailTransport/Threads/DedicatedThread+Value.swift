extension DedicatedThread {
    /// Has a thread carry out `body` and awaits what it returns; where the task is cancelled, the line is cut.
    ///
    /// - Returns: nil where the system has no thread to give.
    static func value<Value: Sendable>(cutBy line: Line, _ body: @escaping @Sendable () -> Value) async -> Value? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Value?, Never>) in
                let isStarted = start { continuation.resume(returning: body()) }
                if !isStarted { continuation.resume(returning: nil) }
            }
        } onCancel: {
            line.cut()
        }
    }
}
