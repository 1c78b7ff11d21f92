import Alerting
import Findings
import Foundation
import Testing

@Suite("a monitor that is restarted")
struct MonitorStateTests {
    let time = Timeline()

    /// A monitor whose alert fired at 700 ms, and what its receiver was told.
    private func monitor(_ transport: ScriptedTransport) -> Monitor {
        let notifier = WebhookNotifier(receiver: "pager", url: "http://p.test/", transport: transport)
        return Monitor(rules: [.deferrals], notifiers: [notifier], origin: time.origin)
    }

    /// The state of a monitor that fires, written and read.
    private func fired(_ transport: ScriptedTransport) throws -> MonitorState {
        let monitor = monitor(transport)
        for step in 0..<20 {
            monitor.record(time.reply(451, at: step * 10), receivedAt: time.at(step * 10).instant)
        }
        monitor.evaluate(at: time.at(200))
        monitor.evaluate(at: time.at(700))
        #expect(monitor.activeAlerts.map(\.state) == [.firing])
        let data = try JSONEncoder().encode(monitor.saved(at: time.at(800)))
        return try JSONDecoder().decode(MonitorState.self, from: data)
    }

    @Test("an alert that fires is not told again, and its end is told once the windows are full again")
    func resolution() async throws {
        let state = try fired(ScriptedTransport())
        let transport = ScriptedTransport()
        let monitor = monitor(transport)
        monitor.resume(state, at: time.at(5000))
        #expect(monitor.evaluate(at: time.at(5100)).isEmpty)
        #expect(monitor.activeAlerts.map(\.alert.startsAt) == [time.at(700).wallTime])
        #expect(monitor.evaluate(at: time.at(7100)).map(\.state) == [.resolved])
        await monitor.stop()
        #expect(transport.posted.count == 1)
        let body = String(decoding: transport.posted.first ?? [], as: UTF8.self)
        #expect(body.contains(#""status":"resolved""#))
    }

    @Test("an alert that goes on is not told again")
    func continuation() async throws {
        let state = try fired(ScriptedTransport())
        let transport = ScriptedTransport()
        let monitor = monitor(transport)
        monitor.resume(state, at: time.at(5000))
        for step in 0..<100 {
            let now = 5000 + step * 50
            monitor.record(time.reply(451, at: now), receivedAt: time.at(now).instant)
            #expect(monitor.evaluate(at: time.at(now)).isEmpty)
        }
        await monitor.stop()
        #expect(transport.posted.isEmpty)
    }

    @Test("a rule that is no longer there is left out")
    func removed() throws {
        let monitor = Monitor(rules: [], origin: time.origin)
        monitor.resume(try fired(ScriptedTransport()), at: time.at(5000))
        #expect(monitor.activeAlerts.isEmpty)
    }
}
