import Findings

/// One rule at work: is handed the numbers of its measure, or the alerts that fire, and says which of its own alerts
/// changed their state.
struct RuleEvaluator: Sendable {
    /// The rule.
    let rule: AlertRule
    private let measure: Measure?
    private let condition: AlertRule.Condition?
    private let ownLabels: LabelSet
    private var active: [LabelSet: Active] = [:]
    private var history: SeriesHistory
    private var round = 0

    /// An alert that is pending or firing.
    private struct Active {
        var lifecycle = AlertLifecycle()
        var last: AlertTransition
        var round = 0
        /// Until when it stays as it is though nothing is known: after a restart, until windows are full again.
        var keptUntil: Moment?
    }

    /// A rule that has not seen anything.
    init(_ rule: AlertRule, origin: Moment) {
        self.rule = rule
        measure = rule.measure
        condition = rule.condition
        ownLabels = rule.alertLabels(for: [:])
        history = SeriesHistory(rule, origin: origin)
    }

    /// Evaluates a rule about a measure for every label set; returns the changes in the order of the label sets.
    ///
    /// A label set whose window is empty, or which has fewer events than a share wants, has no number, and its condition
    /// does not hold; but a count and a rate are 0 then, where they were more before.
    mutating func evaluate(_ readings: [WindowedMeasure.Reading], at now: Moment) -> [AlertTransition] {
        guard let condition else { return [] }
        round += 1
        var transitions: [AlertTransition] = []
        if condition.past == nil, condition != .absent {
            for reading in readings {
                let holds = reading.value.map { condition.holds(for: $0, usual: nil) } ?? false
                guard holds || !active.isEmpty else { continue }
                judge(reading.labels, holds, reading.value, at: now, &transitions)
            }
        } else {
            for judgement in history.judgements(of: readings, at: now) {
                judge(judgement.labels, judgement.holds, judgement.value, at: now, &transitions)
            }
        }
        if active.values.contains(where: { $0.round != round }) {
            for (labels, alert) in active where alert.round != round {
                judge(labels, false, nil, at: now, &transitions)
            }
        }
        return transitions.count > 1 ? transitions.sorted(by: Self.inOrder) : transitions
    }

    /// Evaluates a rule about other alerts.
    mutating func evaluate(_ composite: CompositeAlert, firing: [Alert], at now: Moment) -> [AlertTransition] {
        round += 1
        var transitions: [AlertTransition] = []
        let count = composite.firing(among: firing)
        let said = "\(count) of \(composite.members.count)"
        judge([:], composite.holds(count), nil, said: said, at: now, &transitions)
        return transitions
    }

    /// The alerts that are pending or firing, each with the change that made it so.
    var activeAlerts: [AlertTransition] {
        active.values.map(\.last).sorted(by: Self.inOrder)
    }

    /// The alerts that fire.
    var firingAlerts: [Alert] {
        active.values.filter { $0.last.state == .firing }.map(\.last.alert)
    }

    /// The alerts that are pending or firing, to be kept while the monitor is away.
    func saved(at now: Moment) -> [MonitorState.SavedAlert] {
        active.map { series, alert in
            MonitorState.SavedAlert(
                rule: rule.alertLabels(for: [:]).dictionary, series: series.dictionary,
                labels: alert.last.alert.labels.dictionary, annotations: alert.last.alert.annotations,
                startsAt: alert.last.alert.startsAt, isFiring: alert.last.state == .firing, value: alert.last.value)
        }
    }

    /// Takes up an alert of this rule; it stays as it is until `kept`, unless its condition is seen to hold before.
    mutating func resume(_ saved: MonitorState.SavedAlert, at now: Moment, keptUntil kept: Moment) {
        let age = Duration.microseconds(max(0, now.wallTime.microseconds - saved.startsAt.microseconds))
        let since = now.advanced(by: .zero - age)
        let alert = Alert(labels: LabelSet(saved.labels), annotations: saved.annotations, startsAt: saved.startsAt)
        active[LabelSet(saved.series)] = Active(
            lifecycle: AlertLifecycle(saved.isFiring ? .firing(since: since) : .pending(since: since)),
            last: AlertTransition(alert, saved.isFiring ? .firing : .pending, value: saved.value, at: since),
            round: round, keptUntil: kept)
    }

    private static func inOrder(_ left: AlertTransition, _ right: AlertTransition) -> Bool {
        left.alert.labels.description < right.alert.labels.description
    }

    private mutating func judge(
        _ series: LabelSet, _ holds: Bool, _ number: Double?, said: String? = nil, at now: Moment,
        _ transitions: inout [AlertTransition]
    ) {
        var lifecycle = AlertLifecycle()
        if let index = active.index(forKey: series) {
            active.values[index].round = round
            if let kept = active.values[index].keptUntil {
                guard holds || now.since(kept) >= .zero else { return }
                active.values[index].keptUntil = nil
            }
            lifecycle = active.values[index].lifecycle
        }
        guard let state = lifecycle.advance(holds: holds, for: rule.hold, at: now) else { return }
        let text = said ?? number.flatMap { measure?.text($0) }
        let transition = AlertTransition(
            alert(series, state: state, value: text, at: now), state, value: text, at: now)
        if lifecycle.phase == .inactive {
            active[series] = nil
        } else {
            active[series] = Active(lifecycle: lifecycle, last: transition, round: round)
        }
        transitions.append(transition)
    }

    private func alert(_ series: LabelSet, state: AlertState, value: String?, at now: Moment) -> Alert {
        if state == .resolved || state == .inactive, var alert = active[series]?.last.alert {
            // What was said when it fired is said again, so that both notifications are about the same thing.
            alert.endsAt = now.wallTime
            return alert
        }
        let labels = series.merging(ownLabels)
        return Alert(
            labels: labels,
            annotations: rule.annotations.mapValues { $0.filled(labels: labels, value: value ?? "") },
            startsAt: now.wallTime)
    }
}
