extension DrillSabotage {
    /// The same where a real Prometheus and Alertmanager are watched, and it is their files that are broken.
    static let onPair = [
        DrillSabotage(
            story: "its threshold is too high",
            change: .rule { rule, _ in rule.replacing("> 0.2", with: "> 1") },
            rule: "drill/not-firing", line: "alert: ALERT", label: "(seen: nothing)",
            shows: ["first hit", "disarmed"], lacks: ["pending ALERT", "firing ALERT", "told"],
            stages: "never pending, never firing"),
        DrillSabotage(
            story: "the severity label is wrong",
            change: .rule { rule, _ in rule.replacing("severity: critical", with: "severity: info") },
            rule: "drill/wrong-label", line: "labels: { severity:", label: "got info",
            shows: ["first hit", "firing ALERT {", "disarmed"], lacks: ["told RECEIVER"],
            stages: "firing with other labels after T"),
        DrillSabotage(
            story: "the route leads to somebody else",
            change: .routes { $0.replacing("team = email]", with: "team = e-mail]") },
            rule: "drill/wrong-deliveries", line: "delivered:", label: "got 0",
            shows: ["first hit", "told chat: firing ALERT", "disarmed"], lacks: ["told RECEIVER"]),
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
            change: .rule { rule, _ in rule.replacing("[2s]", with: "[60s]").replacing("> 0.2", with: "> 0") },
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
