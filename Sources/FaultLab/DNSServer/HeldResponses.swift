import NIOCore

/// The responses of one channel that are held back, on its event loop.
///
/// They go with the channel.
struct HeldResponses {
    private let shared: DelayedResponses
    private var scheduled: [Int: Scheduled<Void>] = [:]
    private var next = 0

    init(_ shared: DelayedResponses) {
        self.shared = shared
    }

    /// Whether none is.
    var isEmpty: Bool { scheduled.isEmpty }

    /// Sends later; false where too many wait.
    ///
    /// - Parameter send: is given the number to `finish`.
    mutating func hold(
        for delay: Duration, on eventLoop: any EventLoop, _ send: @escaping @Sendable (Int) -> Void
    ) -> Bool {
        guard shared.enter() else { return false }
        let number = next
        next += 1
        scheduled[number] = eventLoop.scheduleTask(in: TimeAmount(delay)) { send(number) }
        return true
    }

    /// One was sent.
    mutating func finish(_ number: Int) {
        if scheduled.removeValue(forKey: number) != nil { shared.leave() }
    }

    /// None of them is sent any more.
    mutating func cancel() {
        for task in scheduled.values {
            task.cancel()
            shared.leave()
        }
        scheduled = [:]
    }
}
