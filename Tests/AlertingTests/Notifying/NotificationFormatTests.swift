import Alerting
import Findings
import Testing

@Suite("notifications for Slack and PagerDuty")
struct NotificationFormatTests {
    let time = Timeline()

    private func transition(_ state: AlertState) -> AlertTransition {
        AlertTransition(
            Alert(
                labels: ["alertname": "Deferrals", "severity": "critical", "recipient_domain": "slow.example"],
                annotations: ["summary": "<!channel> 45% & more", "runbook_url": "https://r/x"],
                startsAt: time.origin.wallTime), state, value: "45%", at: time.origin)
    }

    private func body(_ format: NotificationFormat, _ state: AlertState) -> String {
        let bodies = format.bodies(of: [transition(state)], for: "x")
        #expect(bodies.count == 1)
        return String(decoding: bodies.first ?? [], as: UTF8.self)
    }

    @Test("several changes are one message of a webhook and of Slack, and an event each for PagerDuty")
    func several() throws {
        var other = transition(.resolved)
        other.alert.labels = other.alert.labels.merging(["recipient_domain": "other.example"])
        let group = [transition(.firing), other]
        #expect(NotificationFormat.pagerDuty(routingKey: "k").bodies(of: group, for: "x").count == 2)
        let slack = NotificationFormat.slack.bodies(of: group, for: "x")
        #expect(slack.count == 1)
        #expect(String(decoding: slack[0], as: UTF8.self).contains(#""text":"[FIRING] Deferrals and 1 more""#))
        let webhook = NotificationFormat.webhook().bodies(of: group, for: "x")
        #expect(webhook.count == 1)
        let text = String(decoding: webhook[0], as: UTF8.self)
        #expect(text.contains(#""commonLabels":{"alertname":"Deferrals","severity":"critical"}"#))
        #expect(text.contains(#""groupKey":"{}:{alertname=\"Deferrals\", severity=\"critical\"}""#))
        #expect(text.contains(#""status":"firing","truncatedAlerts":0"#))
    }

    @Test("Slack is told with a colour, and no text is taken for a mention")
    func slack() {
        let firing = body(.slack, .firing)
        #expect(
            firing == #"""
                {"attachments":[{"color":"danger","fallback":"Deferrals {recipient_domain=\"slow.example\", \#
                severity=\"critical\"}","fields":[{"short":true,"title":"recipient_domain","value":"slow.example"},\#
                {"short":true,"title":"severity","value":"critical"}],"text":"&lt;!channel&gt; 45% &amp; more",\#
                "title":"[FIRING] Deferrals","title_link":"https://r/x"}],"text":"[FIRING] Deferrals"}
                """#)
        let end = body(.slack, .resolved)
        #expect(end.contains(#""color":"good""#))
        #expect(end.contains("[RESOLVED] Deferrals"))
    }

    @Test("PagerDuty is triggered and resolved under one key")
    func pagerDuty() {
        let format = NotificationFormat.pagerDuty(routingKey: "k1")
        let fingerprint = transition(.firing).alert.labels.fingerprint
        let trigger = body(format, .firing)
        #expect(
            trigger == #"""
                {"client":"mailproof","dedup_key":"mailproof-\#(fingerprint)","event_action":"trigger",\#
                "links":[{"href":"https://r/x","text":"runbook"}],"payload":{"custom_details":{\#
                "alertname":"Deferrals","recipient_domain":"slow.example","runbook_url":"https://r/x",\#
                "severity":"critical","summary":"<!channel> 45% & more"},"severity":"critical",\#
                "source":"slow.example","summary":"Deferrals: <!channel> 45% & more",\#
                "timestamp":"2026-01-01T00:00:00.000Z"},"routing_key":"k1"}
                """#)
        let resolve = body(format, .resolved)
        #expect(resolve.contains(#""event_action":"resolve""#))
        #expect(resolve.contains(#""dedup_key":"mailproof-\#(fingerprint)""#))
    }

    @Test("whoever is told too fast is told again, and an address that is a secret is not shown")
    func retry() async {
        let transport = ScriptedTransport([.success(429), .success(500), .success(404)])
        let notifier = WebhookNotifier(
            receiver: "chat", url: "https://hooks.slack.test/secret", format: .slack, transport: transport,
            retry: RetrySchedule(attempts: 4, firstDelay: .milliseconds(1), longestDelay: .milliseconds(2)))
        notifier.notify(transition(.firing))
        await notifier.stop(within: .seconds(10))
        #expect(transport.posted.count == 3)
        #expect(notifier.failures.map(\.reason) == ["the receiver answered 404"])
    }
}
