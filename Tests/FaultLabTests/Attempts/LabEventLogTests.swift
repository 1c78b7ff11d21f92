import FaultLab
import Findings
import Support
import Testing

@Suite("The event log")
struct LabEventLogTests {
    @Test("tells every listener what happens from then on")
    func listeners() async {
        let log = LabEventLog()
        log.record([event("a")])
        let early = log.events()
        log.record([event("b"), event("c")])
        let late = log.events()
        log.record([event("d")])
        log.finish()
        #expect(await early.reduce(into: []) { $0.append($1) } == [event("b"), event("c"), event("d")])
        #expect(await late.reduce(into: []) { $0.append($1) } == [event("d")])
        #expect(await log.events().reduce(into: []) { $0.append($1) } == [])
    }

    @Test("keeps so many and counts the rest")
    func bounded() {
        let log = LabEventLog(limit: 2)
        log.record(["a", "b", "c"].map(event))
        #expect(log.kept == [event("b"), event("c")])
        #expect(log.dropped == 1)
        #expect(log.authentications.map(\.transaction) == ["b", "c"])
        #expect(log.attempts.isEmpty)
    }

    private func event(_ transaction: String) -> LabEvent {
        .authentication(
            AuthenticationRecord(
                time: WallTime(microseconds: 0), server: "mx", method: "spf", result: "pass", domain: nil,
                transaction: transaction))
    }
}
