import Findings

/// The body of an event for PagerDuty's Events API v2.
///
/// Trigger and resolution have the same `dedup_key`, so that one that is sent twice is one incident.
/// Source: PagerDuty, "Events API v2 Overview" and "PD-CEF".
struct PagerDutyEvent: Codable {
    /// How long a summary may be.
    ///
    /// PagerDuty, "PD-CEF": at most 1024 characters.
    private static let summaryLimit = 1024

    private var routingKey: String
    private var action: String
    private var deduplicationKey: String
    private var client: String
    private var payload: Payload
    private var links: [Link]?

    private enum CodingKeys: String, CodingKey {
        case routingKey = "routing_key"
        case action = "event_action"
        case deduplicationKey = "dedup_key"
        case client, payload, links
    }

    private struct Payload: Codable {
        var summary: String
        var source: String
        var severity: String
        var timestamp: String
        var group: String?
        var details: [String: String]

        enum CodingKeys: String, CodingKey {
            case summary, source, severity, timestamp, group
            case details = "custom_details"
        }
    }

    private struct Link: Codable {
        var href: String
        var text: String
    }

    /// The event that tells a change.
    init(_ transition: AlertTransition, routingKey: String) {
        let alert = transition.alert
        self.routingKey = routingKey
        action = transition.state == .resolved ? "resolve" : "trigger"
        deduplicationKey = "mailproof-\(alert.labels.fingerprint)"
        client = "mailproof"
        let summary = alert.annotations["summary"].map { "\(alert.name): \($0)" } ?? alert.summary
        payload = Payload(
            summary: String(String.UnicodeScalarView(summary.unicodeScalars.prefix(Self.summaryLimit))),
            source: alert.labels["recipient_domain"] ?? alert.labels["pool"] ?? "mailproof",
            severity: Self.severity(alert.labels["severity"]),
            timestamp: transition.moment.wallTime.description,
            group: alert.labels["team"],
            details: alert.labels.dictionary.merging(alert.annotations) { label, _ in label })
        links = alert.annotations["runbook_url"].map { [Link(href: $0, text: "runbook")] }
    }

    /// The body.
    var json: [UInt8] { canonicalJSON(self) }

    /// The four severities there are; what is none of them is an error.
    private static func severity(_ label: String?) -> String {
        switch label {
        case "critical"?, "error"?, "warning"?, "info"?: label ?? "error"
        case "page"?: "critical"
        default: "error"
        }
    }
}
