package import Findings

/// An alert of one rule for one label set, as those who are notified see it.
package struct Alert: Sendable, Hashable {
    /// The label that holds the name, `alertname`, as Prometheus has it.
    package static let nameLabel = "alertname"

    /// All labels: those of the rule, of the series, and the name.
    package var labels: LabelSet
    /// What is said about it, by name.
    package var annotations: [String: String]
    /// When it began to fire; while it is pending, when its condition began to hold.
    package var startsAt: WallTime
    /// When it was resolved; nil before that.
    package var endsAt: WallTime?

    /// An alert.
    package init(labels: LabelSet, annotations: [String: String], startsAt: WallTime, endsAt: WallTime? = nil) {
        self.labels = labels
        self.annotations = annotations
        self.startsAt = startsAt
        self.endsAt = endsAt
    }

    /// The name; empty where a sender left it out.
    package var name: String {
        labels[Self.nameLabel] ?? ""
    }

    /// The name and the other labels: `DkimBreaking {selector="s1", severity="critical"}`.
    package var summary: String {
        var others = labels.dictionary
        others[Self.nameLabel] = nil
        return others.isEmpty ? name : "\(name) \(LabelSet(others))"
    }
}

/// The states of an alert.
package enum AlertState: String, Sendable, Hashable, CaseIterable {
    /// The condition does not hold (any more), and nobody was told.
    case inactive
    /// The condition holds, not yet for long enough.
    case pending
    /// The condition has held for long enough: people are told, once.
    case firing
    /// It fired and its condition holds no longer: people are told, once.
    case resolved
}

/// An alert changed its state.
package struct AlertTransition: Sendable, Hashable {
    /// The alert.
    package var alert: Alert
    /// Its new state.
    package var state: AlertState
    /// The number that made it so, as the measure writes it; nil where there was none.
    package var value: String?
    /// When it was evaluated.
    package var moment: Moment

    /// A change.
    package init(_ alert: Alert, _ state: AlertState, value: String? = nil, at moment: Moment) {
        self.alert = alert
        self.state = state
        self.value = value
        self.moment = moment
    }
}
