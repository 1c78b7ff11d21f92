import Alerting
import Checks
import Findings
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
            "percentile: { of: queue_age_seconds, p: 95 }, above: 20m",
            ["percentile is known, but not in this version (remove it until a version has it)"]
        ),
        (
            "any_two_of: [A, B]",
            ["any_two_of is known, but not in this version (remove it until a version has it)"]
        ),
        (
            "count: { of: smtp_replies, window: 2s }, rises: { by: 3x }",
            ["rises is known, but not in this version (remove it until a version has it)"]
        ),
        ("above: 5", ["a rule has one measure: count, rate, share (add one)"]),
        (
            "count: { of: smtp_replies, window: 2s }",
            ["a rule has one condition: above, below (add one)"]
        ),
        (
            "count: { of: smtp_replies, window: 2s }, above: 5, below: 2",
            ["a rule has one condition: above, below (make it a rule of its own)"]
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
