import Alerting
import Findings
import Testing

@Suite("the body of a webhook notification")
struct WebhookMessageTests {
    let time = Timeline()

    private var transition: AlertTransition {
        AlertTransition(
            Alert(
                labels: ["alertname": "X", "severity": "critical"], annotations: ["runbook_url": "https://r/x"],
                startsAt: time.origin.wallTime), .firing, value: "45%", at: time.origin)
    }

    @Test("a firing alert is written as Alertmanager writes it, its end the zero time")
    func firing() {
        let message = WebhookMessage(transition, receiver: "pager", externalURL: "http://127.0.0.1:9")
        let fingerprint = transition.alert.labels.fingerprint
        #expect(fingerprint.utf8.count == 16)
        #expect(
            String(decoding: message.json, as: UTF8.self) == """
                {"alerts":[{"annotations":{"runbook_url":"https://r/x"},"endsAt":"0001-01-01T00:00:00Z",\
                "fingerprint":"\(fingerprint)","generatorURL":"http://127.0.0.1:9/rules/X",\
                "labels":{"alertname":"X","severity":"critical"},"startsAt":"2026-01-01T00:00:00.000Z",\
                "status":"firing"}],"commonAnnotations":{"runbook_url":"https://r/x"},\
                "commonLabels":{"alertname":"X","severity":"critical"},"externalURL":"http://127.0.0.1:9",\
                "groupKey":"{}:{alertname=\\"X\\", severity=\\"critical\\"}",\
                "groupLabels":{"alertname":"X","severity":"critical"},"receiver":"pager","status":"firing",\
                "truncatedAlerts":0,"version":"4"}
                """)
    }

    @Test("a resolved alert has its end, and the same key and fingerprint")
    func resolved() {
        var ended = transition
        ended.state = .resolved
        ended.alert.endsAt = time.at(1500).wallTime
        let firing = WebhookMessage(transition, receiver: "pager", externalURL: "")
        let resolved = WebhookMessage(ended, receiver: "pager", externalURL: "")
        #expect(resolved.status == "resolved")
        #expect(resolved.alerts.map(\.status) == ["resolved"])
        #expect(resolved.alerts.map(\.endsAt) == ["2026-01-01T00:00:01.500Z"])
        #expect(resolved.alerts.map(\.fingerprint) == firing.alerts.map(\.fingerprint))
        #expect(resolved.alerts.map(\.startsAt) == firing.alerts.map(\.startsAt))
        #expect(resolved.groupKey == firing.groupKey)
    }

    @Test("what a notification says is read back as the same alert")
    func roundTrip() throws {
        var log = NotificationLog()
        let body = WebhookMessage(transition, receiver: "pager", externalURL: "").json
        let seen = try log.take(body, for: "pager", at: time.at(5)).observations
        #expect(seen.map(\.transition.alert) == [transition.alert])
        #expect(seen.map(\.vantage) == [.receiver("pager")])
        #expect(seen.map(\.seenAt) == [time.at(5)])
    }
}
