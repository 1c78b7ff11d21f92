import FaultLab
import Findings
import Support
import Testing

@Suite("Expected attempts")
struct AttemptExpectationTests {
    /// What attempts at these seconds come to at another.
    private func standing(
        _ seconds: [Int64], at now: Int64, isOver: Bool = false, to recipient: String = "User@slow.example",
        _ expectation: AttemptExpectation
    ) -> AttemptProgress.Standing {
        var progress = AttemptProgress(expectation, began: time(0))
        for second in seconds {
            progress.see(
                AttemptRecord(
                    time: time(second), server: "mx", client: address("192.0.2.10"), sender: "", recipient: recipient,
                    recipientDomain: "slow.example", stage: .rcpt, reply: nil))
        }
        return progress.standing(at: time(now), isOver: isOver)
    }

    private func time(_ second: Int64) -> WallTime { WallTime(microseconds: 1_000_000_000 + second * 1_000_000) }

    private func expectation(
        least: Int = 3, most: Int? = nil, apart: Duration? = nil, atMost: Duration? = nil
    ) -> AttemptExpectation {
        AttemptExpectation(
            of: "user@SLOW.example", least: least, most: most, leastSpacing: apart, mostSpacing: atMost,
            within: .seconds(60))
    }

    @Test("are met as soon as there are enough of them")
    func enough() {
        #expect(standing([1, 2], at: 10, expectation()) == .waiting)
        #expect(standing([1, 2, 3], at: 10, expectation()) == .met)
        #expect(standing([1, 2], at: 61, expectation()) == .tooFew(2))
        #expect(standing([1, 2], at: 10, isOver: true, expectation()) == .tooFew(2))
    }

    @Test("are those of the recipient, from when the faults were armed to the end of the time")
    func others() {
        #expect(standing([1, 2, 3], at: 61, to: "other@slow.example", expectation()) == .tooFew(0))
        #expect(standing([-1, 59, 60, 61], at: 61, expectation()) == .tooFew(2))
    }

    @Test("must not be more than is allowed until the time is over")
    func most() {
        #expect(standing([1, 2, 3], at: 60, expectation(most: 3)) == .waiting)
        #expect(standing([1, 2, 3], at: 61, expectation(most: 3)) == .met)
        #expect(standing([1, 2, 3, 4], at: 5, expectation(most: 3)) == .tooMany(4))
        #expect(standing([], at: 5, expectation(least: 0, most: 0)) == .waiting)
        #expect(standing([], at: 61, expectation(least: 0, most: 0)) == .met)
    }

    @Test("must leave time between them, and not too much of it")
    func spacing() {
        #expect(standing([1, 6, 11], at: 20, expectation(apart: .seconds(5))) == .met)
        // What is met stays met, whatever comes when the fault is gone.
        #expect(standing([1, 6, 11, 12], at: 20, expectation(apart: .seconds(5))) == .met)
        #expect(
            standing([1, 6, 9, 14], at: 20, expectation(least: 4, apart: .seconds(5)))
                == .tooSoon(.init(.seconds(3), before: 3))
        )
        #expect(standing([1, 6], at: 20, expectation(apart: .seconds(5))) == .waiting)
        #expect(
            standing([1, 11, 12], at: 20, expectation(atMost: .seconds(9))) == .tooLate(.init(.seconds(10), before: 2)))
        // Without a number of attempts the time has to be over.
        #expect(standing([1, 11], at: 20, expectation(least: 0, apart: .seconds(5))) == .waiting)
        #expect(standing([1, 11], at: 61, expectation(least: 0, apart: .seconds(5))) == .met)
    }

    @Test("are counted from the log of a session, with and without a reply")
    func session() throws {
        let board = FaultBoard(seed: 1)
        _ = board.arm(try SMTPFault(at: .rcpt, reply: "451 x", cadence: .init(first: 1)), lease: .seconds(60))
        _ = board.arm(try SMTPFault(at: .message, effect: .init(closes: true)), lease: .seconds(60))
        var dialogue = Dialogue.greeted(faults: board)
        var progress = AttemptProgress(
            AttemptExpectation(of: "ana@inbox.example", least: 2, within: .seconds(600)), began: .now())
        dialogue.say("MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "RCPT TO:<ana@inbox.example>", "DATA", ".")
        for record in dialogue.records { progress.see(record) }
        #expect(progress.standing(at: .now()) == .met)
    }
}
