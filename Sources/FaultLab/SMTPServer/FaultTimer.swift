import NIOCore

/// A timer that a fault has started on a connection: it is over at its time, when the fault is disarmed or its lease is
/// over, or when it is cancelled, whichever comes first.
///
/// Lives on the event loop of its connection alone.
final class FaultTimer {
    private let loop: any EventLoop
    private let expires: ContinuousClock.Instant
    private var watch: FaultWatch?
    private var scheduled: Scheduled<Void>?
    private var isCancelled = false

    /// Begins to watch a fault.
    ///
    /// - Parameter ended: called once, on the event loop, where the fault is disarmed before the timer is cancelled.
    init(_ term: FaultTerm, of faults: any FaultPlan, on loop: any EventLoop, ended: @escaping () -> Void) {
        self.loop = loop
        expires = term.expires
        let bound = NIOLoopBound((self, ended), eventLoop: loop)
        // In a later turn, even where the fault is gone already: whoever began this has first to finish.
        watch = faults.watch(term.fault) {
            loop.execute {
                let (timer, ended) = bound.value
                if !timer.isCancelled { ended() }
            }
        }
    }

    /// Whether the lease of the fault is over.
    var isExpired: Bool { ContinuousClock.now >= expires }

    /// Calls back after a time, or at the end of the lease where that is earlier.
    func schedule(after duration: Duration?, _ then: @escaping () -> Void) {
        let left = max(.zero, expires - .now)
        let bound = NIOLoopBound(then, eventLoop: loop)
        scheduled = loop.scheduleTask(in: TimeAmount(min(duration ?? left, left))) { bound.value() }
    }

    /// Calls nobody back any more.
    func cancel() {
        isCancelled = true
        scheduled?.cancel()
        watch?.cancel()
    }
}
