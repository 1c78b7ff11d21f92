import Findings
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
    private let subscribers = Subscribers<AlertTransition>(limit: subscriberLimit)

    private struct State {
        var rules: RuleSet
        var desk: NotificationDesk
        var groups: NotificationGroups
        var loop: Task<Void, Never>?
        var isStopped = false
    }

    /// A monitor of these rules; nothing happens by itself before `start()`.
    ///
    /// - Parameters:
    ///   - notifiers: who is told.
    ///   - plan: of what and when, its nth route being that of the nth notifier; all at once where it has no routes.
    package init(
        rules: [AlertRule], notifiers: [any AlertNotifier] = [], plan: NotificationPlan? = nil,
        interval: Duration = standardInterval, origin: Moment = .now()
    ) {
        self.rules = rules
        self.notifiers = notifiers
        self.interval = interval
        let routes = notifiers.indices.map { NotificationPlan.Route("\($0)") }
        let plan = plan ?? NotificationPlan(receivers: routes)
        state = Mutex(
            State(
                rules: RuleSet(rules, origin: origin), desk: NotificationDesk(plan), groups: NotificationGroups(plan)))
    }

    /// Counts an event in every measure that wants it.
    package func record(_ event: DeliveryEvent, receivedAt now: ContinuousClock.Instant = .now) {
        state.withLock { $0.rules.record(event, receivedAt: now) }
    }

    /// Evaluates all rules as of a moment, tells whom it concerns, and returns what changed.
    @discardableResult
    package func evaluate(at now: Moment) -> [AlertTransition] {
        let (transitions, batches) = state.withLock { state in
            let transitions = state.rules.evaluate(at: now)
            let notices = state.desk.notices(of: transitions, at: now)
            for transition in transitions where !state.isStopped { subscribers.tell(transition) }
            return (transitions, state.groups.batches(of: notices, at: now))
        }
        tell(batches)
        return transitions
    }

    private func tell(_ batches: [NotificationGroups.Batch]) {
        for batch in batches where notifiers.indices.contains(batch.route) {
            notifiers[batch.route].notify(batch.transitions)
        }
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
        let loop = state.withLock { state in
            defer {
                state.loop = nil
                state.isStopped = true
            }
            return state.loop
        }
        loop?.cancel()
        await loop?.value
        tell(state.withLock { $0.groups.rest() })
        await withTaskGroup { group in
            for notifier in notifiers { group.addTask { await notifier.stop(within: limit) } }
        }
        subscribers.finish()
    }

    /// Every change of state from now on; ends when the monitor stops.
    package func transitions() -> AsyncStream<AlertTransition> {
        subscribers.stream()
    }

    /// The alerts that are pending or firing, rule by rule, each with the change that made it so.
    package var activeAlerts: [AlertTransition] {
        state.withLock { $0.rules.activeAlerts }
    }

    /// What must be known after a restart: the alerts that are pending or firing, and who knows of them.
    package func saved(at now: Moment = .now()) -> MonitorState {
        state.withLock { MonitorState(alerts: $0.rules.saved(at: now), told: $0.desk.knowledge) }
    }

    /// Takes up where another monitor left off; rules that are no longer there are left out.
    package func resume(_ saved: MonitorState, at now: Moment = .now()) {
        state.withLock { state in
            state.rules.resume(saved.alerts, at: now)
            let firing = state.rules.activeAlerts.filter { $0.state == .firing }
            state.desk.resume(saved.told, firing: firing)
        }
    }

    /// Begins to measure something beside the rules; events from before are not in it.
    package func watch(_ measure: Measure) {
        state.withLock { $0.rules.watch(measure) }
    }

    /// The numbers of a measure that is watched, or of the rules that use it; empty where neither is so.
    package func readings(of measure: Measure, at now: Moment = .now()) -> [WindowedMeasure.Reading] {
        state.withLock { $0.rules.readings(of: measure, at: now) }
    }

    /// All that is counted and measured now, for Prometheus to scrape.
    package func exposition(at now: Moment = .now()) -> PrometheusText {
        state.withLock { $0.rules.exposition(at: now) }
    }

    /// What was not counted so far, by its cause.
    package var refusals: EventLedger.Refusals {
        state.withLock { $0.rules.ledger.refusals }
    }

    /// What could not be told to receivers so far.
    package var notificationFailures: [NotificationFailure] {
        notifiers.flatMap(\.failures)
    }
}
