import Synchronization

/// Runs pieces of work under a deadline, cancels what is late or what the run has no more time for, and goes on without
/// what does not end even then.
///
/// One timer serves all work: a run of ten thousand cases sets it a few times.
final class Supervisor: Sendable {
    /// Why work was cancelled.
    enum Stop: Sendable {
        /// Its own time was over.
        case deadline
        /// The whole run was interrupted.
        case interruption(Interruption)
    }

    /// How a piece of work ended.
    enum Ending<Value: Sendable>: Sendable {
        /// It returned, by itself or after it was cancelled.
        case returned(Value, stopped: Stop?)
        /// It was cancelled and did not return in the time of grace; it may still run.
        case abandoned(Stop)
        /// The run was interrupted before it could begin.
        case refused(Interruption)
    }

    private struct Work: Sendable {
        var deadline: ContinuousClock.Instant
        var stopped: Stop?
        /// Whether an interruption leaves it alone, because it is what cleans up.
        var isShielded: Bool
        var cancel: @Sendable () -> Void
        var abandon: @Sendable (Stop) -> Void
    }

    private struct State: Sendable {
        var works: [Int: Work] = [:]
        var nextNumber = 0
        var interruption: Interruption?
        var alarm: (at: ContinuousClock.Instant, timer: Task<Void, Never>)?
    }

    private let state = Mutex(State())
    private let grace: Duration

    /// A supervisor that gives cancelled work so much time to end.
    init(grace: Duration) {
        self.grace = grace
    }

    /// Why the run was interrupted; nil while it was not.
    var interruption: Interruption? {
        state.withLock { $0.interruption }
    }

    /// Cancels all work that is not shielded, and refuses what comes later; the first interruption counts.
    func interrupt(_ interruption: Interruption) {
        let cancelled = state.withLock { state -> [Work] in
            guard state.interruption == nil else { return [] }
            state.interruption = interruption
            return stop(.interruption(interruption), in: &state) { !$0.isShielded }
        }
        cancelled.forEach { $0.cancel() }
    }

    /// Runs a piece of work.
    ///
    /// - Parameters:
    ///   - limit: how long it may take before it is cancelled.
    ///   - isShielded: whether an interruption leaves it alone.
    ///   - late: takes what comes after the work was given up, to free it.
    func run<Value: Sendable>(
        within limit: Duration, isShielded: Bool = false, late: @escaping @Sendable (Value) async -> Void = { _ in },
        _ work: @escaping @Sendable () async -> Value
    ) async -> Ending<Value> {
        let slot = Slot<Result<Value, Abandoned>>()
        let begun = state.withLock { state -> Result<Int, Refused> in
            if let interruption = state.interruption, !isShielded {
                return .failure(Refused(interruption: interruption))
            }
            state.nextNumber += 1
            let task = Task.detached {
                let value = await work()
                if !slot.fill(.success(value)) { await late(value) }
            }
            let deadline = ContinuousClock.now + limit
            state.works[state.nextNumber] = Work(
                deadline: deadline, isShielded: isShielded, cancel: task.cancel,
                abandon: { slot.fill(.failure(Abandoned(stop: $0))) })
            setAlarm(at: deadline, in: &state)
            return .success(state.nextNumber)
        }
        switch begun {
        case .failure(let refused): return .refused(refused.interruption)
        case .success(let number):
            let result = await slot.value()
            let stopped = state.withLock { $0.works.removeValue(forKey: number)?.stopped }
            switch result {
            case .success(let value): return .returned(value, stopped: stopped)
            case .failure(let abandoned): return .abandoned(abandoned.stop)
            }
        }
    }

    /// Stops the timer; nothing is run any more.
    func close() {
        state.withLock { state in
            state.alarm?.timer.cancel()
            state.alarm = nil
        }
    }

    private struct Abandoned: Error { var stop: Stop }
    private struct Refused: Error { var interruption: Interruption }

    /// Makes work stop: its new deadline is the end of the time of grace.
    private func stop(_ cause: Stop, in state: inout State, where isMeant: (Work) -> Bool) -> [Work] {
        let deadline = ContinuousClock.now + grace
        var stopped: [Work] = []
        for (number, work) in state.works where work.stopped == nil && isMeant(work) {
            state.works[number]?.stopped = cause
            state.works[number]?.deadline = deadline
            stopped.append(work)
        }
        if !stopped.isEmpty { setAlarm(at: deadline, in: &state) }
        return stopped
    }

    /// Makes sure that the timer fires by then.
    private func setAlarm(at instant: ContinuousClock.Instant, in state: inout State) {
        if let alarm = state.alarm, alarm.at <= instant { return }
        state.alarm?.timer.cancel()
        let timer = Task.detached { [weak self] in
            do { try await Task.sleep(until: instant, clock: .continuous) } catch { return }
            self?.fire(instant)
        }
        state.alarm = (instant, timer)
    }

    /// Cancels what is late, gives up what was cancelled and is late again.
    private func fire(_ instant: ContinuousClock.Instant) {
        let (cancelled, abandoned) = state.withLock { state -> ([Work], [Work]) in
            // Another alarm was set meanwhile, for an earlier time.
            guard state.alarm?.at == instant else { return ([], []) }
            state.alarm = nil
            let now = ContinuousClock.now
            let abandoned = state.works.values.filter { $0.stopped != nil && $0.deadline <= now }
            let cancelled = stop(.deadline, in: &state) { $0.deadline <= now }
            if let next = state.works.values.lazy.map(\.deadline).filter({ $0 > now }).min() {
                setAlarm(at: next, in: &state)
            }
            return (cancelled, abandoned)
        }
        cancelled.forEach { $0.cancel() }
        for work in abandoned { work.stopped.map(work.abandon) }
    }
}
