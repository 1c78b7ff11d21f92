import Findings
import Synchronization

/// What the control API of a lab keeps: which faults were armed over it, and who holds the lab.
///
/// A fault ends with its lease, and with the lock that it was armed under. Both live on by heartbeats, so that nothing
/// stays broken after whoever broke it has died.
package final class LabControl: Sendable {
    /// The lab.
    package let lab: Lab
    /// The calls so far.
    package let calls = ControlCalls()
    let words: FaultWords
    let state = Mutex(State())

    struct State {
        var faults: [ControlledFault] = []
        var lock: ControlLock?
        var sweeping: Task<Void, Never>?
        var isStopped = false
    }

    /// The time that a lease may be.
    ///
    /// Our choice: a day is longer than any drill.
    package static let leases: ClosedRange<Duration> = .milliseconds(100) ... .seconds(24 * 3600)
    /// How long a fault lives where nothing else is said.
    ///
    /// Our choice.
    package static let standardLease: Duration = .seconds(300)
    /// How long a lock lives without a heartbeat where nothing else is said.
    ///
    /// Our choice: drills send several heartbeats a second.
    package static let standardLockLease: Duration = .seconds(15)
    /// How many faults may be armed at once.
    ///
    /// Our choice: each attempt is held against every one.
    static let faultLimit = 1000

    /// The control of a lab.
    package init(_ lab: Lab, words: FaultWords) {
        self.lab = lab
        self.words = words
    }

    // MARK: Faults

    /// Arms a fault.
    func arm(_ written: JSONValue, lease: Duration, lock: String?) async throws(ControlProblem) -> JSONValue {
        sweep()
        try state.withLock { state throws(ControlProblem) in try Self.admit(lock, state) }
        let read = try words.read(written)
        let armed: ArmedFault
        do throws(LabError) {
            // The longest lease: how soon it really ends is decided here, where heartbeats come in.
            armed = try await read.arm(lab, Self.leases.upperBound)
        } catch {
            throw ControlProblem(.invalid, error.message, remedy: error.remedy)
        }
        let now = ContinuousClock.now
        let fault = ControlledFault(
            armed: armed, written: written, lease: lease, deadline: now.advanced(by: lease), since: .now(), lock: lock)
        do throws(ControlProblem) {
            // Asked again: the lock may have ended meanwhile.
            try state.withLock { state throws(ControlProblem) in
                try Self.admit(lock, state)
                state.faults.append(fault)
                schedule(&state)
            }
        } catch {
            armed.disarm()
            throw error
        }
        return fault.json(at: now)
    }

    static func admit(_ lock: String?, _ state: State) throws(ControlProblem) {
        if state.isStopped {
            throw ControlProblem(.locked, "the lab is being stopped", remedy: "start it again")
        }
        if let held = state.lock, held.id != lock {
            throw ControlProblem(
                .locked, "the lab is held by \(held.holder)", remedy: "try again once it is done, or take it away")
        }
        if lock != nil, state.lock == nil {
            throw ControlProblem(.locked, "the lock is not held any more", remedy: "take it again, and arm all faults")
        }
        guard state.faults.count < faultLimit else {
            throw ControlProblem(.full, "\(faultLimit) faults are armed already", remedy: "disarm some first")
        }
    }

    /// The armed faults in order.
    func faults() -> [JSONValue] {
        sweep()
        let now = ContinuousClock.now
        return state.withLock { $0.faults }.map { $0.json(at: now) }
    }

    /// One armed fault.
    func fault(_ id: String) throws(ControlProblem) -> JSONValue {
        sweep()
        guard let fault = state.withLock({ $0.faults.first { "\($0.armed.id)" == id } }) else {
            throw Self.notArmed(id)
        }
        return fault.json(at: .now)
    }

    /// Lets a fault live for another lease.
    func renew(_ id: String) throws(ControlProblem) -> JSONValue {
        sweep()
        let now = ContinuousClock.now
        let fault: ControlledFault? = state.withLock { state in
            guard let index = state.faults.firstIndex(where: { "\($0.armed.id)" == id }) else { return nil }
            state.faults[index].deadline = now.advanced(by: state.faults[index].lease)
            schedule(&state)
            return state.faults[index]
        }
        guard let fault else { throw Self.notArmed(id) }
        return fault.json(at: now)
    }

    /// Disarms a fault.
    ///
    /// - Returns: it, with all that it struck.
    func disarm(_ id: String) throws(ControlProblem) -> JSONValue {
        sweep()
        let fault: ControlledFault? = state.withLock { state in
            state.faults.firstIndex { "\($0.armed.id)" == id }.map { state.faults.remove(at: $0) }
        }
        guard let fault else { throw Self.notArmed(id) }
        fault.armed.disarm()
        return fault.json(at: .now)
    }

    /// Disarms everything, and takes the lab from whoever holds it.
    ///
    /// - Returns: what was armed, and who held it.
    @discardableResult
    func undo() -> (faults: [JSONValue], holder: String?) {
        sweep()
        let (faults, lock) = state.withLock { state in
            defer {
                state.faults = []
                state.lock = nil
                schedule(&state)
            }
            return (state.faults, state.lock)
        }
        // Last in first out.
        for fault in faults.reversed() { fault.armed.disarm() }
        return (faults.map { $0.json(at: .now) }, lock?.holder)
    }

    private static func notArmed(_ id: String) -> ControlProblem {
        ControlProblem(.notFound, "no fault \(id.prefix(64)) is armed", remedy: "GET /v1/faults lists those that are")
    }

    // MARK: Everything

    /// Disarms all faults, and forgets all mail and all that happened.
    func reset(lock: String?) throws(ControlProblem) {
        sweep()
        try state.withLock { state throws(ControlProblem) in
            if let held = state.lock, held.id != lock { try Self.admit(lock, state) }
        }
        let ended = state.withLock { state in Self.removeFaults(&state) { _ in true } }
        for fault in ended.reversed() { fault.armed.disarm() }
        for server in lab.smtp.values { server.mailboxes.reset() }
        lab.log.reset()
    }

    /// How many faults are armed, and what each has struck.
    func armed() -> [ArmedFault] {
        sweep()
        return state.withLock { $0.faults.map(\.armed) }
    }

    /// Disarms everything and arms nothing more.
    package func stop() {
        state.withLock { $0.isStopped = true }
        undo()
    }

    // MARK: Time

    static func removeFaults(
        _ state: inout State, where isMeant: (ControlledFault) -> Bool
    ) -> [ControlledFault] {
        let ended = state.faults.filter(isMeant)
        state.faults.removeAll(where: isMeant)
        return ended
    }

    /// Ends what is over.
    func sweep() {
        let now = ContinuousClock.now
        let ended: [ControlledFault] = state.withLock { state in
            if let lock = state.lock, lock.deadline <= now { state.lock = nil }
            let held = state.lock?.id
            let ended = Self.removeFaults(&state) { $0.deadline <= now || $0.lock != nil && $0.lock != held }
            if !ended.isEmpty { schedule(&state) }
            return ended
        }
        for fault in ended.reversed() { fault.armed.disarm() }
    }

    /// Has the next end come by itself.
    func schedule(_ state: inout State) {
        state.sweeping?.cancel()
        state.sweeping = nil
        guard let next = (state.faults.map(\.deadline) + [state.lock?.deadline].compactMap { $0 }).min() else { return }
        state.sweeping = Task { [weak self] in
            do { try await Task.sleep(until: next, clock: .continuous) } catch { return }
            self?.sweep()
            // Something else may be next.
            self?.reschedule()
        }
    }

    private func reschedule() {
        state.withLock { schedule(&$0) }
    }
}
