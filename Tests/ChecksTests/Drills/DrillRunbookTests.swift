import Alerting
import Checks
import Findings
import Foundation
import Scenarios
import Support
import Testing

/// A Prometheus that a script plays says that 40 mails are queued, and none once the runbook has written its file.
@Suite("a runbook that a drill runs", .timeLimit(.minutes(10)))
struct DrillRunbookTests {
    /// The outcome of a drill with this `remediate`, and what its program wrote; FILE in the words is where to.
    private func drill(
        _ remediate: String, receivers: [LabObserver.Receiver] = [.init("pager")]
    ) async throws -> (outcome: CaseOutcome, written: String) {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = folder.url.appendingPathComponent("paused")
        let server = try ScriptedHTTPServer { request in
            guard request.hasPrefix("POST") else {
                return .reply(200, #"{"status":"success","data":{"alerts":[]}}"#)
            }
            let queued = FileManager.default.fileExists(atPath: file.path) ? "0" : "40"
            return .reply(
                200,
                #"{"status":"success","data":{"resultType":"scalar","result":[1,"QUEUED"]}}"#
                    .replacing("QUEUED", with: queued))
        }
        defer { server.stop() }
        let words = RunningDrill.words.replacing("forbid:", with: "remediate: { \(remediate) }\nforbid:")
            .replacing("FILE", with: file.path)
        let drill = try await RunningDrill(
            words, receivers: receivers,
            watching: { _, observer in
                JoinedObserver(
                    observer, prometheus: PrometheusObserver(url: server.url, interval: .milliseconds(20)),
                    monitor: observer.monitor)
            })
        let outcome = await drill.run()
        await drill.stop()
        return (outcome, (try? String(contentsOf: file, encoding: .utf8)) ?? "")
    }

    private static let queue = "metric: { promql: queued, max: 5 }"

    @Test("it is run once its receiver is told, hears of the alert, and helps while everything is still broken")
    func helps() async throws {
        let (outcome, written) = try await drill(
            """
            receiver: pager, \(Self.queue), within: 20s, command: [sh, -c, \
            'echo "$MAILPROOF_ALERT $MAILPROOF_RECEIVER $MAILPROOF_LABEL_recipient_domain" >> FILE']
            """)
        #expect(outcome.verdict == .passed, "\(outcome)")
        #expect(written == "Deferrals pager slow.example\n")
        let story = [
            "told pager: firing Deferrals", "; metric value of queued is 40", "sh has ended",
            "it helped: metric value of queued is 0 (at most 5)", "disarmed smtp mx",
        ]
        let places = story.map { words in outcome.output.firstIndex { $0.contains(words) } ?? -1 }
        #expect(!places.contains(-1) && places == places.sorted(), "\(places) \(outcome.output)")
        let names = Set(outcome.properties.map(\.name))
        #expect(names.isSuperset(of: ["drill.runbook_ended", "drill.runbook_helped"]))
    }

    @Test("one that does not help fails the drill, with the number before and after")
    func doesNotHelp() async throws {
        let (outcome, _) = try await drill("receiver: pager, \(Self.queue), within: 2s, command: 'true'")
        #expect(outcome.verdict == .failed, "\(outcome)")
        #expect(outcome.findings.map(\.rule) == ["drill/not-helped"])
        #expect(
            outcome.findings.map(\.message) == [
                "expected a value of queued of at most 5 within 2s of the end of true, and it was 40"
            ])
        #expect(outcome.findings.first?.notes.map(\.text).contains("it was 40 when true was started") == true)
    }

    @Test("one that fails fails the drill, and is heard")
    func fails() async throws {
        let (outcome, _) = try await drill(
            "receiver: pager, \(Self.queue), within: 20s, command: [sh, -c, 'echo no such pool >&2; exit 3']")
        #expect(outcome.verdict == .failed, "\(outcome)")
        #expect(outcome.findings.map(\.rule) == ["drill/runbook-failed"])
        #expect(outcome.findings.first?.message.hasSuffix("and it ended with code 3") == true)
        #expect(outcome.findings.first?.notes.map(\.text) == ["sh says: no such pool"])
    }

    @Test("one whose receiver is told of nothing was not run, which fails the drill")
    func notRun() async throws {
        let (outcome, written) = try await drill("receiver: chat, \(Self.queue), within: 2s, command: [touch, FILE]")
        #expect(outcome.verdict == .failed, "\(outcome)")
        #expect(outcome.findings.map(\.rule) == ["drill/runbook-not-run"])
        #expect(written.isEmpty)
    }

    @Test("one that does not help may do so where the alert is escalated then")
    func escalates() async throws {
        let receivers = [
            LabObserver.Receiver("pager"),
            LabObserver.Receiver("manager", route: .init("manager", delay: .seconds(2))),
        ]
        let (outcome, _) = try await drill(
            """
            receiver: pager, \(Self.queue), within: 1s, command: 'true', escalation: { to: manager, within: 60s }
            """, receivers: receivers)
        #expect(outcome.verdict == .passed, "\(outcome)")
        #expect(outcome.output.contains { $0.contains("told manager: firing Deferrals") }, "\(outcome.output)")
        #expect(outcome.properties.contains { $0.name == "drill.escalated" })
    }

    @Test("where it is not, the drill fails")
    func doesNotEscalate() async throws {
        let (outcome, _) = try await drill(
            "receiver: pager, \(Self.queue), within: 1s, command: 'true', escalation: { to: manager, within: 2s }")
        #expect(outcome.verdict == .failed, "\(outcome)")
        #expect(
            outcome.findings.map(\.message) == ["true did not help, and manager was not told within 2s"], "\(outcome)")
    }

    @Test(
        "what is wrong with its words is said where it stands",
        arguments: [
            ("command: a, \(queue), within: 1s", "the key receiver is missing"),
            ("receiver: pager, \(queue), within: 1s", "the key command is missing"),
            ("receiver: pager, command: a, within: 1s", "the key metric is missing"),
            ("receiver: pager, command: a, \(queue)", "the key within is missing"),
            ("receiver: pager, command: a, \(queue), within: 1s, timeout: 0s", "a program gets more than no time"),
            (
                "receiver: pager, command: [a, $(secrets.KEY)], \(queue), within: 1s",
                "every user of this machine sees the arguments of a program"
            ),
        ])
    func wrong(_ words: String, _ said: String) {
        let known = KnownReferences(loadValues: [:], runtimeNames: ["secrets.KEY"])
        #expect(DecodedText<DrillRunbook>("{ \(words) }", references: known).findings.map(\.message) == [said])
    }

    @Test("running it needs leave to run programs, and is part of the plan and of the time")
    func planned() throws {
        let text = """
            faults: [{ smtp: { at: rcpt, reply: "451 4.7.1 Later" } }]
            expect: [{ alert: A, within: 1s }]
            remediate:
              { receiver: pager, command: ./runbook.sh, timeout: 2s, \(Self.queue), within: 4s, escalation: { to: b, within: 8s } }
            recover: { alerts_resolved_within: 16s }
            """
        let specification = try #require(DecodedText<DrillSpecification>(text).value)
        #expect(DrillCheck.needs(specification).map(\.permission) == [.exec])
        #expect(DrillCheck.effects(specification) == ["has a program mend something: runbook.sh"])
        #expect(DrillCheck.budget(specification) == .seconds(31) + DrillCheck.margin)
    }
}
