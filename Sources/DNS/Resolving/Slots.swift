import Synchronization

/// So many places, each held by one task at a time; who comes when all are taken waits in line.
final class Slots: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
        var nextWaiting = 0
    }

    private let state: Mutex<State>

    init(_ count: Int) {
        state = Mutex(State(free: count))
    }

    /// Runs `body` while holding a place.
    func holding<Result: Sendable>(_ body: () async -> Result) async -> Result {
        await take()
        defer { giveBack() }
        return await body()
    }

    private func take() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func giveBack() {
        let next: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard state.nextWaiting < state.waiting.count else {
                state.free += 1
                return nil
            }
            let next = state.waiting[state.nextWaiting]
            state.nextWaiting += 1
            if state.nextWaiting == state.waiting.count {
                state.waiting = []
                state.nextWaiting = 0
            }
            return next
        }
        next?.resume()
    }
}
