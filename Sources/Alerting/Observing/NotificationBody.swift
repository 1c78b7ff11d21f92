import FoundationEssentials

/// A notification's body, recognised by the members that only its kind has.
struct NotificationBody: Decodable {
    /// What it tells.
    var content: Content

    /// The shapes there are.
    enum Content {
        case alertmanager(AlertmanagerNotification)
        case slack(SlackNotification)
        case pagerDuty(PagerDutyNotification)
    }

    private enum Key: String, CodingKey {
        case alerts, attachments, blocks, text
        case eventAction = "event_action"
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Key.self)
        if members.contains(.eventAction) {
            content = .pagerDuty(try PagerDutyNotification(from: decoder))
        } else if members.contains(.attachments) || members.contains(.blocks)
            || members.contains(.text) && !members.contains(.alerts)
        {
            content = .slack(try SlackNotification(from: decoder))
        } else {
            content = .alertmanager(try AlertmanagerNotification(from: decoder))
        }
    }

    /// Reads a body.
    ///
    /// - Throws: what is wrong with it.
    static func told(by body: [UInt8]) throws(NotificationLog.Refusal) -> ToldAlerts {
        let content: Content
        do {
            content = try JSONDecoder().decode(NotificationBody.self, from: Data(body)).content
        } catch {
            throw NotificationLog.Refusal(
                reason: "this is no notification of Alertmanager, Grafana, Slack or PagerDuty: "
                    + JSONProblem.explanation(error))
        }
        switch content {
        case .alertmanager(let notification): return try notification.told()
        case .slack(let notification): return try notification.told()
        case .pagerDuty(let notification): return try notification.told()
        }
    }
}

/// What is wrong with JSON, in words for whoever sent it.
enum JSONProblem {
    /// The words for a decoder's error.
    static func explanation(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "it is not JSON" }
        switch error {
        case .keyNotFound(let key, let context): return "\(path(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\(path(context.codingPath)) is of another type"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            return "\(path(context.codingPath)): \(context.debugDescription)"
        default: return "it is not JSON"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.isEmpty ? "the body" : keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}
