import Alerting
import Findings
import Testing

@Suite("a log that is lived through again")
struct EventReplayTests {
    /// Ten minutes of a reply a second, deferred from the fifth minute on.
    static let log = (0..<600).map { second in
        #"{"time":\#(1_767_225_600 + second),"event":"smtp_replies","observed_by":"lab","code":\#(second < 300 ? 250 : 451),"#
            + #""recipient_domain":"slow.example"}"# + "\n"
    }.joined()

    private var rule: AlertRule {
        AlertRule(
            "Deferrals",
            measure: Measure(.share(atLeast: 10), of: .smtpReplies, where: [.class: ["4xx"]], window: .seconds(60)),
            condition: .above(0.5))
    }

    @Test("alerts fire when they would have, however the log is cut", arguments: [1, 7, 100, 4096, 1_000_000])
    func pieces(_ size: Int) {
        var replay = EventReplay([rule], interval: .seconds(1))
        let bytes = Array(Self.log.utf8)
        var transitions: [AlertTransition] = []
        for begin in stride(from: 0, to: bytes.count, by: size) {
            transitions += replay.read(Array(bytes[begin..<min(bytes.count, begin + size)]))
        }
        transitions += replay.end()
        #expect(transitions.map(\.state) == [.firing])
        #expect(replay.eventCount == 600)
        let firing = (transitions.first?.moment.wallTime.microseconds ?? 0) / 1_000_000 - 1_767_225_600
        #expect((329...332).contains(firing))
    }

    @Test("lines that are no events are counted, the first ones with their numbers")
    func problems() {
        var replay = EventReplay([rule], interval: .seconds(1))
        _ = replay.read(Array("nonsense\n\n\(Self.log)\n{}\n".utf8))
        _ = replay.read([UInt8](repeating: 0x20, count: 200_000) + Array("\n".utf8))
        _ = replay.end()
        #expect(replay.problemCount == 3)
        #expect(replay.problems.map(\.line) == [1, 604, 605])
        #expect(replay.problems.last?.reason == .tooLong)
        #expect(replay.eventCount == 600)
    }

    @Test("one clock that is wrong by years does not move ours")
    func leap() {
        var replay = EventReplay([rule], interval: .seconds(1))
        let lines = Self.log.split(separator: "\n")
        let wrong = lines[0].replacing("\"time\":1767225600", with: "\"time\":9999999999")
        let all = lines[..<100] + [Substring(wrong)] + lines[100...]
        let transitions = replay.read(Array(all.joined(separator: "\n").utf8)) + replay.end()
        #expect(replay.leaps == 1)
        #expect(transitions.map(\.state) == [.firing])
    }
}
