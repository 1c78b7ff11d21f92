/// One rule at work: eats events, and on every evaluation says which of its alerts changed their state.
package struct RuleEvaluator: Sendable {
    /// The rule.
    package let rule: AlertRule
    /// Its measure and the events in its window.
    package private(set) var measure: WindowedMeasure
    private var active: [LabelSet: Active] = [:]

    /// An alert that is pending or firing.
    private struct Active {
        var lifecycle = AlertLifecycle()
        var last: AlertTransition
    }

    /// A rule without events.
    package init(_ rule: AlertRule, origin: Moment) {
        self.rule = rule
        measure = WindowedMeasure(rule.measure, origin: origin)
    }

    /// Counts an event where the rule's measure wants it.
    package mutating func record(_ event: DeliveryEvent) {
        measure.record(event)
    }

    /// Evaluates the rule for every label set; returns the changes in the order of the label sets.
    ///
    /// A label set whose window is empty, or which has fewer events than a share wants, has no number, and its condition
    /// does not hold.
    package mutating func evaluate(at now: Moment) -> [AlertTransition] {
        var transitions: [AlertTransition] = []
        var seen: Set<LabelSet> = []
        for reading in measure.readings(at: now) {
            seen.insert(reading.labels)
            let holds = reading.value.map(rule.condition.holds) ?? false
            guard holds || active[reading.labels] != nil else { continue }
            let text = reading.value.map(rule.measure.text)
            transitions += advance(reading.labels, holds: holds, value: text, at: now)
        }
        for labels in active.keys where !seen.contains(labels) {
            transitions += advance(labels, holds: false, value: nil, at: now)
        }
        return transitions.sorted { $0.alert.labels.description < $1.alert.labels.description }
    }

    /// The numbers of every label set now.
    package mutating func currentReadings(at now: Moment) -> [WindowedMeasure.Reading] {
        measure.readings(at: now)
    }

    /// The alerts that are pending or firing, each with the change that made it so.
    package var activeAlerts: [AlertTransition] {
        active.values.map(\.last).sorted { $0.alert.labels.description < $1.alert.labels.description }
    }

    private mutating func advance(
        _ series: LabelSet, holds: Bool, value: String?, at now: Moment
    ) -> [AlertTransition] {
        var lifecycle = active[series]?.lifecycle ?? AlertLifecycle()
        guard let state = lifecycle.advance(holds: holds, for: rule.hold, at: now) else { return [] }
        let transition = AlertTransition(
            alert(series, state: state, value: value, at: now), state, value: value, at: now)
        if lifecycle.phase == .inactive {
            active[series] = nil
        } else {
            active[series] = Active(lifecycle: lifecycle, last: transition)
        }
        return [transition]
    }

    private func alert(_ series: LabelSet, state: AlertState, value: String?, at now: Moment) -> Alert {
        if state == .resolved || state == .inactive, var alert = active[series]?.last.alert {
            // What was said when it fired is said again, so that both notifications are about the same thing.
            alert.endsAt = now.wallTime
            return alert
        }
        let labels = rule.alertLabels(for: series)
        return Alert(
            labels: labels,
            annotations: rule.annotations.mapValues { $0.filled(labels: labels, value: value ?? "") },
            startsAt: now.wallTime)
    }
}
