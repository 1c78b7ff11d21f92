import Findings

/// The members that matter of an event of PagerDuty's Events API, version 2.
///
/// Source: Alertmanager, `notify/pagerduty/pagerduty.go`. `dedup_key` is the same for the trigger and the resolution, and a
/// resolution needs no payload. Alertmanager writes labels and annotations as a text into `custom_details`.
struct PagerDutyNotification: Decodable {
    var eventAction: String
    var dedupKey: String?
    var payload: Payload?

    private enum CodingKeys: String, CodingKey {
        case payload
        case eventAction = "event_action"
        case dedupKey = "dedup_key"
    }

    /// What it is about.
    struct Payload: Decodable {
        var summary: String?
        var severity: String?
        var timestamp: String?
        var alertClass: String?
        var details: [String: Detail]?

        private enum CodingKeys: String, CodingKey {
            case summary, severity, timestamp
            case alertClass = "class"
            case details = "custom_details"
        }
    }

    /// A detail; one that is no text is nothing here.
    struct Detail: Decodable {
        var text: String?

        init(from decoder: any Decoder) throws {
            text = try? decoder.singleValueContainer().decode(String.self)
        }
    }

    /// What it tells.
    func told() throws(NotificationLog.Refusal) -> ToldAlerts {
        let state: AlertState?
        switch eventAction {
        case "trigger": state = .firing
        case "resolve": state = .resolved
        case "acknowledge": state = nil
        default:
            throw NotificationLog.Refusal(
                reason: "event_action is \"\(eventAction.prefix(20))\", expected trigger, acknowledge or resolve")
        }
        guard let state else { return ToldAlerts(format: .pagerDuty, alerts: []) }
        let labels = payload?.labels ?? [:]
        guard dedupKey != nil || !labels.isEmpty else {
            throw NotificationLog.Refusal(reason: "the event has neither a dedup_key nor a payload")
        }
        return ToldAlerts(
            format: .pagerDuty,
            alerts: [
                ToldAlert(
                    state: state, labels: LabelSet(labels), annotations: payload?.annotations ?? [:],
                    startsAt: payload?.timestamp.flatMap { WallTime(rfc3339: $0) }, key: dedupKey)
            ])
    }
}

extension PagerDutyNotification.Payload {
    /// The details that Alertmanager writes for people, which are no labels.
    private static let texts: Set = ["firing", "resolved", "num_firing", "num_resolved"]

    /// What is known of the alert: the labels of Alertmanager's text, other details, and the event's own severity.
    ///
    /// Alertmanager says "error" where `severity` is not set in its configuration, whatever the label says: what arrives
    /// at PagerDuty is what counts.
    fileprivate var labels: [String: String] {
        var labels = list("Labels")
        for (name, detail) in details ?? [:] where !Self.texts.contains(name) {
            if let text = detail.text { labels[name] = text }
        }
        if labels[Alert.nameLabel] == nil {
            let title = summary.map { NotificationTitle($0).name } ?? ""
            labels[Alert.nameLabel] = alertClass.flatMap { $0.isEmpty ? nil : $0 } ?? title
        }
        if let severity { labels["severity"] = severity }
        return labels.filter { !$0.value.isEmpty }
    }

    fileprivate var annotations: [String: String] {
        var annotations = list("Annotations")
        if let summary { annotations["summary"] = annotations["summary"] ?? summary }
        return annotations
    }

    /// The lines ` - name = value` below a heading of the text of the first alert.
    private func list(_ heading: String) -> [String: String] {
        let text = details?["firing"]?.text ?? ""
        var values: [String: String] = [:]
        var isBelow = false
        for line in (text.isEmpty ? details?["resolved"]?.text ?? "" : text).split(separator: "\n") {
            guard line.hasPrefix(" - ") else {
                if isBelow { break }
                isBelow = line.hasPrefix(heading + ":")
                continue
            }
            guard isBelow, let sign = line.firstRange(of: " = ") else { continue }
            values[line[..<sign.lowerBound].dropFirst(3).trimmed] = String(line[sign.upperBound...])
        }
        return values
    }
}
