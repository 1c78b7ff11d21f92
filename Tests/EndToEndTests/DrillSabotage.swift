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
        /// The lines of the expected alert's rule in `alerts.yaml`.
        case rule(@Sendable (String, AlertingDrill) -> String)
        /// All of `drill.yaml`.
        case drill(@Sendable (String, AlertingDrill) -> String)
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

    /// Writes the change into the copy of a drill below `folder`.
    func apply(to drill: AlertingDrill, in folder: URL) throws {
        switch change {
        case .rule(let rewrite):
            try Self.rewrite("alerts.yaml", in: folder) { rules in
                let rule = try Self.range(of: drill.alert, in: rules)
                return rules.replacingCharacters(in: rule, with: rewrite(String(rules[rule]), drill))
            }
        case .drill(let rewrite): try Self.rewrite("drill.yaml", in: folder) { rewrite($0, drill) }
        }
    }

    /// Takes the rule of the expected alert out of the copy of a drill below `folder`.
    static func deleteRule(of drill: AlertingDrill, in folder: URL) throws {
        try rewrite("alerts.yaml", in: folder) { rules in
            let rest = rules.replacingCharacters(in: try range(of: drill.alert, in: rules), with: "")
            return rest.contains("alert:") ? rest : "rules: []\n"
        }
    }

    /// The line of `drill.yaml` that must be pointed at, from 1.
    func place(in drill: String, of expected: AlertingDrill) -> Int? {
        let lines = drill.split(separator: "\n", omittingEmptySubsequences: false)
        let words = line.replacing("ALERT", with: expected.alert)
        guard let alert = lines.firstIndex(where: { $0.contains("- alert: \(expected.alert)") }) else { return nil }
        return lines[alert...].firstIndex { $0.contains(words) }.map { $0 + 1 }
    }

    /// A change that changed nothing.
    struct NothingChanged: Error {
        var file: String
    }

    private static func rewrite(_ name: String, in folder: URL, _ change: (String) throws -> String) throws {
        let file = folder.appendingPathComponent(name)
        let text = try String(contentsOf: file, encoding: .utf8)
        let changed = try change(text)
        guard changed != text else { throw NothingChanged(file: file.path) }
        try changed.write(to: file, atomically: true, encoding: .utf8)
    }

    /// The lines of the rule that raises an alert.
    private static func range(of alert: String, in rules: String) throws -> Range<String.Index> {
        guard let first = rules.range(of: "  - alert: \(alert)\n") else { throw NothingChanged(file: alert) }
        let rest = rules[first.upperBound...]
        let end = rest.firstMatch(of: /(?m)^(\n| {2}[-#])/)?.range.lowerBound ?? rules.endIndex
        return first.lowerBound..<end
    }
}
