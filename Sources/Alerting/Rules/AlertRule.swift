package import Findings

/// When to raise an alert: one measure and one condition, or a number of other alerts, and how long that must hold.
package struct AlertRule: Sendable, Hashable {
    /// The alert's name.
    package var name: String
    /// What raises it.
    package var trigger: Trigger
    /// `for`: how long the condition must hold without a break before the alert fires.
    package var hold: Duration
    /// Labels of every alert of the rule, beside those that the measure groups by.
    package var labels: LabelSet
    /// What is said to those who are notified, by name.
    package var annotations: [String: AnnotationTemplate]
    /// The receivers that are told of its alerts; all of them where it names none.
    package var receivers: Set<String> = []
    /// Where the rule is written, for messages.
    package var excerpt: SourceExcerpt?

    /// A rule.
    package init(
        _ name: String, measure: Measure, condition: Condition, hold: Duration = .zero, labels: LabelSet = [:],
        annotations: [String: AnnotationTemplate] = [:], excerpt: SourceExcerpt? = nil
    ) {
        self.init(
            name, trigger: .measured(measure, condition), hold: hold, labels: labels, annotations: annotations,
            excerpt: excerpt)
    }

    /// A rule about other alerts.
    package init(
        _ name: String, composite: CompositeAlert, hold: Duration = .zero, labels: LabelSet = [:],
        annotations: [String: AnnotationTemplate] = [:], excerpt: SourceExcerpt? = nil
    ) {
        self.init(
            name, trigger: .composite(composite), hold: hold, labels: labels, annotations: annotations,
            excerpt: excerpt)
    }

    /// A rule with any trigger.
    package init(
        _ name: String, trigger: Trigger, hold: Duration = .zero, labels: LabelSet = [:],
        annotations: [String: AnnotationTemplate] = [:], excerpt: SourceExcerpt? = nil
    ) {
        self.name = name
        self.trigger = trigger
        self.hold = hold
        self.labels = labels
        self.annotations = annotations
        self.excerpt = excerpt
    }

    /// The labels of the alert that the rule raises for one series: the rule's own win, and the name is one of them.
    package func alertLabels(for series: LabelSet) -> LabelSet {
        series.merging(labels).merging([Alert.nameLabel: name])
    }

    /// The labels that its alerts may have, beside their name: first those that tell series apart.
    package var labelNames: [String] {
        (measure?.grouping ?? []).map(\.rawValue) + labels.pairs.map(\.name)
    }

    /// What raises an alert.
    package enum Trigger: Sendable, Hashable {
        /// A number, for each label set, and what it must do.
        case measured(Measure, Condition)
        /// Other alerts.
        case composite(CompositeAlert)
    }

    /// What is looked at; nil where that is other alerts.
    package var measure: Measure? {
        if case .measured(let measure, _) = trigger { measure } else { nil }
    }

    /// What the number must do; nil where other alerts are looked at.
    package var condition: Condition? {
        if case .measured(_, let condition) = trigger { condition } else { nil }
    }

    /// The rule in a few words: `share above 20% for 0.5s`.
    package var summary: String {
        let holding = hold > .zero ? " for \(hold)" : ""
        switch trigger {
        case .measured(let measure, let condition):
            return "\(measure.statistic.name) \(condition.summary(of: measure))\(holding)"
        case .composite(let composite):
            let members = composite.members.map(\.alert).joined(separator: ", ")
            return "\(composite.quorum.rawValue) \(members)\(holding)"
        }
    }
}
