import Alerting
import Findings

/// A clock that a test moves: moments counted in milliseconds from a beginning of its own.
struct Timeline {
    let origin = Moment(instant: .now, wallTime: WallTime(microseconds: 1_767_225_600_000_000))

    /// The moment so many milliseconds after the beginning.
    func at(_ milliseconds: Int) -> Moment {
        origin.advanced(by: .milliseconds(milliseconds))
    }

    /// A server's reply at a moment.
    func reply(_ code: Int, to domain: String = "slow.example", at milliseconds: Int) -> DeliveryEvent {
        DeliveryEvent(.smtpReply(.init(code: code, recipientDomain: domain)), at: at(milliseconds))
    }
}

extension Measure {
    /// The share of deferred replies within two seconds.
    static let deferrals = Measure(
        .share(atLeast: 10), of: .smtpReplies, where: [.class: ["4xx"]], by: [.recipientDomain], window: .seconds(2))
}

extension AlertRule {
    /// The rule of the shipped drill: more than a fifth deferred within two seconds, for half a second.
    static let deferrals = AlertRule(
        "RecipientDomainDeferrals",
        measure: .deferrals,
        condition: .above(0.2), hold: .milliseconds(500), labels: ["severity": "critical", "team": "email"],
        annotations: [
            "summary": AnnotationTemplate([
                .label("recipient_domain"), .text(" defers "), .value, .text(" of our mail"),
            ]),
            "runbook_url": "https://runbooks.example/deferrals",
        ])
}

extension AlertTransition {
    /// A change of an alert with these labels, begun at the moment of the change.
    static func of(_ labels: LabelSet, _ state: AlertState, at moment: Moment) -> AlertTransition {
        AlertTransition(Alert(labels: labels, annotations: [:], startsAt: moment.wallTime), state, at: moment)
    }
}
