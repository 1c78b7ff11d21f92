import Alerting
import Findings
import Testing

@Suite("conditions on a series' own past, in simulated time")
struct BaselineConditionTests {
    let time = Timeline()

    /// Feeds a rule on the rate of replies so many of them each second, and evaluates every second.
    private func run(
        _ condition: AlertRule.Condition, seconds: Int, perSecond: (Int) -> Int
    ) -> [(at: Int, state: AlertState)] {
        let measure = Measure(.rate, of: .smtpReplies, by: [.recipientDomain], window: .seconds(10))
        var rules = RuleSet([AlertRule("Changed", measure: measure, condition: condition)], origin: time.origin)
        var changes: [(at: Int, state: AlertState)] = []
        for second in 0..<seconds {
            let count = perSecond(second)
            for event in 0..<count { rules.record(time.reply(451, at: second * 1000 + event * 1000 / count)) }
            changes += rules.evaluate(at: time.at(second * 1000 + 999)).map { (second, $0.state) }
        }
        return changes
    }

    @Test("a rate that triples against its past hour fires, and resolves when the past has become as much")
    func rises() {
        let changes = run(.rises(factor: 3, against: .seconds(100)), seconds: 400) { $0 < 200 ? 10 : 40 }
        #expect(changes.map(\.state) == [.firing, .resolved])
        // Four fifths of the window hold four times as much at 208 s.
        #expect(changes.first.map { (205...210).contains($0.at) } == true)
    }

    @Test("nothing rises before half of the past has been seen")
    func unknown() {
        let changes = run(.rises(factor: 3, against: .seconds(100)), seconds: 45) { $0 < 20 ? 1 : 50 }
        #expect(changes.isEmpty)
    }

    @Test("a rate that falls silent falls, though there is no event that says so")
    func falls() {
        let changes = run(.falls(factor: 0.5, against: .seconds(100)), seconds: 400) { $0 < 200 ? 10 : 0 }
        #expect(changes.map(\.state) == [.firing, .resolved])
        #expect(changes.first.map { (204...208).contains($0.at) } == true)
    }

    @Test("a number beyond so many standard deviations deviates, in either direction")
    func deviates() {
        let wobble = { (second: Int) in 10 + second % 5 }
        #expect(run(.deviates(by: 4, against: .seconds(100)), seconds: 400, perSecond: wobble).isEmpty)
        // What lasts becomes usual, so that it resolves by itself.
        for other in [30, 1] {
            let changes = run(.deviates(by: 4, against: .seconds(100)), seconds: 230) { $0 < 200 ? wobble($0) : other }
            #expect(changes.first.map { $0.state == .firing && (200..<210).contains($0.at) } == true)
        }
    }

    @Test("a series without any deviation tolerates a hundredth of its mean")
    func constant() {
        #expect(run(.deviates(by: 3, against: .seconds(100)), seconds: 400) { _ in 100 }.isEmpty)
        let changes = run(.deviates(by: 3, against: .seconds(100)), seconds: 230) { $0 < 200 ? 100 : 105 }
        #expect(changes.first.map { $0.state == .firing && (205..<215).contains($0.at) } == true)
    }

    @Test("a label set that was seen is missed once its window is empty, until it comes back")
    func absent() {
        let changes = run(.absent, seconds: 100) { (20..<60).contains($0) ? 0 : 5 }
        #expect(changes.map(\.state) == [.firing, .resolved])
        #expect(changes.first.map { (29...30).contains($0.at) } == true)
        #expect(changes.last?.at == 60)
    }

    @Test("where nothing tells series apart, silence from the beginning is missed after a whole window")
    func absentFromTheBeginning() {
        let measure = Measure(.count, of: .smtpReplies, window: .seconds(10))
        var rules = RuleSet([AlertRule("Silent", measure: measure, condition: .absent)], origin: time.origin)
        #expect(rules.evaluate(at: time.at(0)).isEmpty)
        #expect(rules.evaluate(at: time.at(9000)).isEmpty)
        #expect(rules.evaluate(at: time.at(10_000)).map(\.state) == [.firing])
        rules.record(time.reply(250, at: 10_500))
        #expect(rules.evaluate(at: time.at(11_000)).map(\.state) == [.resolved])
    }
}
