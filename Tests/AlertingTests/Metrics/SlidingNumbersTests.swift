import Alerting
import Findings
import Testing

@Suite("numbers that events carry, over a sliding window")
struct SlidingNumbersTests {
    let time = Timeline()

    private func queue(_ seconds: Double, at milliseconds: Int) -> DeliveryEvent {
        DeliveryEvent(.quantity(.init(.queueAge, seconds)), at: time.at(milliseconds), observedBy: .log)
    }

    @Test("a percentile is right within 1.6 %, whatever the numbers are", arguments: [0.002, 1, 37, 1200, 90_000])
    func percentile(_ scale: Double) throws {
        var measure = WindowedMeasure(
            Measure(.percentile(95), of: .queueAge, window: .seconds(10)), origin: time.origin)
        for step in 1...1000 { measure.record(queue(scale * Double(step) / 1000, at: step)) }
        let value = try #require(measure.readings(at: time.at(1000)).first?.value)
        #expect((value / (scale * 0.95) - 1).magnitude < 0.016)
    }

    @Test("it never lies beyond what was seen")
    func bounds() {
        for percent in [1.0, 50, 99.9] {
            var measure = WindowedMeasure(
                Measure(.percentile(percent), of: .queueAge, window: .seconds(10)), origin: time.origin)
            for _ in 0..<7 { measure.record(queue(1234.5, at: 0)) }
            #expect(measure.readings(at: time.at(1)).map(\.value) == [1234.5])
        }
    }

    @Test("it forgets what has left the window")
    func window() {
        var measure = WindowedMeasure(Measure(.percentile(99), of: .queueAge, window: .seconds(2)), origin: time.origin)
        measure.record(queue(3600, at: 0))
        measure.record(queue(5, at: 1500))
        #expect(measure.readings(at: time.at(1600)).map(\.value) == [3600])
        #expect(measure.readings(at: time.at(2600)).map(\.value) == [5])
        #expect(measure.readings(at: time.at(9000)).isEmpty)
    }

    @Test("a value is the last one, not the one that came late")
    func value() {
        var measure = WindowedMeasure(Measure(.value, of: .queueLength, window: .seconds(2)), origin: time.origin)
        for (number, moment) in [(10.0, 0), (30, 1000), (20, 500)] {
            measure.record(
                DeliveryEvent(.quantity(.init(.queueLength, number)), at: time.at(moment), observedBy: .log))
        }
        #expect(measure.readings(at: time.at(1100)).map(\.value) == [30])
        #expect(measure.readings(at: time.at(3100)).isEmpty)
    }

    @Test(
        "times are written in the unit that they fill",
        arguments: [(0.85, "850ms"), (0, "0s"), (12, "12s"), (1290, "21.5m"), (7200, "2h"), (172_800, "2d")])
    func text(_ value: Double, _ text: String) {
        #expect(Measure(.percentile(95), of: .queueAge, window: .seconds(1)).text(value) == text)
    }
}
