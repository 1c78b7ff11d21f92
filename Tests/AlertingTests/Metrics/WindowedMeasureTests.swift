import Alerting
import Findings
import Testing

@Suite("a measure over a sliding window")
struct WindowedMeasureTests {
    let time = Timeline()

    @Test("a count is of the selected events alone, and forgets what is older than the window")
    func count() {
        var measure = WindowedMeasure(
            Measure(.count, of: .smtpReplies, where: [.class: ["4xx"]], window: .seconds(2)), origin: time.origin)
        for step in 0..<10 { measure.record(time.reply(step.isMultiple(of: 2) ? 451 : 250, at: step * 100)) }
        #expect(measure.readings(at: time.at(1000)).map(\.value) == [5])
        // 0, 200 and 400 ms are more than two seconds ago; 600 and 800 are not.
        #expect(measure.readings(at: time.at(2500)).map(\.value) == [2])
        #expect(measure.readings(at: time.at(5000)).isEmpty)
    }

    @Test("an event is counted for between 98 % of the window and all of it, wherever it falls")
    func resolution() {
        for offset in stride(from: -5000, through: 5000, by: 7) {
            var measure = WindowedMeasure(
                Measure(.count, of: .smtpReplies, window: .seconds(2)), origin: time.origin)
            measure.record(time.reply(250, at: offset))
            #expect(measure.readings(at: time.at(offset + 1960)).map(\.value) == [1])
            #expect(measure.readings(at: time.at(offset + 2000)).isEmpty)
        }
    }

    @Test("a rate is of each second of the window")
    func rate() {
        var measure = WindowedMeasure(
            Measure(.rate, of: .smtpReplies, window: .seconds(4)), origin: time.origin)
        for step in 0..<20 { measure.record(time.reply(250, at: step * 100)) }
        #expect(measure.readings(at: time.at(2000)).map(\.value) == [5])
    }

    @Test("a share has no value while there are too few events")
    func share() {
        var measure = WindowedMeasure(Measure.deferrals, origin: time.origin)
        for step in 0..<9 { measure.record(time.reply(451, at: step)) }
        #expect(measure.readings(at: time.at(10)).map(\.value) == [nil])
        measure.record(time.reply(250, at: 10))
        #expect(measure.readings(at: time.at(10)).map(\.value) == [0.9])
    }

    @Test("label sets are kept apart, domains without regard to case")
    func grouping() {
        var measure = WindowedMeasure(
            Measure(.count, of: .smtpReplies, by: [.recipientDomain, .class], window: .seconds(1)),
            origin: time.origin)
        measure.record(time.reply(250, to: "a.example", at: 0))
        measure.record(time.reply(250, to: "A.Example", at: 0))
        measure.record(time.reply(451, to: "a.example", at: 0))
        let readings = measure.readings(at: time.at(1)).sorted { $0.all < $1.all }
        #expect(
            readings.map(\.labels) == [
                ["recipient_domain": "a.example", "class": "4xx"], ["recipient_domain": "a.example", "class": "2xx"],
            ])
        #expect(readings.map(\.value) == [1, 2])
    }

    @Test("one observer counts, the lab unless the measure names another")
    func observer() {
        var lab = WindowedMeasure(Measure(.count, of: .smtpReplies, window: .seconds(1)), origin: time.origin)
        var sender = WindowedMeasure(
            Measure(.count, of: .smtpReplies, where: [.observedBy: ["sender"]], window: .seconds(1)),
            origin: time.origin)
        for observer in [DeliveryEvent.Observer.lab, .sender, .sender, .log] {
            var event = time.reply(250, at: 0)
            event.observer = observer
            lab.record(event)
            sender.record(event)
        }
        #expect(lab.readings(at: time.at(0)).map(\.value) == [1])
        #expect(sender.readings(at: time.at(0)).map(\.value) == [2])
    }

    @Test("a share of one method's results is one of that method's results alone")
    func population() {
        var measure = WindowedMeasure(
            Measure(
                .share(atLeast: 1), of: .authenticationResults, where: [.method: ["dkim"], .result: ["fail"]],
                window: .seconds(1)), origin: time.origin)
        for (method, result) in [("dkim", "fail"), ("dkim", "pass"), ("spf", "pass"), ("dmarc", "pass")] {
            measure.record(
                DeliveryEvent(.authenticationResult(.init(method: method, result: result)), at: time.at(0)))
        }
        #expect(measure.readings(at: time.at(0)).map(\.value) == [0.5])
    }

    @Test("label sets beyond the limit are counted together, and there is room again once others are silent")
    func cardinality() {
        var measure = WindowedMeasure(
            Measure(.count, of: .smtpReplies, by: [.recipientDomain], window: .seconds(1)), origin: time.origin)
        for number in 0..<(WindowedMeasure.seriesLimit + 5) {
            measure.record(time.reply(250, to: "d\(number).example", at: 0))
        }
        let readings = measure.readings(at: time.at(1))
        #expect(readings.count == WindowedMeasure.seriesLimit + 1)
        #expect(readings.first { $0.labels == ["recipient_domain": WindowedMeasure.overflowValue] }?.value == 5)
        #expect(measure.overflowedEvents == 5)
        #expect(measure.readings(at: time.at(3000)).isEmpty)
        measure.record(time.reply(250, to: "new.example", at: 3000))
        #expect(measure.readings(at: time.at(3000)).map(\.labels) == [["recipient_domain": "new.example"]])
    }

    @Test("a label's value is cut at the length of a domain name")
    func labelLength() {
        var measure = WindowedMeasure(
            Measure(.count, of: .smtpReplies, by: [.recipientDomain], window: .seconds(1)), origin: time.origin)
        measure.record(time.reply(250, to: String(repeating: "é", count: 5000), at: 0))
        let value = measure.readings(at: time.at(0)).first?.labels["recipient_domain"] ?? ""
        #expect(value.unicodeScalars.count == 128)
    }

    @Test(
        "numbers are written as people read them",
        arguments: [
            (Measure.Statistic.count, 12.0, "12"), (.rate, 3.44, "3.4/s"), (.share(atLeast: 1), 0.2345, "23.5%"),
            (.share(atLeast: 1), 1, "100%"), (.share(atLeast: 1), 0.0002, "0.02%"), (.rate, 0, "0/s"),
            (.rate, -0.04, "-0.04/s"), (.count, 1e300, "1e+300"), (.count, .nan, "nan"),
        ])
    func text(_ statistic: Measure.Statistic, _ value: Double, _ text: String) {
        #expect(Measure(statistic, of: .smtpReplies, window: .seconds(1)).text(value) == text)
    }

    @Test("the length of a whole queue is no domain's, and a domain's is not that of the whole")
    func queueLength() {
        func reading(by grouping: [EventLabel]) -> [WindowedMeasure.Reading] {
            let time = Timeline()
            var measure = WindowedMeasure(
                Measure(.value, of: .queueLength, by: grouping, window: .seconds(10)), origin: time.origin)
            for (domain, length) in [("", 5.0), ("a.example", 3)] {
                measure.record(
                    DeliveryEvent(
                        .quantity(.init(.queueLength, length, recipientDomain: domain)), at: time.at(0),
                        observedBy: .log))
            }
            return measure.readings(at: time.at(1))
        }
        #expect(reading(by: []).map(\.value) == [5])
        #expect(reading(by: [.recipientDomain]).map(\.value) == [3])
        #expect(reading(by: [.recipientDomain]).map(\.labels) == [["recipient_domain": "a.example"]])
    }
}
