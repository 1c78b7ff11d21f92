import Alerting
import Findings
import Testing

@Suite("a webhook that the user's own systems notify")
struct WebhookObserverTests {
    private func body(_ state: AlertState, receiver: String) -> [UInt8] {
        let alert = Alert(
            labels: ["alertname": "X"], annotations: [:], startsAt: WallTime(microseconds: 1_767_225_600_000_000))
        return WebhookMessage(AlertTransition(alert, state, at: .now()), receiver: receiver, externalURL: "").json
    }

    @Test("any path is a receiver; what several are told of is seen once")
    func observes() async throws {
        let webhook = try await WebhookObserver.start(host: "127.0.0.1", port: 0)
        let observations = webhook.observations()
        let url = "http://127.0.0.1:\(webhook.port)"
        #expect(try await LoopbackPost().post(body(.firing, receiver: "pager"), to: "\(url)/") == 200)
        #expect(try await webhook.activeAlerts().map(\.alert.name) == ["X"])
        #expect(try await LoopbackPost().post(body(.firing, receiver: "x"), to: "\(url)/chat%20room") == 200)
        #expect(try await LoopbackPost().post(body(.resolved, receiver: "pager"), to: "\(url)/") == 200)
        #expect(try await webhook.activeAlerts().isEmpty)
        #expect(await webhook.stop())
        var seen: [AlertObservation] = []
        for await observation in observations { seen.append(observation) }
        #expect(
            seen.map(\.vantage) == [
                .observer, .receiver("pager"), .observer, .receiver("chat room"), .observer, .receiver("pager"),
            ])
        #expect(seen.map(\.isRepeat) == [false, false, true, false, false, false])
        #expect(seen.map(\.evidence).allSatisfy { $0 == .told })
    }

    @Test("what was left out, or not understood, is a gap")
    func gaps() async throws {
        let webhook = try await WebhookObserver.start(host: "127.0.0.1", port: 0)
        let url = "http://127.0.0.1:\(webhook.port)/pager"
        var message = WebhookMessage(
            AlertTransition(
                Alert(labels: ["alertname": "X"], annotations: [:], startsAt: .now()), .firing, at: .now()),
            receiver: "pager", externalURL: "")
        message.truncatedAlerts = 3
        #expect(try await LoopbackPost().post(message.json, to: url) == 200)
        #expect(try await LoopbackPost().post(Array(#"{"my":"own"}"#.utf8), to: url) == 400)
        #expect(await webhook.stop())
        try #require(webhook.gaps.count == 2)
        #expect(webhook.gaps[0] == "a notification to receiver pager left 3 alerts out")
        #expect(webhook.gaps[1].hasPrefix("receiver pager was sent what is not understood: "))
    }

    @Test("an address that is taken is a failure that names it")
    func taken() async throws {
        let first = try await WebhookObserver.start(host: "127.0.0.1", port: 0)
        await #expect {
            _ = try await WebhookObserver.start(host: "127.0.0.1", port: first.port)
        } throws: { error in
            (error as? ObserverFailure)?.reason.contains("127.0.0.1:\(first.port)") ?? false
        }
        #expect(await first.stop())
    }
}
