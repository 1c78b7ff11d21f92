import Alerting
import Checks
import Findings
import Scenarios
import Testing

@Suite("receivers of the embedded monitor")
struct LabMonitorReceiverTests {
    private func decode(_ text: String) -> DecodedText<LabMonitorSpecification> {
        DecodedText<LabMonitorSpecification>("{ rules: alerts.yaml, \(text) }")
    }

    @Test("each destination beyond this machine needs leave, by its host")
    func needs() {
        let decoded = decode(
            """
            notify: { pager: { pagerduty: k }, chat: { slack: "https://hooks.slack.test/x" }, own: {}, \
            near: { webhook: "http://127.0.0.1:1/" }, late: { webhook: "https://h.example/", after: 10m } }
            """)
        #expect(decoded.said == [])
        #expect(decoded.value?.needs.map(\.host) == ["events.pagerduty.com", "hooks.slack.test", "h.example"])
        #expect(decoded.value?.needs.map(\.permission) == [.notify, .notify, .notify])
    }

    @Test("mail beyond this machine needs leave for its server, and for the domains of those whom it tells")
    func needsOfMail() {
        let decoded = decode(
            """
            notify: { oncall: { mail: { via: "smtps://smtp.example.com", from: alerts@example.com, \
            to: [ana@example.org, Ben <ben@example.org>, cleo@example.net] } }, \
            near: { mail: { via: "smtp://127.0.0.1:2525", from: a@example.com, to: ana@example.org } } }
            """)
        #expect(decoded.said == [])
        #expect(decoded.value?.needs.map(\.host) == ["smtp.example.com", "example.org", "example.net"])
        #expect(decoded.value?.needs.map(\.permission) == [.smtp, .notify, .notify])
    }

    @Test(
        "what is wrong is said",
        arguments: [
            (
                "notify: { a: { slack: 'https://h.example/', pagerduty: k } }",
                "a receiver has one destination (make it a receiver of its own)"
            ),
            (
                "notify: { a: { pagerduty: k, mail: { via: 'smtp://127.0.0.1', from: a@b.example, to: c@d.example } } }",
                "a receiver has one destination (make it a receiver of its own)"
            ),
            (
                "notify: { a: { mail: { via: 'http://mx.example', from: a@b.example, to: c@d.example } } }",
                "expected an smtp or smtps URL, found http://mx.example (write smtp://HOST:PORT)"
            ),
            (
                "notify: { a: { mail: { via: 'smtp://127.0.0.1', from: a@b.example, to: [] } } }",
                "expected at least one value, found an empty list"
            ),
            (
                """
                notify: { a: { mail: { via: 'smtp://mx.example', login: { user: u, password: p }, from: a@b.example, \
                to: c@d.example } } }
                """,
                "the password would go to mx.example without TLS (add tls: required)"
            ),
            (
                "notify: { a: { group_wait: 5s } }", "nothing is gathered (add group_by: [alertname])"
            ),
            (
                "notify: { a: { hours: { from: 17h, until: 9h } } }",
                "the hours end after they begin, and before the day does (write from: 9h, until: 17h)"
            ),
            (
                "silences: [{ labels: {}, from: yesterday, until: 2026-12-25T02:00:00Z }]",
                "expected a date and a time, found yesterday (write 2026-12-24T22:00:00Z)"
            ),
            (
                "silences: [{ labels: {}, from: 2026-12-25T03:00:00Z, until: 2026-12-25T02:00:00Z }]",
                "a silence ends after it begins (write a later until)"
            ),
        ])
    func mistakes(_ text: String, _ said: String) {
        #expect(decode(text).said.map { String($0.drop { $0 != " " }.dropFirst()) } == [said])
    }

    @Test("only, after, hours and silences are read")
    func plan() {
        let decoded = decode(
            """
            notify: { chat: { only: { severity: warning }, after: 5m, hours: { days: [mon], from: 9h, until: 17.5h, \
            utc_offset: 1h } } }, silences: [{ labels: { alertname: X }, from: 2026-12-24T22:00:00Z, \
            until: 2026-12-25T02:00:00Z }]
            """)
        #expect(decoded.said == [])
        #expect(decoded.value?.silences.first?.labels == ["alertname": "X"])
    }
}
