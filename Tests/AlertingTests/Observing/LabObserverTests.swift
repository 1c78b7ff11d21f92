import Alerting
import Testing

@Suite("monitor to receiver, over HTTP on loopback", .timeLimit(.minutes(10)))
struct LabObserverTests {
    /// Deferrals within three seconds: longer than a busy machine keeps the monitor from its evaluations.
    private let rule = AlertRule(
        "Deferrals",
        measure: Measure(
            .share(atLeast: 2), of: .smtpReplies, where: [.class: ["4xx"]], by: [.recipientDomain],
            window: .seconds(3)),
        condition: .above(0.5), hold: .milliseconds(20), labels: ["severity": "critical"],
        annotations: ["runbook_url": "https://runbooks.example/deferrals"])

    @Test("an alert is pending, then delivered to the pager and the observer once each, then resolved to both")
    func endToEnd() async throws {
        let lab = try await LabObserver.start(
            rules: [rule], receivers: [.init("pager")], transport: HTTPAlertTransport(), interval: .milliseconds(5))
        #expect(lab.readableReceivers == ["pager"])
        let observations = lab.observations()
        for _ in 0..<3 {
            lab.monitor.record(DeliveryEvent(.smtpReply(.init(code: 451, recipientDomain: "slow.example")), at: .now()))
        }
        var seen: [AlertObservation] = []
        for await observation in observations {
            seen.append(observation)
            if seen.filter({ $0.transition.state == .resolved }).count == 2 { break }
        }
        #expect(try await lab.activeAlerts().isEmpty)
        #expect(await lab.stop())

        func count(_ state: AlertState, _ vantage: AlertObservation.Vantage) -> Int {
            seen.filter { $0.transition.state == state && $0.vantage == vantage }.count
        }
        #expect(count(.pending, .observer) == 1)
        #expect(count(.firing, .observer) == 1)
        #expect(count(.firing, .receiver("pager")) == 1)
        #expect(count(.resolved, .observer) == 1)
        #expect(count(.resolved, .receiver("pager")) == 1)
        let delivered = seen.first { $0.vantage == .receiver("pager") }?.transition.alert
        #expect(
            delivered?.labels == [
                "alertname": "Deferrals", "recipient_domain": "slow.example", "severity": "critical",
            ])
        #expect(delivered?.annotations == ["runbook_url": "https://runbooks.example/deferrals"])
        #expect(lab.notificationFailures.isEmpty)
    }

    @Test("a receiver that cannot be reached holds nothing up, and is named")
    func unreachable() async throws {
        let lab = try await LabObserver.start(
            rules: [rule], receivers: [.init("pager", url: "http://127.0.0.1:1/x")], transport: HTTPAlertTransport(),
            interval: .milliseconds(5))
        let observations = lab.observations()
        for _ in 0..<3 {
            lab.monitor.record(DeliveryEvent(.smtpReply(.init(code: 451, recipientDomain: "slow.example")), at: .now()))
        }
        for await observation in observations where observation.transition.state == .firing { break }
        await lab.monitor.stop(within: .milliseconds(1))
        #expect(lab.notificationFailures.map(\.receiver).contains("pager"))
        #expect(await lab.stop())
    }
}
