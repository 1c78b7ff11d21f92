extension DrillSabotage {
    /// The same where a real Prometheus and Alertmanager are watched, and it is their files that are broken.
    ///
    /// `RealAlertingPairTests` has a rule that never fires, and a route that leads to somebody else.
    static let onPair = [
        DrillSabotage(
            story: "the severity label is wrong",
            change: .rule { rule, _ in rule.replacing("severity: critical", with: "severity: info") },
            rule: "drill/wrong-label", line: "labels: { severity:", label: "got info",
            shows: ["first hit", "firing ALERT {", "disarmed"], lacks: ["told RECEIVER"],
            stages: "firing with other labels after T"),
        DrillSabotage(
            story: "the runbook is missing",
            change: .rule { rule, _ in rule.replacing(/\ +runbook_url: .*\n/, with: "") },
            rule: "drill/wrong-annotation", line: "annotations:", label: "runbook_url is not there",
            shows: ["first hit", "firing ALERT", "disarmed"]),
        DrillSabotage(
            story: "a second alert fires too",
            change: .rule { rule, drill in
                rule + rule.replacing("alert: \(drill.alert)", with: "alert: \(drill.alert)Too")
            },
            rule: "drill/forbidden-alert", line: "any_other", label: "ALERTToo fired after",
            shows: ["first hit", "firing ALERTToo"]),
        DrillSabotage(
            story: "it does not resolve",
            // One range stays short: a rule that has only long ones is refused before anything runs.
            change: .rule { rule, _ in
                rule.replacing("[2s]", with: "[60s]").replacing("[60s])) >= 10", with: "[2s])) >= 10")
                    .replacing("> 0.2", with: "> 0")
            },
            rule: "drill/not-resolved", line: "alerts_resolved_within", label: "ALERT is not resolved",
            shows: ["first hit", "firing ALERT", "disarmed"], lacks: ["resolved ALERT"]),
        DrillSabotage(
            story: "two routes lead to the same receiver",
            change: .routes {
                $0.replacing(
                    "  routes:\n",
                    with: "  routes:\n    - { matchers: [team = email], receiver: pager, continue: true }\n")
            },
            rule: "drill/wrong-deliveries", line: "delivered:", label: "got 2",
            shows: ["first hit", "told RECEIVER: firing ALERT", "told RECEIVER again: firing ALERT"]),
    ]
}
