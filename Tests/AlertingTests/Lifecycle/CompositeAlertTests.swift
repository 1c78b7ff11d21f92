import Alerting
import Findings
import Testing

@Suite("alerts about other alerts")
struct CompositeAlertTests {
    let time = Timeline()

    /// A rule that fires while there are replies of a class.
    private func rule(_ name: String, _ class: String, labels: LabelSet = [:]) -> AlertRule {
        AlertRule(
            name,
            measure: Measure(
                .count, of: .smtpReplies, where: [.class: [`class`]], by: [.recipientDomain], window: .seconds(10)),
            condition: .above(0), labels: labels)
    }

    private func states(
        _ quorum: CompositeAlert.Quorum, of members: [CompositeAlert.Member], replies codes: [Int]
    ) -> [AlertState] {
        // The composite stands first: it is evaluated last all the same.
        var rules = RuleSet(
            [
                AlertRule("Composite", composite: CompositeAlert(quorum, of: members)),
                rule("Accepted", "2xx"), rule("Deferred", "4xx", labels: ["severity": "warning"]),
                rule("Rejected", "5xx", labels: ["severity": "critical"]),
            ], origin: time.origin)
        for code in codes { rules.record(time.reply(code, at: 0)) }
        let changes = rules.evaluate(at: time.at(100)) + rules.evaluate(at: time.at(60_000))
        return changes.filter { $0.alert.name == "Composite" }.map(\.state)
    }

    static let three: [CompositeAlert.Member] = [.init("Accepted"), .init("Deferred"), .init("Rejected")]

    @Test(
        "it fires while enough of its members do, and resolves with them",
        arguments: [
            (CompositeAlert.Quorum.any, [250], true), (.any, [], false), (.anyTwo, [250], false),
            (.anyTwo, [250, 451], true), (.anyTwo, [250, 250], false), (.all, [250, 451], false),
            (.all, [250, 451, 550], true),
        ])
    func quorum(_ quorum: CompositeAlert.Quorum, _ codes: [Int], _ fires: Bool) {
        #expect(states(quorum, of: Self.three, replies: codes) == (fires ? [.firing, .resolved] : []))
    }

    @Test("a member may be asked for with its labels")
    func labels() {
        let member = CompositeAlert.Member("Deferred", labels: ["severity": "critical"])
        #expect(states(.any, of: [member], replies: [451]) == [])
        let other = CompositeAlert.Member("Deferred", labels: ["severity": "warning"])
        #expect(states(.any, of: [other], replies: [451]) == [.firing, .resolved])
    }

    @Test("a composite of composites is evaluated after them, in the same round")
    func nested() {
        var rules = RuleSet(
            [
                AlertRule("Outer", composite: CompositeAlert(.all, of: [.init("Inner"), .init("Rejected")])),
                AlertRule("Inner", composite: CompositeAlert(.any, of: [.init("Deferred")])),
                rule("Deferred", "4xx"), rule("Rejected", "5xx"),
            ], origin: time.origin)
        rules.record(time.reply(451, at: 0))
        rules.record(time.reply(550, at: 0))
        #expect(rules.evaluate(at: time.at(1)).map(\.alert.name) == ["Outer", "Inner", "Deferred", "Rejected"])
        #expect(rules.evaluate(at: time.at(2)).isEmpty)
    }

    @Test("a member that is pending does not count")
    func pending() {
        var slow = rule("Deferred", "4xx")
        slow.hold = .seconds(5)
        var rules = RuleSet(
            [slow, AlertRule("Composite", composite: CompositeAlert(.any, of: [.init("Deferred")]))],
            origin: time.origin)
        rules.record(time.reply(451, at: 0))
        #expect(rules.evaluate(at: time.at(1)).map(\.state) == [.pending])
        #expect(rules.evaluate(at: time.at(6000)).map(\.alert.name) == ["Deferred", "Composite"])
    }
}
