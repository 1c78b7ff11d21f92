import Alerting
import Checks
import Findings
import Scenarios
import Testing

@Suite("alert rules of the embedded monitor")
struct LabMonitorRulesTests {
    @Test("a rule is read with its measure, condition, labels and annotations")
    func rule() throws {
        let decoded = DecodedText<LabMonitorRules>(
            """
            rules:
              - alert: RecipientDomainDeferrals
                share: { of: smtp_replies, where: { class: 4xx }, by: [recipient_domain], window: 2s, at_least: 10 }
                above: 20%
                for: 500ms
                labels: { severity: critical, team: email }
                annotations:
                  summary: "$(labels.recipient_domain) defers $(value) of our mail"
                  runbook_url: https://runbooks.example/deferrals
            """)
        #expect(decoded.said == [])
        let rule = try #require(decoded.value?.rules.first)
        #expect(rule.name == "RecipientDomainDeferrals")
        #expect(
            rule.measure
                == Measure(
                    .share(atLeast: 10), of: .smtpReplies, where: [.class: ["4xx"]], by: [.recipientDomain],
                    window: .seconds(2)))
        #expect(rule.condition == .above(0.2))
        #expect(rule.hold == .milliseconds(500))
        #expect(rule.labels == ["severity": "critical", "team": "email"])
        #expect(
            rule.annotations["summary"]
                == AnnotationTemplate([.label("recipient_domain"), .text(" defers "), .value, .text(" of our mail")]))
        #expect(rule.excerpt?.span.line == 2)
    }

    /// A mistake in one rule, and every word of what is said about it.
    static let mistakes: [(String, [String])] = [
        (
            "share: { of: smtp_replies, window: 2s }, above: 20",
            ["a share is compared with a percentage, found 20 (write 20%)"]
        ),
        (
            "share: { of: smtp_replies, window: 2s }, above: 0.2",
            ["a share is compared with a percentage, found 0.2 (write 20%)"]
        ),
        (
            "rate: { of: smtp_replies, window: 2s }, above: 5",
            ["a rate is compared with a number of times a second, found 5 (write 5/s)"]
        ),
        (
            "count: { of: smtp_replies, window: 2s }, above: 5%",
            ["a count is compared with a plain number, found 5% (write a number such as 20)"]
        ),
        (
            "count: { of: smtp_replies, window: 2s, at_least: 3 }, above: 5",
            ["at_least belongs to a share, not to a count (remove it)"]
        ),
        (
            "count: { of: smtp_replies, where: { clas: 4xx }, window: 2s }, above: 5",
            ["smtp_replies have no label clas (did you mean 'class'?)"]
        ),
        (
            "count: { of: smtp_replies, where: { class: 4x }, window: 2s }, above: 5",
            ["class is never 4x (did you mean '4xx'?)"]
        ),
        (
            "count: { of: smtp_replies, by: [selector], window: 2s }, above: 5",
            [
                "smtp_replies have no label selector (known here: class, code, enhanced, reason, recipient_domain, "
                    + "stream, pool, observed_by)"
            ]
        ),
        (
            "count: { of: smtp_replies, by: [class, class], window: 2s }, above: 5",
            ["class is named twice"]
        ),
        (
            "count: { of: smtp_replies, where: { observed_by: [lab, sender] }, window: 2s }, above: 5",
            ["a measure counts one observer, so that nothing is counted twice (name one of lab, sender and log)"]
        ),
        (
            "count: { of: smtp_replies, window: 0s }, above: 5", ["a window of no time holds no event"]
        ),
        (
            "percentile: { of: queue_age_seconds, p: 95 }, above: 20",
            ["a percentile of times is compared with a time, found 20 (write a time such as 20m)"]
        ),
        (
            "value: { of: queue_messages }, above: 20m",
            ["a value of numbers is compared with a plain number, found 20m (write a number such as 1000)"]
        ),
        (
            "percentile: { of: smtp_replies, p: 95 }, above: 20",
            [
                "smtp_replies carry no number (count them, or use one of queue_age_seconds, delivery_seconds, "
                    + "queue_messages)"
            ]
        ),
        (
            "percentile: { of: queue_age_seconds, p: 100 }, above: 20m",
            ["a percentile lies between 0 and 100 (write 95 or 99)"]
        ),
        ("percentile: { of: queue_age_seconds }, above: 20m", ["a percentile says which (add p: 95)"]),
        (
            "value: { of: queue_age_seconds, p: 95 }, above: 20m",
            ["p belongs to a percentile, not to a value (remove it)"]
        ),
        (
            "count: { of: smtp_replies, window: 2s }, rises: { by: 3, against: 1h }",
            ["expected a multiple such as 3x, or a part such as 50%, found \"3\" (write 3x, or 3%)"]
        ),
        (
            "count: { of: smtp_replies, window: 5m }, rises: { by: 3x, against: 6m }",
            [
                "a past of 6m is hardly more than the window of 5m (write at least 10m, and better ten times the "
                    + "window)"
            ]
        ),
        (
            "count: { of: smtp_replies, window: 5m }, falls: { by: 100%, against: 1h }",
            ["nothing falls by 100% (write less than 100%)"]
        ),
        (
            "count: { of: smtp_replies, window: 5m }, deviates: { by: 0, against: 1h }",
            ["a deviation is more than 0 (write 3)"]
        ),
        (
            "count: { of: smtp_replies, window: 5m }, absent: false", ["absent is true or not there (write true)"]
        ),
        ("any_of: [X]", ["any_of names at least two alerts (add another)"]),
        ("any_of: [A, B], above: 5", ["any_of is a condition by itself (remove it)"]),
        (
            "above: 5",
            [
                "a rule has one measure: count, rate, share, percentile, value, all_of, any_of, any_two_of (add one)"
            ]
        ),
        (
            "count: { of: smtp_replies, window: 2s }",
            ["a rule has one condition: above, below, rises, falls, deviates, absent (add one)"]
        ),
        (
            "count: { of: smtp_replies, window: 2s }, above: 5, below: 2",
            [
                "a rule has one condition: above, below, rises, falls, deviates, absent (make it a rule of its own)"
            ]
        ),
        (
            "count: { of: smtp_replies, window: 2s }, above: 5, annotations: { s: $(labels.recipient_domain) }",
            [
                "the alerts of X have no $(labels.recipient_domain) (add recipient_domain to by:, or use one of "
                    + "alertname)"
            ]
        ),
        (
            "count: { of: smtp_replies, window: 2s }, above: 5, labels: { alertname: Y }",
            ["alertname is the alert's name and no label of its own (remove it)"]
        ),
    ]

    @Test("each mistake is said with its remedy, and nothing else", arguments: mistakes)
    func mistake(_ rule: String, _ said: [String]) {
        let decoded = DecodedText<LabMonitorRules>("rules: [{ alert: X, \(rule) }]")
        #expect(decoded.said.map { String($0.drop { $0 != " " }.dropFirst()) } == said)
    }

    /// What a rule without a name and labels becomes.
    private func trigger(_ text: String) -> AlertRule.Trigger? {
        let decoded = DecodedText<LabMonitorRules>("rules: [{ alert: X, \(text) }]")
        #expect(decoded.said == [])
        return decoded.value?.rules.first?.trigger
    }

    @Test("percentiles and values are read, with a window where they name none")
    func numbers() {
        #expect(
            trigger("percentile: { of: queue_age_seconds, p: 95 }, above: 20m")
                == .measured(Measure(.percentile(95), of: .queueAge, window: .seconds(300)), .above(1200)))
        #expect(
            trigger("value: { of: queue_messages, by: [pool], window: 1m }, below: 5")
                == .measured(Measure(.value, of: .queueLength, by: [.pool], window: .seconds(60)), .below(5)))
    }

    @Test(
        "conditions on the past are read",
        arguments: [
            ("rises: { by: 3x, against: 1h }", AlertRule.Condition.rises(factor: 3, against: .seconds(3600))),
            ("rises: { by: 200%, against: 1h }", .rises(factor: 3, against: .seconds(3600))),
            ("falls: { by: 4x, against: 1h }", .falls(factor: 0.25, against: .seconds(3600))),
            ("falls: { by: 25%, against: 1h }", .falls(factor: 0.75, against: .seconds(3600))),
            ("deviates: { by: 2.5, against: 1d }", .deviates(by: 2.5, against: .seconds(86_400))),
            ("absent: true", .absent),
        ])
    func past(_ text: String, _ condition: AlertRule.Condition) {
        let measure = Measure(.rate, of: .smtpReplies, window: .seconds(60))
        #expect(trigger("rate: { of: smtp_replies, window: 1m }, \(text)") == .measured(measure, condition))
    }

    @Test("an owner is a label, and a route names receivers")
    func ownerAndRoute() {
        let decoded = DecodedText<LabMonitorRules>(
            """
            rules:
              - { alert: A, count: { of: smtp_replies, window: 2s }, above: 5, owner: email-team, route: [pager, chat],
                  labels: { severity: critical } }
            """)
        #expect(decoded.said == [])
        #expect(decoded.value?.rules.first?.labels == ["owner": "email-team", "severity": "critical"])
        #expect(decoded.value?.rules.first?.receivers == ["pager", "chat"])
    }

    @Test("a rule about other alerts names them, with labels where it wants some")
    func composites() {
        let decoded = DecodedText<LabMonitorRules>(
            """
            rules:
              - { alert: A, count: { of: smtp_replies, window: 2s }, above: 5 }
              - { alert: B, count: { of: smtp_replies, window: 2s }, above: 9, labels: { severity: critical } }
              - { alert: C, any_two_of: [A, { alert: B, labels: { severity: critical } }], for: 1m }
            """)
        #expect(decoded.said == [])
        #expect(
            decoded.value?.rules.last?.trigger
                == .composite(CompositeAlert(.anyTwo, of: [.init("A"), .init("B", labels: ["severity": "critical"])])))
    }

    @Test("a rule about alerts that nobody raises, about itself or about one twice is wrong")
    func circles() {
        let decoded = DecodedText<LabMonitorRules>(
            """
            rules:
              - { alert: Alone, count: { of: smtp_replies, window: 2s }, above: 5 }
              - { alert: B, any_of: [Alone, C] }
              - { alert: C, any_of: [Alone, B] }
              - { alert: D, all_of: [Alone, Alone, Aline] }
            """)
        #expect(
            decoded.said == [
                "3:33 B would be raised by itself (remove it)", "4:33 C would be raised by itself (remove it)",
                "5:33 Alone is named twice (remove it)", "5:40 no rule raises Aline (did you mean 'Alone'?)",
            ])
    }

    @Test("two rules that raise the same alert with the same labels are one too many")
    func duplicates() {
        let decoded = DecodedText<LabMonitorRules>(
            """
            rules:
              - { alert: X, count: { of: smtp_replies, window: 2s }, above: 5, labels: { severity: warning } }
              - { alert: X, count: { of: smtp_replies, window: 2s }, above: 9, labels: { severity: critical } }
              - { alert: X, count: { of: smtp_replies, window: 2s }, above: 7, labels: { severity: critical } }
            """)
        #expect(
            decoded.said == [
                "4:14 X is raised by an earlier rule with the same labels (give it another name or another label, "
                    + "such as severity: warning)"
            ])
    }

    @Test(
        "rates and thresholds are read with their units, and written as they were",
        arguments: [("20/s", 20.0), ("90/m", 1.5), ("9/h", 0.0025)])
    func rates(_ text: String, _ perSecond: Double) {
        #expect(MessageRate(scalarText: text)?.perSecond == perSecond)
        #expect(LabMonitorThreshold(scalarText: text) == .rate(perSecond: perSecond))
    }

    @Test("what is no rate is none", arguments: ["20", "0/s", "-1/s", "1/d", "1/s/s", "/s", "1/", "x/s"])
    func noRates(_ text: String) {
        #expect(MessageRate(scalarText: text) == nil)
    }
}
