/// The body of a notification for an incoming webhook of Slack.
///
/// Source: Slack, "Sending messages using incoming webhooks" and "Reference: Secondary message attachments".
struct SlackMessage: Codable {
    /// How many characters of a field's value are sent.
    ///
    /// Our choice: Slack folds longer ones.
    private static let valueLimit = 1000

    private var text: String
    private var attachments: [Attachment]

    private struct Attachment: Codable {
        var color: String
        var title: String
        var link: String?
        var text: String
        var fallback: String
        var fields: [Field]

        /// What tells one change.
        init(_ transition: AlertTransition) {
            let alert = transition.alert
            let isFiring = transition.state != .resolved
            color = isFiring ? "danger" : "good"
            title = SlackMessage.escaped("[\(isFiring ? "FIRING" : "RESOLVED")] \(alert.name)")
            link = alert.annotations["runbook_url"]
            text = SlackMessage.escaped(alert.annotations["summary"] ?? alert.summary)
            fallback = SlackMessage.escaped(alert.summary)
            fields = alert.labels.pairs.filter { $0.name != Alert.nameLabel }.map {
                Field(title: $0.name, value: SlackMessage.escaped($0.value), short: true)
            }
        }

        enum CodingKeys: String, CodingKey {
            case color, title, text, fallback, fields
            case link = "title_link"
        }
    }

    private struct Field: Codable {
        var title: String
        var value: String
        var short: Bool
    }

    /// How many alerts one message shows.
    ///
    /// Slack, "Reference: Secondary message attachments": no more than twenty.
    private static let attachmentLimit = 20

    /// The message that tells changes.
    init(_ transitions: [AlertTransition]) {
        attachments = transitions.prefix(Self.attachmentLimit).map(Attachment.init)
        text = attachments.first?.title ?? ""
        if transitions.count > 1 { text += " and \(transitions.count - 1) more" }
    }

    /// The body.
    var json: [UInt8] { canonicalJSON(self) }

    /// Slack, "Formatting text for app surfaces": these three are written as entities, so that no text is taken for a
    /// link or a mention.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars.prefix(valueLimit) {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
