import Alerting
import Checks
import FaultLab
import Findings
import Support
import Synchronization
import Testing

/// Drills that watch an Alertmanager which a script plays: it lists what the lab was hit by, or misbehaves.
@Suite("a drill that watches systems of the user's", .timeLimit(.minutes(10)))
struct WatchedDrillTests {
    private static let words = RunningDrill.words
        .replacing("      delivered: { to: pager, times: 1 }\n", with: "")
        .replacing("    delivered: { to: pager, times: 1 }\n", with: "")

    private static func item(_ status: String) -> String {
        """
        {"labels":{"alertname":"Deferrals","severity":"critical","team":"email","recipient_domain":"slow.example"},
        "annotations":{"runbook_url":"https://r/x"},"startsAt":"2026-01-01T00:00:00Z","status":\(status)}
        """
    }

    /// The outcome of a drill whose Alertmanager answers by what the lab has seen: how many attempts were struck by a fault,
    /// and how many came in since the last of these.
    private func outcome(
        _ words: String = words,
        _ answer: @escaping @Sendable (_ struck: Int, _ since: Int) -> ScriptedHTTPServer.Answer
    ) async throws -> CaseOutcome {
        let seen = Mutex<Lab?>(nil)
        let server = try ScriptedHTTPServer { _ in
            let attempts = seen.withLock { $0 }?.log.attempts ?? []
            let struck = attempts.count { $0.fault != nil }
            let since = attempts.reversed().prefix { $0.fault == nil }.count
            return answer(struck, since)
        }
        defer { server.stop() }
        let drill = try await RunningDrill(words) { lab, observer in
            seen.withLock { $0 = lab }
            return JoinedObserver(
                AlertmanagerObserver(
                    url: server.url, interval: .milliseconds(20), patience: .milliseconds(500),
                    timeout: .milliseconds(500)), monitor: observer.monitor)
        }
        let outcome = await drill.run()
        await drill.stop()
        return outcome
    }

    private static let active = #"{"state":"active","silencedBy":[],"inhibitedBy":[]}"#

    @Test("passes where the alert is listed while mail is struck, and no longer when it is not")
    func passes() async throws {
        let outcome = try await outcome { struck, since in
            .reply(200, struck > 3 && since < 100 ? "[\(Self.item(Self.active))]" : "[]")
        }
        #expect(outcome.verdict == .passed, "\(outcome)")
        #expect(outcome.output.contains { $0.contains("resolved Deferrals") && $0.hasSuffix("(listed no longer)") })
    }

    @Test("fails where it is silenced, and says by whom")
    func silenced() async throws {
        let outcome = try await outcome(Self.words.replacing("within: 20s\n    labels", with: "within: 2s\n    labels"))
        {
            struck, since in
            .reply(
                200,
                struck > 3 && since < 100 ? "[\(Self.item(#"{"state":"suppressed","silencedBy":["s1"]}"#))]" : "[]")
        }
        #expect(outcome.verdict == .failed, "\(outcome)")
        #expect(outcome.findings.map(\.label) == ["silenced by s1"])
    }

    @Test("fails where the alert is resolved before anybody is told, and says so")
    func resolvedTooSoon() async throws {
        // Resolved while mail is struck still: it was listed for a moment, and group_wait is longer than that.
        let words = RunningDrill.words.replacing("within: 20s\n    labels", with: "within: 10s\n    labels")
        let outcome = try await outcome(words) { struck, _ in
            .reply(200, (4...40).contains(struck) ? "[\(Self.item(Self.active))]" : "[]")
        }
        #expect(outcome.verdict == .failed, "\(outcome)")
        let finding = try #require(outcome.findings.first)
        #expect(finding.label == "got 0")
        #expect(finding.notes.contains { $0.text.hasSuffix("before anybody was told") }, "\(finding.notes)")
    }

    @Test("is undetermined where it goes away, and its faults are disarmed")
    func gone() async throws {
        let outcome = try await outcome { struck, _ in struck > 3 ? .reply(500, #""down""#) : .reply(200, "[]") }
        #expect(outcome.verdict == .undetermined, "\(outcome)")
        let message = outcome.findings.first?.message ?? ""
        #expect(message.contains("Alertmanager") && message.contains("answered 500: down"), "\(message)")
        #expect(outcome.output.contains { $0.contains("disarmed") })
    }

    @Test("is undetermined and injects nothing where it does not answer at all")
    func unreachable() async throws {
        let outcome = try await outcome { _, _ in .reply(404, "") }
        #expect(outcome.verdict == .undetermined, "\(outcome)")
        #expect(outcome.output.isEmpty)
    }

    @Test("a query is expected where a Prometheus answers it")
    func query() async throws {
        let expected = "  - metric: { promql: \"sum(x)\", min: 5, within: 20s }\n"
        let server = try ScriptedHTTPServer { request in
            guard request.hasPrefix("POST") else {
                return .reply(200, #"{"status":"success","data":{"alerts":[]}}"#)
            }
            return .reply(200, #"{"status":"success","data":{"resultType":"scalar","result":[1,"7e+00"]}}"#)
        }
        defer { server.stop() }
        let words = Self.words.replacing("  - metric", with: expected + "  - metric")
            .replacing("within: 20s\n    labels", with: "within: 1s\n    labels")
        let drill = try await RunningDrill(words) { _, observer in
            let prometheus = PrometheusObserver(url: server.url, interval: .milliseconds(20))
            return JoinedObserver(prometheus, prometheus: prometheus, monitor: observer.monitor)
        }
        let outcome = await drill.run()
        await drill.stop()
        #expect(outcome.output.contains { $0.hasSuffix("metric value of sum(x) is 7") }, "\(outcome)")
        #expect(outcome.findings.map(\.rule) == ["drill/not-firing"])
    }
}

@Suite("a drill that is told by a webhook", .timeLimit(.minutes(10)))
struct ToldDrillTests {
    @Test("is undetermined where a notification left alerts out")
    func truncated() async throws {
        let webhook = try await WebhookObserver.start(host: "127.0.0.1", port: 0)
        var message = WebhookMessage(
            AlertTransition(
                Alert(labels: ["alertname": "Another"], annotations: [:], startsAt: .now()), .firing, at: .now()),
            receiver: "pager", externalURL: "")
        message.truncatedAlerts = 1
        let url = "http://127.0.0.1:\(webhook.port)/pager"
        _ = try await HTTPAlertTransport().post(message.json, to: url)
        let words = RunningDrill.words.replacing("within: 20s\n    labels", with: "within: 1s\n    labels")
            .replacing("recover: { alerts_resolved_within: 20s }", with: "")
        let drill = try await RunningDrill(words) { _, observer in
            JoinedObserver(webhook, monitor: observer.monitor)
        }
        let outcome = await drill.run()
        await drill.stop()
        #expect(await webhook.stop())
        #expect(outcome.verdict == .undetermined, "\(outcome)")
        #expect(outcome.findings.first?.label == "not all was seen")
    }
}
