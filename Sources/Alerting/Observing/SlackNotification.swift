/// The members that matter of a message for a Slack webhook, as Alertmanager and Grafana write it.
///
/// Source: Alertmanager, `notify/slack/types.go`. A message for people names neither labels nor times: the alert's name is
/// the first word of the title, its labels are the fields, by their titles.
struct SlackNotification: Decodable {
    var text: String?
    var attachments: [Attachment]?

    /// One alert, or one group of them.
    struct Attachment: Decodable {
        var title: String?
        var text: String?
        var fallback: String?
        var color: String?
        var fields: [Field]?
    }

    /// A line of two columns.
    struct Field: Decodable {
        var title: String?
        var value: String?
    }

    /// How many attachments and fields are read of a message.
    ///
    /// Slack's documentation advises at most 20 attachments.
    private static let partLimit = 100

    /// What it tells.
    func told() throws(NotificationLog.Refusal) -> ToldAlerts {
        let attachments = (self.attachments ?? []).prefix(Self.partLimit)
        var alerts = attachments.compactMap(\.alert)
        if alerts.isEmpty, let text {
            let title = NotificationTitle(text)
            if let state = title.state, !title.name.isEmpty {
                alerts = [ToldAlert(state: state, labels: [Alert.nameLabel: title.name], annotations: ["text": text])]
            }
        }
        guard !alerts.isEmpty else {
            throw NotificationLog.Refusal(
                reason: "this Slack message names no alert: expected a title such as [FIRING:1] NAME")
        }
        return ToldAlerts(format: .slack, alerts: alerts)
    }
}

extension SlackNotification.Attachment {
    /// The alert that it is about; nil where it has no title.
    fileprivate var alert: ToldAlert? {
        let title = NotificationTitle(title ?? fallback ?? "")
        guard !title.name.isEmpty, let state = title.state ?? colorState else { return nil }
        var labels: [String: String] = [:]
        for field in (fields ?? []).prefix(100) {
            guard let name = field.title?.trimmed, !name.isEmpty, let value = field.value?.trimmed else { continue }
            labels[name] = value
        }
        labels[Alert.nameLabel] = labels[Alert.nameLabel] ?? title.name
        return ToldAlert(state: state, labels: LabelSet(labels), annotations: text.map { ["text": $0] } ?? [:])
    }

    /// Alertmanager paints what fires `danger` and what is resolved `good`.
    private var colorState: AlertState? {
        switch color {
        case "danger": .firing
        case "good": .resolved
        default: nil
        }
    }
}
