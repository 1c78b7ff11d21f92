package import Findings

/// When to raise an alert: one measure, one condition, how long it must hold.
package struct AlertRule: Sendable, Hashable {
    /// The alert's name.
    package var name: String
    /// What is looked at.
    package var measure: Measure
    /// When that is too much or too little.
    package var condition: Condition
    /// `for`: how long the condition must hold without a break before the alert fires.
    package var hold: Duration
    /// Labels of every alert of the rule, beside those that the measure groups by.
    package var labels: LabelSet
    /// What is said to those who are notified, by name.
    package var annotations: [String: AnnotationTemplate]
    /// Where the rule is written, for messages.
    package var excerpt: SourceExcerpt?

    /// A rule.
    package init(
        _ name: String, measure: Measure, condition: Condition, hold: Duration = .zero, labels: LabelSet = [:],
        annotations: [String: AnnotationTemplate] = [:], excerpt: SourceExcerpt? = nil
    ) {
        self.name = name
        self.measure = measure
        self.condition = condition
        self.hold = hold
        self.labels = labels
        self.annotations = annotations
        self.excerpt = excerpt
    }

    /// A bound that the number must pass.
    package enum Condition: Sendable, Hashable {
        /// The number is greater.
        case above(Double)
        /// The number is smaller. A label set without any event in the window has no number, and is not below anything.
        case below(Double)

        /// Whether it holds for a number.
        package func holds(for value: Double) -> Bool {
            switch self {
            case .above(let bound): value > bound
            case .below(let bound): value < bound
            }
        }

        /// The bound.
        package var bound: Double {
            switch self {
            case .above(let bound), .below(let bound): bound
            }
        }
    }

    /// The labels of the alert that the rule raises for one series: the rule's own win, and the name is one of them.
    package func alertLabels(for series: LabelSet) -> LabelSet {
        series.merging(labels).merging([Alert.nameLabel: name])
    }

    /// The rule in a few words: `share above 20% for 0.5s`.
    package var summary: String {
        let word =
            switch condition {
            case .above: "above"
            case .below: "below"
            }
        let holding = hold > .zero ? " for \(hold)" : ""
        return "\(measure.statistic.name) \(word) \(measure.text(condition.bound))\(holding)"
    }
}
