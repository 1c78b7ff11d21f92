import Alerting
import Testing

@Suite("the monitor")
struct MonitorTests {
    let time = Timeline()

    @Test("every subscriber and notifier hears of every change")
    func tells() async {
        let transport = ScriptedTransport()
        let notifier = WebhookNotifier(receiver: "p", url: "http://p.test/", transport: transport)
        let monitor = Monitor(rules: [.deferrals], notifiers: [notifier], origin: time.origin)
        let transitions = monitor.transitions()
        for step in 0..<20 { monitor.record(time.reply(451, at: step * 10)) }
        monitor.evaluate(at: time.at(200))
        monitor.evaluate(at: time.at(700))
        #expect(monitor.activeAlerts.map(\.state) == [.firing])
        monitor.evaluate(at: time.at(9000))
        #expect(monitor.activeAlerts.isEmpty)
        await monitor.stop()
        var states: [AlertState] = []
        for await transition in transitions { states.append(transition.state) }
        #expect(states == [.pending, .firing, .resolved])
        #expect(transport.posted.count == 2)
    }

    @Test("a watched measure counts what comes after it was watched")
    func watch() {
        let monitor = Monitor(rules: [], origin: time.origin)
        let measure = Measure(.count, of: .smtpReplies, where: [.class: ["4xx"]], window: .seconds(2))
        #expect(monitor.readings(of: measure, at: time.origin).isEmpty)
        monitor.record(time.reply(451, at: 0))
        monitor.watch(measure)
        monitor.record(time.reply(451, at: 10))
        monitor.watch(measure)
        #expect(monitor.readings(of: measure, at: time.at(20)).map(\.value) == [1])
    }

    @Test("it evaluates by itself once started, and ends its subscriptions when stopped")
    func loop() async {
        let rule = AlertRule(
            "Any", measure: Measure(.count, of: .smtpReplies, window: .seconds(60)), condition: .above(0))
        let monitor = Monitor(rules: [rule], interval: .milliseconds(1))
        let transitions = monitor.transitions()
        monitor.start()
        monitor.start()
        monitor.record(DeliveryEvent(.smtpReply(.init(code: 451, recipientDomain: "a.example")), at: .now()))
        var states: [AlertState] = []
        for await transition in transitions {
            states.append(transition.state)
            await monitor.stop()
        }
        #expect(states == [.firing])
        for await _ in monitor.transitions() { Issue.record("a stopped monitor tells nothing") }
    }
}
