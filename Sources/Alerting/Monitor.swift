import Synchronization

/// The embedded monitor: delivery events in, alerts out.
///
/// It keeps each rule's sliding windows, evaluates all rules at a steady pace, and tells every notifier and every
/// subscriber what changed. Events may come from any thread; recording one takes a lock for a moment, and neither a slow
/// receiver nor a slow subscriber ever holds an evaluation up.
package final class Monitor: Sendable {
    /// How often rules are evaluated.
    ///
    /// Our choice: drills have windows of a second or two, and a fifth of that is noise.
    package static let standardInterval: Duration = .milliseconds(100)
    /// How many changes a subscriber may lag behind.
    ///
    /// Our choice; the oldest are kept, for the first ones tell the cause.
    package static let subscriberLimit = 10_000

    /// The rules, in the order of their file.
    package let rules: [AlertRule]
    private let interval: Duration
    private let notifiers: [any AlertNotifier]
    private let state: Mutex<State>

    private struct State {
        var evaluators: [RuleEvaluator]
        var watches: [Measure: WindowedMeasure] = [:]
        var subscribers: [Int: AsyncStream<AlertTransition>.Continuation] = [:]
        var nextSubscriber = 0
        var loop: Task<Void, Never>?
        var isStopped = false
    }

    /// A monitor of these rules; nothing happens by itself before `start()`.
    package init(
        rules: [AlertRule], notifiers: [any AlertNotifier] = [], interval: Duration = standardInterval,
        origin: Moment = .now()
    ) {
        self.rules = rules
        self.notifiers = notifiers
        self.interval = interval
        state = Mutex(State(evaluators: rules.map { RuleEvaluator($0, origin: origin) }))
    }

    /// Counts an event in every measure that wants it.
    package func record(_ event: DeliveryEvent) {
        state.withLock { state in
            for index in state.evaluators.indices { state.evaluators[index].record(event) }
            for measure in state.watches.keys { state.watches[measure]?.record(event) }
        }
    }

    /// Evaluates all rules as of a moment, tells whom it concerns, and returns what changed.
    @discardableResult
    package func evaluate(at now: Moment) -> [AlertTransition] {
        let (transitions, subscribers) = state.withLock { state in
            var transitions: [AlertTransition] = []
            for index in state.evaluators.indices { transitions += state.evaluators[index].evaluate(at: now) }
            return (transitions, Array(state.subscribers.values))
        }
        for transition in transitions {
            for subscriber in subscribers { subscriber.yield(transition) }
            for notifier in notifiers { notifier.notify(transition) }
        }
        return transitions
    }

    /// Begins to evaluate at the pace of `interval`; a second call does nothing.
    package func start() {
        state.withLock { state in
            guard state.loop == nil, !state.isStopped else { return }
            state.loop = Task { [weak self, interval] in
                while !Task.isCancelled {
                    guard let self else { return }
                    self.evaluate(at: .now())
                    try? await Task.sleep(for: interval)
                }
            }
        }
    }

    /// Stops evaluating, gives notifications under way at most `limit`, and ends every subscription.
    package func stop(within limit: Duration = .seconds(2)) async {
        let (loop, subscribers) = state.withLock { state in
            defer {
                state.loop = nil
                state.subscribers = [:]
                state.isStopped = true
            }
            return (state.loop, Array(state.subscribers.values))
        }
        loop?.cancel()
        await loop?.value
        await withTaskGroup { group in
            for notifier in notifiers { group.addTask { await notifier.stop(within: limit) } }
        }
        for subscriber in subscribers { subscriber.finish() }
    }

    /// Every change of state from now on; ends when the monitor stops.
    package func transitions() -> AsyncStream<AlertTransition> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: AlertTransition.self, bufferingPolicy: .bufferingOldest(Self.subscriberLimit))
        let number = state.withLock { state -> Int? in
            guard !state.isStopped else { return nil }
            state.nextSubscriber += 1
            state.subscribers[state.nextSubscriber] = continuation
            return state.nextSubscriber
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.subscribers[number] = nil }
        }
        return stream
    }

    /// The alerts that are pending or firing, rule by rule, each with the change that made it so.
    package var activeAlerts: [AlertTransition] {
        state.withLock { $0.evaluators.flatMap(\.activeAlerts) }
    }

    /// Begins to measure something beside the rules; events from before are not in it.
    package func watch(_ measure: Measure) {
        state.withLock { state in
            if state.watches[measure] == nil { state.watches[measure] = WindowedMeasure(measure, origin: .now()) }
        }
    }

    /// The numbers of a measure that is watched, or of the rules that use it; empty where neither is so.
    package func readings(of measure: Measure, at now: Moment = .now()) -> [WindowedMeasure.Reading] {
        state.withLock { state in
            if let readings = state.watches[measure]?.readings(at: now) { return readings }
            var evaluator = state.evaluators.first { $0.rule.measure == measure }
            return evaluator?.currentReadings(at: now) ?? []
        }
    }

    /// What could not be told to receivers so far.
    package var notificationFailures: [NotificationFailure] {
        notifiers.flatMap(\.failures)
    }
}
