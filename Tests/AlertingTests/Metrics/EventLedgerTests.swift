import Alerting
import Findings
import Testing

@Suite("many measures that are fed together")
struct EventLedgerTests {
    let time = Timeline()
    let replies = Measure(.count, of: .smtpReplies, by: [.recipientDomain], window: .seconds(2))
    let deferrals = Measure(.count, of: .smtpReplies, where: [.class: ["4xx"]], window: .seconds(30))

    @Test("each counts as if it were alone, in any order of times")
    func agreement() {
        var generator = SystemRandomNumberGenerator()
        var ledger = EventLedger(origin: time.origin)
        var alone = [WindowedMeasure(replies, origin: time.origin), WindowedMeasure(deferrals, origin: time.origin)]
        let indices = [ledger.add(replies), ledger.add(deferrals)]
        for step in 0..<2000 {
            // Multiples of the shortest slot, where both round alike.
            let moment = step * 40 - 40 * Int.random(in: 0..<20, using: &generator)
            let event = time.reply(
                Bool.random(using: &generator) ? 451 : 250, to: "d\(Int.random(in: 0..<5, using: &generator)).example",
                at: moment)
            ledger.record(event, receivedAt: time.at(step * 40).instant)
            for index in alone.indices { alone[index].record(event) }
            guard step.isMultiple(of: 10) else { continue }
            for index in indices {
                let expected = alone[index].readings(at: time.at(step * 40))
                #expect(Set(ledger.readings(of: index, at: time.at(step * 40))) == Set(expected))
            }
        }
    }

    @Test("the same measure is counted once, whoever asks for it")
    func shared() {
        var ledger = EventLedger(origin: time.origin)
        #expect(ledger.add(replies) == ledger.add(replies))
        #expect(ledger.measures.count == 1)
    }

    @Test("numbers that are none are refused, and said")
    func badNumbers() {
        var ledger = EventLedger(origin: time.origin)
        let index = ledger.add(Measure(.percentile(50), of: .queueAge, window: .seconds(10)))
        for number in [Double.nan, .infinity, -.infinity, -1, 5] {
            let event = DeliveryEvent(.quantity(.init(.queueAge, number)), at: time.at(0), observedBy: .log)
            ledger.record(event, receivedAt: time.at(0).instant)
        }
        #expect(ledger.refusals.badNumber == 4)
        #expect(ledger.readings(of: index, at: time.at(1)).map(\.value) == [5])
    }

    @Test("a clock that is ahead counts as now, and one that is far ahead does not count")
    func future() {
        var ledger = EventLedger(origin: time.origin)
        let index = ledger.add(replies)
        ledger.record(time.reply(250, at: 30_000), receivedAt: time.at(0).instant)
        ledger.record(time.reply(250, at: 4_000_000), receivedAt: time.at(0).instant)
        #expect(ledger.refusals.fromFuture == 1)
        #expect(ledger.readings(of: index, at: time.at(1)).map(\.value) == [1])
        // What comes then is not taken for old.
        ledger.record(time.reply(250, at: 100), receivedAt: time.at(100).instant)
        #expect(ledger.readings(of: index, at: time.at(100)).map(\.value) == [2])
    }

    @Test("an event that is older than any window is refused, and said")
    func past() {
        var ledger = EventLedger(origin: time.origin)
        let index = ledger.add(replies)
        ledger.record(time.reply(250, at: -10_000), receivedAt: time.at(0).instant)
        #expect(ledger.refusals.tooOld == 1)
        #expect(ledger.readings(of: index, at: time.at(1)).isEmpty)
    }

    @Test("a hundred thousand domains are counted in bounded memory, and none is lost")
    func manyDomains() {
        var ledger = EventLedger(origin: time.origin)
        let index = ledger.add(replies)
        for number in 0..<100_000 {
            ledger.record(time.reply(250, to: "d\(number).example", at: 0), receivedAt: time.at(0).instant)
        }
        let readings = ledger.readings(of: index, at: time.at(1))
        #expect(readings.count == WindowedMeasure.seriesLimit + 1)
        #expect(readings.reduce(0) { $0 + $1.all } == 100_000)
        #expect(ledger.measures[index].overflowedEvents == 100_000 - WindowedMeasure.seriesLimit)
    }

    @Test("a domain that was forgotten is counted again when it comes back")
    func forgotten() {
        var ledger = EventLedger(origin: time.origin)
        let index = ledger.add(replies)
        for now in stride(from: 0, through: 50_000, by: 5000) {
            ledger.record(time.reply(250, to: "a.example", at: now), receivedAt: time.at(now).instant)
            #expect(ledger.readings(of: index, at: time.at(now)).map(\.value) == [1])
            #expect(ledger.readings(of: index, at: time.at(now + 3000)).isEmpty)
        }
    }
}
