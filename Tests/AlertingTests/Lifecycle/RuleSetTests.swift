import Alerting
import Findings
import Testing

@Suite("a rule at work, in simulated time")
struct RuleSetTests {
    let time = Timeline()

    /// Feeds a rule one reply every 50 ms, its code by its moment, and evaluates every 100 ms; returns what changed.
    private func run(
        _ rule: AlertRule, milliseconds: Int, code: (Int) -> Int?
    ) -> [(at: Int, state: AlertState, value: String?)] {
        var rules = RuleSet([rule], origin: time.origin)
        var changes: [(at: Int, state: AlertState, value: String?)] = []
        for now in stride(from: 0, through: milliseconds, by: 50) {
            if let code = code(now) { rules.record(time.reply(code, at: now)) }
            guard now.isMultiple(of: 100) else { continue }
            changes += rules.evaluate(at: time.at(now)).map { (now, $0.state, $0.value) }
        }
        return changes
    }

    @Test("inactive, pending, firing after `for`, resolved when the bad replies have left the window")
    func life() {
        let changes = run(.deferrals, milliseconds: 8000) { now in now < 1000 || now >= 4000 ? 250 : 451 }
        #expect(changes.map(\.state) == [.pending, .firing, .resolved])
        // Twenty good replies; at 1250 ms the sixth bad one makes it 6 of 26, above 20 %; seen at 1300 ms.
        #expect(changes.map(\.at) == [1300, 1800, 5600])
        #expect(changes[1].value == "45.9%")
    }

    @Test("people are told once while it fires, however long that is")
    func once() {
        let changes = run(.deferrals, milliseconds: 60_000) { _ in 451 }
        #expect(changes.map(\.state) == [.pending, .firing])
    }

    @Test("a share of too few events does not fire")
    func tooFew() {
        let changes = run(.deferrals, milliseconds: 10_000) { now in now.isMultiple(of: 250) ? 451 : nil }
        #expect(changes.isEmpty)
    }

    @Test("a condition that holds for less than `for` goes back to inactive, and nobody is told")
    func tooShort() {
        var rule = AlertRule.deferrals
        rule.trigger = .measured(
            Measure(
                .share(atLeast: 1), of: .smtpReplies, where: [.class: ["4xx"]], by: [.recipientDomain],
                window: .milliseconds(500)), .above(0.2))
        let changes = run(rule, milliseconds: 4000) { now in (1000..<1200).contains(now) ? 451 : 250 }
        #expect(changes.map(\.state) == [.pending, .inactive])
    }

    @Test("the end of all mail resolves it")
    func silence() {
        let changes = run(.deferrals, milliseconds: 8000) { now in now < 2000 ? 451 : nil }
        #expect(changes.map(\.state) == [.pending, .firing, .resolved])
        // The share has no value once fewer than ten are left in the window, 1500 ms after the last.
        #expect(changes.last.map { (3000...3600).contains($0.at) } == true)
    }

    @Test("without `for` it fires at once")
    func withoutHold() {
        var rule = AlertRule.deferrals
        rule.hold = .zero
        let changes = run(rule, milliseconds: 3000) { _ in 451 }
        #expect(changes.map(\.state) == [.firing])
    }

    @Test("below holds for label sets that have events, and not for silence")
    func below() {
        let rule = AlertRule(
            "NoneAccepted",
            measure: Measure(
                .count, of: .smtpReplies, where: [.class: ["2xx"]], by: [.recipientDomain], window: .seconds(1)),
            condition: .below(1))
        let changes = run(rule, milliseconds: 6000) { now in now < 1000 ? nil : now < 3000 ? 451 : nil }
        #expect(changes.map(\.state) == [.firing, .resolved])
        #expect(changes.first?.value == "0")
    }

    @Test("each label set has a life of its own")
    func labelSets() {
        var rules = RuleSet([.deferrals], origin: time.origin)
        for step in 0..<20 {
            rules.record(time.reply(451, to: "slow.example", at: step * 10))
            rules.record(time.reply(250, to: "healthy.example", at: step * 10))
        }
        _ = rules.evaluate(at: time.at(200))
        let fired = rules.evaluate(at: time.at(700))
        #expect(
            fired.map(\.alert.labels) == [
                [
                    "alertname": "RecipientDomainDeferrals", "recipient_domain": "slow.example", "severity": "critical",
                    "team": "email",
                ]
            ])
        #expect(fired.first?.alert.annotations["summary"] == "slow.example defers 100% of our mail")
        #expect(rules.activeAlerts.count == 1)
    }

    @Test("a resolution says what the firing said, and when it ended")
    func resolution() {
        var rules = RuleSet([.deferrals], origin: time.origin)
        for step in 0..<20 { rules.record(time.reply(451, at: step * 10)) }
        _ = rules.evaluate(at: time.at(200))
        let fired = rules.evaluate(at: time.at(700)).first?.alert
        let resolved = rules.evaluate(at: time.at(9000)).first?.alert
        #expect(fired?.startsAt == time.at(700).wallTime)
        #expect(fired?.endsAt == nil)
        #expect(resolved?.startsAt == fired?.startsAt)
        #expect(resolved?.annotations == fired?.annotations)
        #expect(resolved?.endsAt == time.at(9000).wallTime)
        #expect(rules.activeAlerts.isEmpty)
    }

    @Test("it can fire again, with a beginning of its own")
    func again() {
        let changes = run(.deferrals, milliseconds: 20_000) { now in now / 5000 % 2 == 0 ? 451 : 250 }
        #expect(changes.map(\.state) == [.pending, .firing, .resolved, .pending, .firing, .resolved])
    }
}
