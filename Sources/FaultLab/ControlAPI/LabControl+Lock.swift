import Synchronization

/// The lock: one drill at a time holds the lab, and what it armed lives as long as its heartbeats.
extension LabControl {
    /// Takes the lab for one drill.
    func take(for holder: String, lease: Duration) throws(ControlProblem) -> JSONValue {
        sweep()
        let now = ContinuousClock.now
        let lock = ControlLock(
            id: String(ControlToken.random().prefix(32)), holder: holder, lease: lease,
            deadline: now.advanced(by: lease))
        try state.withLock { state throws(ControlProblem) in
            // Faults that somebody armed by hand are somebody's experiment too.
            if let fault = state.faults.first, state.lock == nil {
                throw ControlProblem(
                    .locked, "\(fault.armed.id) is armed, by nobody who holds the lab",
                    remedy: "disarm it first, or run mailproof undo --lab URL")
            }
            try Self.admit(nil, state)
            state.lock = lock
            schedule(&state)
        }
        return .object([.init("id", .text(lock.id))] + lock.json(at: now) + [.init("faults", [])])
    }

    /// Who holds the lab.
    func holder() -> JSONValue {
        sweep()
        let now = ContinuousClock.now
        guard let lock = state.withLock({ $0.lock }) else { return ["held": false] }
        return .object([.init("held", true)] + lock.json(at: now))
    }

    /// Lets a lock live for another lease; with all that is armed under it.
    func renewLock(_ id: String) throws(ControlProblem) -> JSONValue {
        sweep()
        let now = ContinuousClock.now
        let held: (lock: ControlLock, faults: [ControlledFault])? = state.withLock { state in
            guard var lock = state.lock, lock.id == id else { return nil }
            lock.deadline = now.advanced(by: lock.lease)
            state.lock = lock
            schedule(&state)
            return (lock, state.faults.filter { $0.lock == id })
        }
        guard let held else { throw Self.notHeld }
        return .object(
            [.init("id", .text(id))] + held.lock.json(at: now)
                + [.init("faults", .list(held.faults.map { $0.json(at: now) }))])
    }

    /// Gives the lab back, and disarms all that was armed under the lock.
    func release(_ id: String) throws(ControlProblem) -> [JSONValue] {
        sweep()
        let ended: [ControlledFault]? = state.withLock { state in
            guard state.lock?.id == id else { return nil }
            state.lock = nil
            return Self.removeFaults(&state) { $0.lock == id }
        }
        guard let ended else { throw Self.notHeld }
        for fault in ended.reversed() { fault.armed.disarm() }
        return ended.map { $0.json(at: .now) }
    }

    private static var notHeld: ControlProblem {
        ControlProblem(
            .notFound, "that lock is not held", remedy: "take it with POST /v1/lock; what it had armed has ended")
    }
}
