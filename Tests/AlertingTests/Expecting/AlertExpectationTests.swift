import Alerting
import Findings
import Testing

@Suite("an expected alert")
struct AlertExpectationTests {
    let time = Timeline()
    let slow: LabelSet = ["alertname": "Deferrals", "recipient_domain": "slow.example", "severity": "critical"]

    private func observation(
        _ labels: LabelSet, _ state: AlertState, at milliseconds: Int, by vantage: AlertObservation.Vantage = .observer,
        annotations: [String: String] = ["runbook_url": "https://r/x"], isRepeat: Bool = false
    ) -> AlertObservation {
        let alert = Alert(labels: labels, annotations: annotations, startsAt: time.origin.wallTime)
        return AlertObservation(
            AlertTransition(alert, state, at: time.at(milliseconds)), at: vantage, isRepeat: isRepeat,
            seenAt: time.at(milliseconds))
    }

    private func progress(delivered times: ClosedRange<Int>? = nil) throws -> AlertExpectationProgress {
        let pattern = AlertPattern(name: "Deferrals", labels: ["recipient_domain": TextPattern(equals: "slow.example")])
        return AlertExpectationProgress(
            AlertExpectation(
                pattern, within: .seconds(6), annotations: ["runbook_url": try TextPattern("re:^https://")],
                delivery: times.map { .init(to: "pager", times: $0) }), began: time.origin)
    }

    @Test("is met as soon as it fires with the right labels and annotations")
    func met() throws {
        var progress = try progress()
        #expect(progress.standing(at: time.at(10)) == .waiting)
        progress.see(observation(slow, .pending, at: 400))
        #expect(progress.standing(at: time.at(500)) == .waiting)
        progress.see(observation(slow, .firing, at: 900))
        #expect(progress.standing(at: time.at(901)) == .met(after: .milliseconds(900)))
        #expect(progress.standing(at: time.at(60_000), isOver: true) == .met(after: .milliseconds(900)))
    }

    @Test("that never fires says what was nearest to it")
    func notFiring() throws {
        var progress = try progress()
        #expect(progress.standing(at: time.at(6001)) == .unmet(.notFiring(seen: .nothing)))
        var other = slow.dictionary
        other["recipient_domain"] = "healthy.example"
        let namesake = observation(LabelSet(other), .firing, at: 100)
        progress.see(namesake)
        let mismatch = Mismatch(
            name: "recipient_domain", expected: TextPattern(equals: "slow.example"), found: "healthy.example")
        #expect(
            progress.standing(at: time.at(6001))
                == .unmet(.notFiring(seen: .namesake(namesake.transition.alert, [mismatch]))))
        progress.see(observation(slow, .pending, at: 200))
        #expect(progress.standing(at: time.at(6001)) == .unmet(.notFiring(seen: .pending)))
    }

    @Test("that fires too late says by how much")
    func late() throws {
        var progress = try progress()
        progress.see(observation(slow, .firing, at: 6500))
        #expect(progress.standing(at: time.at(7000)) == .unmet(.late(by: .milliseconds(500))))
    }

    @Test("whose annotations say something else says which")
    func misworded() throws {
        var progress = try progress()
        progress.see(observation(slow, .firing, at: 100, annotations: ["runbook_url": "http://r/x"]))
        #expect(progress.standing(at: time.at(200)) == .waiting)
        let mismatch = Mismatch(
            name: "runbook_url", expected: try TextPattern("re:^https://"), found: "http://r/x")
        #expect(progress.standing(at: time.at(6001)) == .unmet(.misworded([mismatch])))
    }

    @Test("is delivered when the receiver was told, and told too often counts when the drill is over")
    func delivered() throws {
        var progress = try progress(delivered: 1...1)
        progress.see(observation(slow, .firing, at: 100))
        #expect(progress.standing(at: time.at(200)) == .waiting)
        progress.see(observation(slow, .firing, at: 250, by: .receiver("chat")))
        #expect(progress.standing(at: time.at(300)) == .waiting)
        progress.see(observation(slow, .firing, at: 400, by: .receiver("pager")))
        #expect(progress.standing(at: time.at(500)) == .met(after: .milliseconds(100)))
        progress.see(observation(slow, .resolved, at: 450, by: .receiver("pager")))
        #expect(progress.standing(at: time.at(500), isOver: true) == .met(after: .milliseconds(100)))
        progress.see(observation(slow, .firing, at: 600, by: .receiver("pager"), isRepeat: true))
        #expect(progress.standing(at: time.at(700)) == .met(after: .milliseconds(100)))
        #expect(progress.standing(at: time.at(700), isOver: true) == .unmet(.repeated(count: 2)))
    }

    @Test("that fires and is not told is undelivered once the time is over")
    func undelivered() throws {
        var progress = try progress(delivered: 1...1)
        progress.see(observation(slow, .firing, at: 100))
        #expect(progress.standing(at: time.at(6001)) == .unmet(.undelivered(count: 0)))
    }

    @Test("is not met by what was seen before the faults were armed")
    func before() throws {
        var progress = try progress()
        progress.see(observation(slow, .firing, at: -100))
        #expect(progress.standing(at: time.at(100)) == .waiting)
    }

    @Test("a regular expression that is none is refused, a text that looks like one is a text")
    func patterns() throws {
        #expect(throws: TextPattern.InvalidExpression.self) { try TextPattern("re:(") }
        let parenthesis = try TextPattern("(")
        #expect(parenthesis.matches("("))
        let plain = try TextPattern("a.c")
        #expect(!plain.matches("abc"))
        let expression = try TextPattern("re:a.c")
        #expect(expression.matches("xabcx"))
    }
}
