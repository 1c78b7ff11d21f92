import Alerting
import Testing

@Suite("an expected number")
struct MetricExpectationTests {
    let time = Timeline()

    private func progress(least: Double? = nil, most: Double? = nil) -> MetricExpectationProgress {
        MetricExpectationProgress(
            MetricExpectation(
                .measure(Measure(.count, of: .smtpReplies, window: .seconds(2))), least: least, most: most,
                within: .seconds(4)),
            began: time.origin)
    }

    @Test("is met as soon as the least is reached")
    func least() {
        var progress = progress(least: 10)
        progress.sample(9, at: time.at(500))
        #expect(progress.standing(at: time.at(500)) == .waiting)
        progress.sample(10, at: time.at(800))
        progress.sample(0, at: time.at(900))
        #expect(progress.standing(at: time.at(900)) == .met(after: .milliseconds(800)))
    }

    @Test("that is not reached in time says how far it came")
    func tooLittle() {
        var progress = progress(least: 10)
        #expect(progress.standing(at: time.at(4001)) == .tooLittle(peak: nil))
        progress.sample(7, at: time.at(500))
        progress.sample(12, at: time.at(4500))
        #expect(progress.standing(at: time.at(4600)) == .tooLittle(peak: 7))
    }

    @Test("that must not be passed is judged until the time is over")
    func most() {
        var progress = progress(most: 5)
        progress.sample(5, at: time.at(500))
        #expect(progress.standing(at: time.at(3000)) == .waiting)
        #expect(progress.standing(at: time.at(4001)) == .met(after: .seconds(4)))
        progress.sample(6, at: time.at(3500))
        #expect(progress.standing(at: time.at(3500)) == .tooMuch(6))
    }

    @Test("between two bounds must reach the one and never pass the other")
    func both() {
        var progress = progress(least: 2, most: 5)
        progress.sample(3, at: time.at(500))
        #expect(progress.standing(at: time.at(600)) == .waiting)
        #expect(progress.standing(at: time.at(4001)) == .met(after: .milliseconds(500)))
    }
}
