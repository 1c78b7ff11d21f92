import Alerting
import Checks
import FaultLab
import Findings
import Scenarios
import Support
import Synchronization
import Testing

/// A Prometheus that a script plays says when it scraped last.
@Suite("a drill that a Prometheus watches", .timeLimit(.minutes(10)))
struct DrillPrimingTests {
    /// The outcome where Prometheus has scraped after the mail from the nth time on that it is asked.
    private func outcome(scrapedFrom: Int) async throws -> CaseOutcome {
        let asked = Mutex(0)
        let server = try ScriptedHTTPServer { request in
            guard request.hasPrefix("POST") else {
                return .reply(200, #"{"status":"success","data":{"alerts":[]}}"#)
            }
            var number = "100"
            if request.contains("timestamp") {
                let times = asked.withLock { asked in
                    asked += 1
                    return asked
                }
                number = times < scrapedFrom ? "99" : "101"
            }
            return .reply(
                200,
                #"{"status":"success","data":{"resultType":"scalar","result":[1,"NUMBER"]}}"#
                    .replacing("NUMBER", with: number))
        }
        defer { server.stop() }
        let drill = try await RunningDrill(
            watching: { _, observer in
                JoinedObserver(
                    observer, prometheus: PrometheusObserver(url: server.url, interval: .milliseconds(20)),
                    monitor: observer.monitor)
            })
        var specification = drill.specification
        specification.isPrimed = true
        let outcome = await DrillCheck.run(Row(at: specification.place, specification), in: drill.context)
        let first = drill.lab.log.attempts.prefix(2).map(\.recipient)
        #expect(first == ["user0@slow.example", "user0@healthy.example"])
        await drill.stop()
        #expect(asked.withLock { $0 } >= scrapedFrom)
        return outcome
    }

    @Test("breaks nothing before a mail of each traffic was sent and every target scraped after it")
    func waits() async throws {
        let outcome = try await outcome(scrapedFrom: 4)
        #expect(outcome.verdict == .passed, "\(outcome)")
        let primed = outcome.output.firstIndex { $0.contains("primed: every target was scraped after") }
        let armed = outcome.output.firstIndex { $0.contains("armed smtp mx") }
        #expect(primed != nil && armed != nil && primed ?? 0 < armed ?? 0, "\(outcome.output)")
    }
}
