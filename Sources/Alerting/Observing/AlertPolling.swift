import Synchronization

/// Looks at a list of alerts at a steady pace, and tells what changed.
///
/// A look that fails is tried again; only when nothing could be seen for longer than `patience` do the observations end,
/// with the failure as their reason. What was not seen is never taken for silence.
final class AlertPolling: Sendable {
    /// How often a system of the user's is looked at.
    ///
    /// Our choice: twice a second is no load, and half a second is little beside the seconds that its rules take.
    static let standardInterval: Duration = .milliseconds(500)
    /// How long nothing may be seen.
    ///
    /// Our choice: a restart is bridged. It is longer than one request may take.
    static let standardPatience: Duration = .seconds(10)

    private let interval: Duration
    private let patience: Duration
    private let look: @Sendable () async throws(ObserverFailure) -> [ListedAlert]
    private let state = Mutex(State())

    private struct State {
        var last: (list: [ListedAlert], at: Moment)?
        var failure: ObserverFailure?
    }

    /// Polling by `look`, which asks once.
    init(
        interval: Duration = standardInterval, patience: Duration = standardPatience,
        look: @escaping @Sendable () async throws(ObserverFailure) -> [ListedAlert]
    ) {
        self.interval = interval
        self.patience = patience
        self.look = look
    }

    /// Why observations ended by themselves.
    var failure: ObserverFailure? { state.withLock { $0.failure } }

    /// What is pending or fires: as it was seen within the last interval, else by a look of its own.
    func active() async throws(ObserverFailure) -> [AlertTransition] {
        if let last = state.withLock({ $0.last }), Moment.now().since(last.at) < interval {
            return last.list.map { $0.transition(at: last.at) }
        }
        let now = Moment.now()
        let list = try await look()
        remember(list, at: now)
        return list.map { $0.transition(at: now) }
    }

    /// What changes from now on; what was seen last, if anything was, is what it is compared with.
    func observations() -> AsyncStream<AlertObservation> {
        state.withLock { $0.failure = nil }
        let (stream, continuation) = AsyncStream.makeStream(
            of: AlertObservation.self, bufferingPolicy: .bufferingOldest(Monitor.subscriberLimit))
        let task = Task {
            await self.poll(continuation)
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    private func poll(_ continuation: AsyncStream<AlertObservation>.Continuation) async {
        var alerts = state.withLock { $0.last.map { ListedAlerts($0.list) } }
        var seen = ContinuousClock.now
        while !Task.isCancelled {
            let began = Moment.now()
            do throws(ObserverFailure) {
                let list = try await look()
                remember(list, at: began)
                seen = .now
                let now = Moment.now()
                if var known = alerts {
                    for observation in known.advance(to: list, at: now) { continuation.yield(observation) }
                    alerts = known
                } else {
                    alerts = ListedAlerts(list)
                }
            } catch {
                if Task.isCancelled { return }
                if ContinuousClock.now - seen > patience {
                    state.withLock { $0.failure = error }
                    return
                }
            }
            // The next look begins an interval after this one did, or at once where this one took longer.
            try? await Task.sleep(until: began.instant.advanced(by: interval), clock: .continuous)
        }
    }

    private func remember(_ list: [ListedAlert], at moment: Moment) {
        state.withLock { state in
            if let last = state.last, last.at.instant > moment.instant { return }
            state.last = (list, moment)
        }
    }
}
