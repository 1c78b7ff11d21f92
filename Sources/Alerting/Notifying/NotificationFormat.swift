/// How a change is written for the system that is told.
package enum NotificationFormat: Sendable, Hashable {
    /// Version 4 of Alertmanager's webhook; the text says where it comes from, and may be empty.
    case webhook(externalURL: String = "")
    /// An incoming webhook of Slack.
    case slack
    /// PagerDuty's Events API v2, with the integration's key.
    case pagerDuty(routingKey: String)

    /// Where PagerDuty takes events.
    ///
    /// Source: PagerDuty, "Events API v2 Overview", Send an Event.
    package static let pagerDutyURL = "https://events.pagerduty.com/v2/enqueue"

    /// The bodies that tell changes to a receiver: one, but for PagerDuty, which gathers alerts by itself and takes an
    /// event for each.
    package func bodies(of transitions: [AlertTransition], for receiver: String) -> [[UInt8]] {
        guard let first = transitions.first else { return [] }
        switch self {
        case .webhook(let externalURL):
            var message = WebhookMessage(first, receiver: receiver, externalURL: externalURL)
            for transition in transitions.dropFirst() {
                message.join(WebhookMessage(transition, receiver: receiver, externalURL: externalURL))
            }
            return [message.json]
        case .slack: return [SlackMessage(transitions).json]
        case .pagerDuty(let key): return transitions.map { PagerDutyEvent($0, routingKey: key).json }
        }
    }

    /// Whether the address is itself the secret that lets one write there, and is not shown.
    package var hidesURL: Bool {
        self == .slack
    }

    /// Whether another attempt makes sense after this status.
    ///
    /// Slack and PagerDuty answer 429 to whoever is too fast; Alertmanager's receivers are tried again after 5xx alone.
    package func isWorthRetrying(status: Int) -> Bool {
        switch self {
        case .webhook: RetrySchedule.isWorthRetrying(status: status)
        case .slack, .pagerDuty: status == 429 || RetrySchedule.isWorthRetrying(status: status)
        }
    }
}
