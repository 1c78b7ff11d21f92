import Synchronization

/// Keeps two acting cases that use or watch the same outside system from running at once, whatever their files.
final class SystemLocks: Sendable {
    private struct Waiter {
        var systems: Set<String>
        var continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var held: Set<String> = []
        var waiters: [Waiter] = []
    }

    private let state = Mutex(State())

    /// Waits until none of the systems is held, then holds them all: taking all or nothing, two cases never wait for
    /// each other.
    func acquire(_ systems: Set<String>) async {
        guard !systems.isEmpty else { return }
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.held.isDisjoint(with: systems) else {
                    state.waiters.append(Waiter(systems: systems, continuation: continuation))
                    return false
                }
                state.held.formUnion(systems)
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    /// Lets go of systems that were acquired; who waited longest is served first.
    func release(_ systems: Set<String>) {
        guard !systems.isEmpty else { return }
        let served = state.withLock { state -> [Waiter] in
            state.held.subtract(systems)
            var served: [Waiter] = []
            var waiting: [Waiter] = []
            for waiter in state.waiters {
                if state.held.isDisjoint(with: waiter.systems) {
                    state.held.formUnion(waiter.systems)
                    served.append(waiter)
                } else {
                    waiting.append(waiter)
                }
            }
            state.waiters = waiting
            return served
        }
        served.forEach { $0.continuation.resume() }
    }
}
