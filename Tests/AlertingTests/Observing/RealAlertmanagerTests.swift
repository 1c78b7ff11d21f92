import Alerting
import Findings
import MailTransport
import Support
import Testing

@Suite(
    "a real Alertmanager", .enabled(if: Alertmanager.isExpected, "\(Alertmanager.absence)"), .timeLimit(.minutes(10)))
struct RealAlertmanagerTests {
    /// Runs a test against an Alertmanager whose receivers notify a webhook of ours.
    private func withPair(
        group wait: String = "0s", receiver: (String) -> String,
        _ body: (String, AlertmanagerObserver, WebhookReceiver) async throws -> Void
    ) async throws {
        let webhook = try await WebhookReceiver.open(host: "127.0.0.1", port: 0)
        let alertmanager = try Alertmanager(
            configuration: """
                global: { slack_api_url: "http://127.0.0.1:\(webhook.port)/slack" }
                route: { receiver: pager, group_by: [alertname], group_wait: \(wait), group_interval: 1s, repeat_interval: 1h }
                receivers:
                  - name: pager
                    \(receiver("http://127.0.0.1:\(webhook.port)"))
                """)
        try await alertmanager.waitUntilReady()
        do {
            let observer = AlertmanagerObserver(url: alertmanager.url, interval: .milliseconds(20))
            _ = try await observer.activeAlerts()
            try await body(alertmanager.url, observer, webhook)
        } catch {
            Issue.record(error)
        }
        await alertmanager.stop()
        await webhook.stop()
    }

    private func post(_ json: String, to url: String) async throws {
        let response = try await HTTPClient().send(
            HTTPRequest(
                "POST", url, fields: [.init("Content-Type", "application/json")], body: Array(json.utf8)))
        #expect(response.status == 200, "\(response.text)")
    }

    private let firing =
        #"[{"labels":{"alertname":"X","severity":"critical"},"annotations":{"runbook_url":"https://r/x"}}]"#

    /// The same, over a second ago.
    private var resolved: String {
        let now = WallTime(microseconds: WallTime.now().microseconds - 1_000_000)
        return #"[{"labels":{"alertname":"X","severity":"critical"},"endsAt":"\#(now)"}]"#
    }

    @Test("an alert is listed, told in every kind of body, gone, and told to be resolved")
    func everyKind() async throws {
        try await withPair(receiver: { url in
            """
            webhook_configs: [{ url: "\(url)/hook" }]
                slack_configs:
                  - channel: "#mail"
                    send_resolved: true
                    fields: [{ title: severity, value: "{{ .CommonLabels.severity }}" }]
                pagerduty_configs: [{ routing_key: k, url: "\(url)/pd" }]
            """
        }) { url, observer, webhook in
            let listed = observer.observations()
            let told = webhook.observations()
            try await post(firing, to: url + "/api/v2/alerts")
            #expect(
                await listed.next(1).map(\.transition.alert.labels) == [["alertname": "X", "severity": "critical"]])
            // Each is seen by the observer and as its receiver's.
            let first = await told.next(6)
            #expect(first.allSatisfy { $0.transition.state == .firing && $0.transition.alert.name == "X" })
            #expect(
                Set(first.compactMap { if case .receiver(let name) = $0.vantage { name } else { nil } }) == [
                    "hook", "slack", "pd",
                ])
            let severities = Dictionary(
                first.compactMap { observation -> (String, String)? in
                    guard case .receiver(let name) = observation.vantage else { return nil }
                    return (name, observation.transition.alert.labels["severity"] ?? "")
                }
            ) { first, _ in first }
            // PagerDuty is told "error" where the configuration sets no severity, whatever the label says.
            #expect(severities == ["hook": "critical", "slack": "critical", "pd": "error"])
            try await post(resolved, to: url + "/api/v2/alerts")
            #expect(await listed.next(1).map(\.evidence) == [.gone])
            let second = await told.next(6)
            #expect(second.allSatisfy { $0.transition.state == .resolved && $0.transition.alert.name == "X" })
            #expect(webhook.gaps.isEmpty, "\(webhook.gaps)")
        }
    }

    @Test("a silence is shown, and nobody is told")
    func silence() async throws {
        try await withPair(receiver: { "webhook_configs: [{ url: \"\($0)/hook\" }]" }) { url, observer, webhook in
            let until = WallTime(microseconds: WallTime.now().microseconds + 3_600_000_000)
            try await post(
                #"""
                {"matchers":[{"name":"alertname","value":"X","isRegex":false}],"startsAt":"\#(WallTime.now())",
                "endsAt":"\#(until)","createdBy":"t","comment":"t"}
                """#, to: url + "/api/v2/silences")
            let listed = observer.observations()
            try await post(firing, to: url + "/api/v2/alerts")
            let seen = await listed.next(1)
            #expect(seen.first?.suppression?.hasPrefix("silenced by ") == true, "\(seen)")
            #expect(webhook.firing.isEmpty)
        }
    }

    @Test("what is resolved before group_wait is listed and gone, and never told")
    func beforeGroupWait() async throws {
        try await withPair(group: "1h", receiver: { "webhook_configs: [{ url: \"\($0)/hook\" }]" }) {
            url, observer, webhook in
            let listed = observer.observations()
            var progress = AlertExpectationProgress(
                AlertExpectation(
                    AlertPattern(name: "X"), within: .seconds(60), delivery: .init(to: "hook", times: 1...1)),
                began: .now())
            try await post(firing, to: url + "/api/v2/alerts")
            await listed.next(1).forEach { progress.see($0) }
            try await post(resolved, to: url + "/api/v2/alerts")
            let gone = await listed.next(1)
            #expect(gone.map(\.transition.state) == [.resolved])
            #expect(webhook.firing.isEmpty)
            #expect(progress.standing(at: .now(), isOver: true) == .unmet(.undelivered(count: 0)))
        }
    }
}
