import Findings

/// The body of a webhook notification in version "4" of Alertmanager's format.
///
/// Source: Alertmanager, `notify/webhook/webhook.go` and `template/template.go`; `docs/configuration.md`, webhook_config.
package struct WebhookMessage: Sendable, Hashable, Codable {
    /// The one version there is.
    package static let currentVersion = "4"

    /// `4`.
    package var version: String
    /// Names the group of alerts that is spoken of, the same for each notification about it.
    package var groupKey: String
    /// How many alerts were left out.
    package var truncatedAlerts: Int
    /// `firing` while any alert is, else `resolved`.
    package var status: String
    /// The name of the receiver.
    package var receiver: String
    /// The labels that the group was made by.
    package var groupLabels: [String: String]
    /// The labels that all alerts have.
    package var commonLabels: [String: String]
    /// The annotations that all alerts have.
    package var commonAnnotations: [String: String]
    /// Where the sender can be reached.
    package var externalURL: String
    /// The alerts.
    package var alerts: [Item]

    /// One alert.
    package struct Item: Sendable, Hashable, Codable {
        /// `firing` or `resolved`.
        package var status: String
        /// All its labels.
        package var labels: [String: String]
        /// All its annotations.
        package var annotations: [String: String]
        /// When it began to fire, RFC 3339.
        package var startsAt: String
        /// When it was resolved; the zero time while it fires.
        package var endsAt: String
        /// Where the rule can be seen.
        package var generatorURL: String
        /// Sixteen hexadecimal digits that stand for the labels.
        package var fingerprint: String
    }

    /// The notification of one alert, as a route with `group_by: ['...']` makes it: each alert is a group of its own, so
    /// that every change of every alert is one notification.
    package init(_ transition: AlertTransition, receiver: String, externalURL: String) {
        let alert = transition.alert
        let status = transition.state == .resolved ? "resolved" : "firing"
        let labels = alert.labels.dictionary
        version = Self.currentVersion
        groupKey = "{}:\(alert.labels)"
        truncatedAlerts = 0
        self.status = status
        self.receiver = receiver
        groupLabels = labels
        commonLabels = labels
        commonAnnotations = alert.annotations
        self.externalURL = externalURL
        alerts = [
            Item(
                status: status,
                labels: labels,
                annotations: alert.annotations,
                startsAt: alert.startsAt.description,
                endsAt: transition.state == .resolved
                    ? (alert.endsAt ?? transition.moment.wallTime).description : Self.zeroTime,
                generatorURL: externalURL.isEmpty ? "" : "\(externalURL)/rules/\(alert.name)",
                fingerprint: alert.labels.fingerprint)
        ]
    }

    /// Takes the alerts of another message in, as Alertmanager does with a group: what they share is common to all.
    mutating func join(_ other: WebhookMessage) {
        alerts += other.alerts
        if other.status == "firing" { status = "firing" }
        groupLabels = groupLabels.filter { other.groupLabels[$0.key] == $0.value }
        commonLabels = commonLabels.filter { other.commonLabels[$0.key] == $0.value }
        commonAnnotations = commonAnnotations.filter { other.commonAnnotations[$0.key] == $0.value }
        groupKey = "{}:\(LabelSet(groupLabels))"
    }

    /// What Go writes for a time that was never set, and Alertmanager for the end of an alert that fires.
    package static let zeroTime = "0001-01-01T00:00:00Z"

    /// The body as JSON, its keys in order, so that the same message is the same bytes.
    package var json: [UInt8] { canonicalJSON(self) }
}
