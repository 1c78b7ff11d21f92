import Foundation
import Testing

/// A shipped drill that expects an alert.
struct AlertingDrill: Sendable, CustomTestStringConvertible {
    /// Its folder below `Scenarios/drills`.
    var folder: String
    /// The alert that it expects.
    var alert: String
    /// Whom the alert must be told to.
    var receiver = "pager"

    var testDescription: String { folder }

    /// Each of them.
    static let all = [
        AlertingDrill(folder: "bad-selector", alert: "DkimBreaking"),
        AlertingDrill(folder: "expired-certificate", alert: "DeliveriesFailingTLS"),
        AlertingDrill(folder: "provider-outage", alert: "ProviderDown"),
        AlertingDrill(folder: "recipient-4xx", alert: "RecipientDomainDeferrals"),
        AlertingDrill(folder: "servfail-selector", alert: "KeysUnreachable"),
        AlertingDrill(folder: "throttled-pool", alert: "PoolThrottled", receiver: "chat"),
    ]
}

/// One way to break what a drill puts to the test: what is changed in a copy of its files, and what it must say then.
struct DrillSabotage: Sendable, CustomTestStringConvertible {
    /// What has happened to the rules or to the route.
    var story: String
    /// The change.
    var change: Change
    /// The finding that must come first.
    var rule: String
    /// What stands on the line of `drill.yaml` that it must point at, below the expected alert's name.
    var line: String
    /// The words under that line.
    var label: String
    /// What the timeline must show, in this order, as the beginning of each line after its time.
    var shows: [String]
    /// What it must not show.
    var lacks: [String] = []
    /// How far it came, in the finding's own words with T for each time, where the finding is about the alert itself.
    var stages: String?

    var testDescription: String { story }

    /// What is rewritten.
    enum Change: Sendable {
        /// The lines of the expected alert's rule, in `alerts.yaml`, or `prometheus-rules.yaml` where the pair is watched.
        case rule(@Sendable (String, AlertingDrill) -> String)
        /// All of `drill.yaml`.
        case drill(@Sendable (String, AlertingDrill) -> String)
        /// All of `alertmanager.yaml`.
        case routes(@Sendable (String) -> String)
    }

    /// Those in which the drill runs and fails.
    ///
    /// ALERT and RECEIVER stand for the drill's own.
    static let all = [
        DrillSabotage(
            story: "its threshold is too high",
            change: .rule { rule, _ in rule.replacing(/above: \d+%/, with: "above: 100%") },
            rule: "drill/not-firing", line: "alert: ALERT", label: "(seen: nothing)",
            shows: ["armed", "first hit", "disarmed"], lacks: ["pending ALERT", "firing ALERT", "told"],
            stages: "never pending, never firing"),
        DrillSabotage(
            story: "the severity label is wrong",
            change: .rule { rule, _ in rule.replacing(/severity: \w+/, with: "severity: info") },
            rule: "drill/wrong-label", line: "labels: { severity:", label: "got info",
            shows: ["first hit", "firing ALERT {", "disarmed"],
            stages: "firing with other labels after T"),
        DrillSabotage(
            story: "the route drops it",
            change: .drill { drill, told in
                drill.replacing("\(told.receiver): {}", with: "\(told.receiver): { only: { severity: page } }")
            },
            rule: "drill/wrong-deliveries", line: "delivered:", label: "got 0",
            shows: ["first hit", "pending ALERT", "firing ALERT", "disarmed"], lacks: ["told"],
            stages: "pending after T, firing after T, RECEIVER never told"),
        DrillSabotage(
            story: "the runbook is missing",
            change: .rule { rule, _ in rule.replacing(/\ +runbook_url: .*\n/, with: "") },
            rule: "drill/wrong-annotation", line: "annotations:", label: "runbook_url is not there",
            shows: ["first hit", "firing ALERT", "disarmed"],
            stages: "pending after T, firing after T, RECEIVER told after T"),
        DrillSabotage(
            story: "a second alert fires too",
            change: .rule { rule, drill in
                rule + rule.replacing("alert: \(drill.alert)", with: "alert: \(drill.alert)Too")
            },
            rule: "drill/forbidden-alert", line: "any_other", label: "ALERTToo fired after",
            shows: ["first hit", "firing ALERTToo"]),
        DrillSabotage(
            story: "it does not resolve",
            change: .rule { rule, _ in
                rule.replacing(/window: \w+/, with: "window: 60s").replacing(/above: \d+%/, with: "above: 0%")
            },
            rule: "drill/not-resolved", line: "alerts_resolved_within", label: "ALERT is not resolved",
            shows: ["first hit", "firing ALERT", "disarmed"], lacks: ["resolved ALERT", "told RECEIVER: resolved"]),
        DrillSabotage(
            story: "it is delivered twice",
            change: .rule { rule, _ in rule + rule.replacing("team: email", with: "team: email, replica: b") },
            rule: "drill/wrong-deliveries", line: "delivered:", label: "got 2",
            shows: ["first hit", "told RECEIVER: firing ALERT", "told RECEIVER: firing ALERT"],
            stages: "pending after T, firing after T, RECEIVER told 2 times, first after T"),
    ]
}
