import Alerting
import Findings
import Testing

@Suite("notifications of every kind")
struct NotificationKindsTests {
    let time = Timeline()

    private func take(_ body: String, into log: inout NotificationLog, at milliseconds: Int = 0) throws
        -> NotificationLog.Delivery
    {
        try log.take(Array(body.utf8), for: "p", at: time.at(milliseconds))
    }

    @Test("Grafana's webhook is told from Alertmanager's, and read as it")
    func grafana() throws {
        var log = NotificationLog()
        let body = """
            {"receiver":"email","status":"firing","version":"1","orgId":1,"groupKey":"{}","truncatedAlerts":2,
            "title":"[FIRING:1] X","state":"alerting","message":"m","groupLabels":{},"commonLabels":{},
            "commonAnnotations":{},"externalURL":"http://g/","alerts":[{"status":"firing",
            "labels":{"alertname":"X","team":"email"},"annotations":{"runbook_url":"https://r/x"},
            "startsAt":"2026-01-01T00:00:00Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"","fingerprint":"f",
            "silenceURL":"","dashboardURL":"","panelURL":"","values":{"B":1.5,"C":null},"valueString":"[ ... ]"}]}
            """
        let delivery = try take(body, into: &log)
        #expect(delivery.format == .grafana)
        #expect(delivery.leftOut == 2)
        #expect(delivery.observations.map(\.transition.alert.labels) == [["alertname": "X", "team": "email"]])
        // Version 1 without anything of Grafana is nothing that is known.
        #expect(throws: NotificationLog.Refusal.self) {
            try take(#"{"version":"1","alerts":[]}"#, into: &log)
        }
    }

    /// What Alertmanager's own templates make of one alert.
    private func slack(_ status: String, color: String) -> String {
        """
        {"channel":"#mail","attachments":[{"title":"[\(status)] Deferrals slow.example (critical)","title_link":"http://am",
        "text":"it defers","fallback":"[\(status)] Deferrals","callback_id":"x","color":"\(color)","footer":"",
        "fields":[{"title":"recipient_domain","value":"slow.example","short":true}],"mrkdwn_in":["text"]}]}
        """
    }

    @Test("a Slack message names its alert in the title and its labels in the fields")
    func slack() throws {
        var log = NotificationLog()
        let firing = try take(slack("FIRING:1", color: "danger"), into: &log)
        #expect(firing.format == .slack)
        #expect(
            firing.observations.map(\.transition.alert.labels) == [
                ["alertname": "Deferrals", "recipient_domain": "slow.example"]
            ])
        #expect(firing.observations.map(\.transition.state) == [.firing])
        // It says nothing of when it began: told again it is the same one, until it was resolved.
        #expect(
            try take(slack("FIRING:1", color: "danger"), into: &log, at: 1000).observations.map(\.isRepeat) == [true])
        let resolved = try take(slack("RESOLVED", color: "good"), into: &log, at: 2000)
        #expect(resolved.observations.map(\.transition.state) == [.resolved])
        #expect(
            try take(slack("FIRING:1", color: "danger"), into: &log, at: 3000).observations.map(\.isRepeat) == [false])
    }

    @Test("a Slack message that names no alert is refused")
    func slackWithoutAlert() {
        var log = NotificationLog()
        for body in [#"{"text":"good morning"}"#, #"{"blocks":[]}"#, #"{"attachments":[{"title":"hello"}]}"#] {
            #expect(throws: NotificationLog.Refusal.self, "\(body)") { try take(body, into: &log) }
        }
    }

    /// What Alertmanager's own templates make of one alert.
    private let trigger = """
        {"routing_key":"k","event_action":"trigger","dedup_key":"d1","client":"Alertmanager","payload":
        {"summary":"[FIRING:1] Deferrals slow.example (critical)","source":"Alertmanager","severity":"error",
        "custom_details":{"firing":"Labels:\\n - alertname = Deferrals\\n - recipient_domain = slow.example\\n - severity = critical\\nAnnotations:\\n - runbook_url = https://r/x?a = b\\nSource: http://p\\n","num_firing":"1",
        "num_resolved":"0","resolved":"","owner":"email"}}}
        """

    @Test("a PagerDuty event carries labels, and its severity is the one that is told")
    func pagerDuty() throws {
        var log = NotificationLog()
        let firing = try take(trigger, into: &log)
        #expect(firing.format == .pagerDuty)
        let alert = try #require(firing.observations.first?.transition.alert)
        #expect(
            alert.labels == [
                "alertname": "Deferrals", "recipient_domain": "slow.example", "severity": "error", "owner": "email",
            ])
        #expect(alert.annotations["runbook_url"] == "https://r/x?a = b")
    }

    @Test("a PagerDuty resolution is about the trigger with its key")
    func pagerDutyResolution() throws {
        var log = NotificationLog()
        let resolve = #"{"routing_key":"k","event_action":"resolve","dedup_key":"d1"}"#
        // Nothing was told of it yet.
        #expect(try take(resolve, into: &log).observations.isEmpty)
        _ = try take(trigger, into: &log)
        #expect(try take(trigger, into: &log, at: 10).observations.map(\.isRepeat) == [true])
        #expect(
            try take(#"{"event_action":"acknowledge","dedup_key":"d1"}"#, into: &log).observations.isEmpty)
        let resolved = try take(resolve, into: &log, at: 20)
        #expect(resolved.observations.map(\.transition.state) == [.resolved])
        #expect(resolved.observations.map(\.transition.alert.name) == ["Deferrals"])
    }

    @Test("an event that is none of PagerDuty's is refused")
    func pagerDutyRefusals() {
        var log = NotificationLog()
        for body in [
            #"{"event_action":"explode","dedup_key":"d"}"#, #"{"event_action":"trigger"}"#, #"{"event_action":7}"#,
        ] {
            #expect(throws: NotificationLog.Refusal.self, "\(body)") { try take(body, into: &log) }
        }
    }
}
