import Synchronization

/// One value that somebody waits for; the first one that is given counts.
final class Slot<Value: Sendable>: Sendable {
    private enum State {
        case empty
        case awaited(CheckedContinuation<Value, Never>)
        case filled(Value)
        case taken
    }

    private let state = Mutex(State.empty)

    /// Gives the value; false where there is one already.
    @discardableResult
    func fill(_ value: Value) -> Bool {
        let waiter: CheckedContinuation<Value, Never>?
        let isFirst: Bool
        (waiter, isFirst) = state.withLock { state in
            switch state {
            case .empty:
                state = .filled(value)
                return (nil, true)
            case .awaited(let continuation):
                state = .taken
                return (continuation, true)
            case .filled, .taken: return (nil, false)
            }
        }
        waiter?.resume(returning: value)
        return isFirst
    }

    /// Waits for the value; for one caller.
    func value() async -> Value {
        await withCheckedContinuation { continuation in
            let value: Value? = state.withLock { state in
                if case .filled(let value) = state {
                    state = .taken
                    return value
                }
                state = .awaited(continuation)
                return nil
            }
            if let value { continuation.resume(returning: value) }
        }
    }
}
