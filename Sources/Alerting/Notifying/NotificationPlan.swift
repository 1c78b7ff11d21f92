package import Findings

/// Who is told of which alerts, and when.
package struct NotificationPlan: Sendable, Hashable {
    /// The receivers, in order.
    package var receivers: [Route]
    /// Times in which nobody is told of some alerts.
    package var silences: [Silence]
    /// Rules that name their receivers themselves, by the labels of their alerts.
    private var assignments: [LabelSet: Set<String>]

    /// A plan; `rules` are those that may name their receivers.
    package init(receivers: [Route], silences: [Silence] = [], rules: [AlertRule] = []) {
        self.receivers = receivers
        self.silences = silences
        let assigned = rules.filter { !$0.receivers.isEmpty }.map { ($0.alertLabels(for: [:]), $0.receivers) }
        assignments = Dictionary(assigned) { $0.union($1) }
    }

    /// Whether a receiver is ever told of an alert with these labels.
    func isFor(_ route: Route, _ labels: LabelSet) -> Bool {
        guard Self.has(labels, route.labels) else { return false }
        guard !route.hearsEverything else { return true }
        let rule = assignments.first { Self.has(labels, $0.key.dictionary) }
        return rule?.value.contains(route.receiver) ?? true
    }

    /// Whether nobody is told of it now.
    func isSilenced(_ labels: LabelSet, at now: WallTime) -> Bool {
        silences.contains { Self.has(labels, $0.labels) && $0.from <= now && now < $0.until }
    }

    private static func has(_ labels: LabelSet, _ wanted: [String: String]) -> Bool {
        wanted.allSatisfy { labels[$0.key] == $0.value }
    }

    /// What one receiver wants to be told.
    package struct Route: Sendable, Hashable {
        /// The receiver's name.
        package var receiver: String
        /// Labels that an alert must have; all alerts where there are none.
        package var labels: [String: String]
        /// How long an alert must have fired before this receiver is told: the delay of an escalation.
        package var delay: Duration
        /// When it is told of what is not critical; at any time where it says nothing.
        package var hours: BusinessHours?
        /// How changes are gathered into one message; each is one of its own where nothing is said.
        package var grouping: Grouping?
        /// Whether it hears of alerts whose rules name others, and in silences: who watches, and is not woken.
        package var hearsEverything: Bool

        /// A route.
        package init(
            _ receiver: String, labels: [String: String] = [:], delay: Duration = .zero, hours: BusinessHours? = nil,
            grouping: Grouping? = nil, hearsEverything: Bool = false
        ) {
            self.receiver = receiver
            self.labels = labels
            self.delay = delay
            self.hours = hours
            self.grouping = grouping
            self.hearsEverything = hearsEverything
        }
    }

    /// How changes are gathered into one message.
    package struct Grouping: Sendable, Hashable {
        /// The labels that the alerts of one message share.
        package var by: [String]
        /// How long others are waited for after the first.
        package var wait: Duration

        /// A grouping.
        package init(by: [String], wait: Duration) {
            self.by = by
            self.wait = wait
        }
    }

    /// A time in which nobody is told of some alerts: a maintenance.
    package struct Silence: Sendable, Hashable {
        /// Labels that such an alert has; the name is one of them.
        package var labels: [String: String]
        /// From when.
        package var from: WallTime
        /// Until when.
        package var until: WallTime

        /// A silence.
        package init(labels: [String: String], from: WallTime, until: WallTime) {
            self.labels = labels
            self.from = from
            self.until = until
        }
    }
}
