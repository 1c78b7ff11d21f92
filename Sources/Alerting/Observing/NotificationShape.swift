import Findings

/// The kinds of notifications that are recognised by their shape.
package enum NotificationShape: String, Sendable, Hashable, CaseIterable {
    /// Version "4" of Alertmanager's webhook.
    case alertmanager
    /// Grafana's webhook, which is Alertmanager's with more in it.
    case grafana
    /// A Slack webhook, as Alertmanager and Grafana call it.
    case slack
    /// Version 2 of PagerDuty's Events API.
    case pagerDuty

    /// What a sender of this kind expects to hear.
    struct Answer {
        var status: Int
        var text: String
    }

    /// What a sender of this kind expects to hear.
    var answer: Answer {
        switch self {
        case .alertmanager, .grafana: Answer(status: 200, text: "")
        case .slack: Answer(status: 200, text: "ok")
        case .pagerDuty:
            Answer(status: 202, text: #"{"status":"success","message":"Event processed"}"# + "\n")
        }
    }
}

/// What a body tells, whoever sent it.
struct ToldAlerts {
    /// How it was written.
    var format: NotificationShape
    /// The receiver that the body itself names.
    var receiver: String?
    /// How many alerts were left out of it.
    var leftOut = 0
    /// The alerts.
    var alerts: [ToldAlert]
}

/// One alert of a body.
struct ToldAlert {
    /// Firing or resolved; nil where the body says neither, as an acknowledgement does.
    var state: AlertState?
    /// Its labels; empty where the body names the alert by `key` alone.
    var labels: LabelSet
    /// Its annotations.
    var annotations: [String: String]
    /// When it began to fire, where that is said.
    var startsAt: WallTime?
    /// When it was resolved, where that is said.
    var endsAt: WallTime?
    /// What tells the alert from others of its sender; nil where its labels do.
    var key: String?
}
