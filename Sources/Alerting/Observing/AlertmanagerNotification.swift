import Findings

/// The members that matter of version "4" of Alertmanager's webhook, and of Grafana's, which is version "1" and adds to it.
///
/// Sources: Alertmanager, `notify/webhook/webhook.go`; Grafana, `receivers/webhook/v1/webhook.go`.
struct AlertmanagerNotification: Decodable {
    var version: String
    var receiver: String?
    var truncatedAlerts: Int?
    var alerts: [Item]
    /// Grafana's alone.
    var orgId: Int?
    var state: String?

    /// One alert.
    struct Item: Decodable {
        var status: String
        var labels: [String: String]
        var annotations: [String: String]?
        var startsAt: String
        var endsAt: String?
    }

    /// What it tells.
    func told() throws(NotificationLog.Refusal) -> ToldAlerts {
        let isGrafana = version == "1" && (orgId != nil || state != nil)
        guard isGrafana || version == WebhookMessage.currentVersion else {
            throw NotificationLog.Refusal(reason: "version is \"\(version.prefix(20))\", expected \"4\"")
        }
        guard alerts.count <= NotificationLog.alertLimit else {
            throw NotificationLog.Refusal(
                reason: "\(alerts.count) alerts, at most \(NotificationLog.alertLimit) are taken at once")
        }
        var told: [ToldAlert] = []
        for item in alerts { told.append(try item.told()) }
        return ToldAlerts(
            format: isGrafana ? .grafana : .alertmanager, receiver: receiver, leftOut: max(0, truncatedAlerts ?? 0),
            alerts: told)
    }
}

extension AlertmanagerNotification.Item {
    fileprivate func told() throws(NotificationLog.Refusal) -> ToldAlert {
        let state: AlertState
        switch status {
        case "firing": state = .firing
        case "resolved": state = .resolved
        default:
            throw NotificationLog.Refusal(reason: "status is \"\(status.prefix(20))\", expected firing or resolved")
        }
        guard let startsAt = WallTime(rfc3339: startsAt) else {
            throw NotificationLog.Refusal(
                reason: "startsAt is \"\(startsAt.prefix(40))\", expected a time such as 2026-01-01T00:00:00Z")
        }
        let ends = endsAt.map { WallTime(rfc3339: $0) }
        if case .some(nil) = ends {
            throw NotificationLog.Refusal(
                reason: "endsAt is \"\((endsAt ?? "").prefix(40))\", expected a time such as 2026-01-01T00:00:00Z")
        }
        let labels = LabelSet(labels)
        guard !labels.isEmpty else { throw NotificationLog.Refusal(reason: "an alert without labels") }
        return ToldAlert(
            state: state, labels: labels, annotations: annotations ?? [:], startsAt: startsAt,
            endsAt: state == .resolved ? ends ?? nil : nil)
    }
}
