import Checks
import Findings
import Foundation
import Scenarios
import Support
import Testing

@Suite("deferred mail that is tried again after a drill", .timeLimit(.minutes(10)))
struct DrillFlushTests {
    /// The outcome of a drill with this `flush`, and what its program wrote; LOG in the words is where to.
    private func drill(_ flush: String) async throws -> (outcome: CaseOutcome, log: String) {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let words = RunningDrill.words.replacing(
            "alerts_resolved_within: 20s", with: "alerts_resolved_within: 30s, flush: { \(flush) }"
        ).replacing("LOG", with: "\(folder.url.path)/log")
        // One deferral in the window of three seconds is enough, so that the alert outlives the fault by some runs.
        let drill = try await RunningDrill(
            words, rules: RunningDrill.rules.replacing("above: 20%\n    for", with: "above: 0%\n    for"))
        let outcome = await drill.run()
        await drill.stop()
        let log = folder.url.appendingPathComponent("log")
        return (outcome, (try? String(contentsOf: log, encoding: .utf8)) ?? "")
    }

    private func lines(_ outcome: CaseOutcome, _ text: String) -> [Int] {
        outcome.output.indices.filter { outcome.output[$0].contains(text) }
    }

    @Test("it is told once the faults are gone, and again until all is resolved")
    func repeated() async throws {
        let (outcome, log) = try await drill("command: [sh, -c, 'echo flush >> LOG'], every: 1s")
        #expect(outcome.verdict == .passed, "\(outcome)")
        #expect(log.split(separator: "\n").count >= 2, "\(log)")
        let disarmed = try #require(lines(outcome, "disarmed smtp mx").first)
        let flushed = lines(outcome, "flushed: sh -c 'echo flush")
        #expect(flushed.count >= 2 && flushed.allSatisfy { $0 > disarmed }, "\(outcome.output)")
    }

    @Test("a program that never succeeds leaves the recovery undetermined, and is heard")
    func failing() async throws {
        let (outcome, _) = try await drill("command: [sh, -c, 'echo mail system is down >&2; exit 69'], every: 1s")
        #expect(outcome.verdict == .undetermined, "\(outcome)")
        #expect(outcome.type == "mailproof.recovery")
        let finding = try #require(outcome.findings.first)
        #expect(finding.message == "deferred mail was not tried again: sh ended with code 69")
        #expect(finding.notes.map(\.text) == ["sh says: mail system is down"])
        #expect(finding.excerpt?.span.line == 15)
    }

    @Test("one that is not there says so")
    func missing() async throws {
        let (outcome, _) = try await drill("command: /nowhere/postqueue")
        #expect(outcome.verdict == .undetermined, "\(outcome)")
        #expect(
            outcome.findings.map(\.message) == ["deferred mail was not tried again: /nowhere/postqueue is not there"])
    }

    @Test("a run that fails is forgiven where another succeeds, and stands in the timeline")
    func failingOnce() async throws {
        let (outcome, _) = try await drill(
            "command: [sh, -c, 'test -e LOG || { touch LOG; echo busy >&2; exit 75; }'], every: 1s")
        #expect(outcome.verdict == .passed, "\(outcome)")
        #expect(!lines(outcome, "not flushed: sh ended with code 75; sh says: busy").isEmpty, "\(outcome.output)")
    }

    @Test("one that hangs is stopped, and the drill ends")
    func hanging() async throws {
        let (outcome, _) = try await drill("command: [sleep, '600'], timeout: 2s")
        #expect(outcome.verdict == .undetermined, "\(outcome)")
        #expect(outcome.findings.map(\.message) == ["deferred mail was not tried again: sleep did not end in time"])
    }

    @Test(
        "what is wrong with its words is said where it stands",
        arguments: [
            ("every: 5s", "the key command is missing"),
            ("command: []", "expected at least one value, found an empty list"),
            ("command: [a], every: 200ms", "a mail server cannot look through its queue so often"),
            ("command: [a], timeout: 0s", "a program gets more than no time"),
            ("command: [a, $(secrets.KEY)]", "every user of this machine sees the arguments of a program"),
        ])
    func wrong(_ words: String, _ said: String) {
        let known = KnownReferences(loadValues: [:], runtimeNames: ["secrets.KEY"])
        #expect(DecodedText<DrillFlush>("{ \(words) }", references: known).findings.map(\.message) == [said])
    }

    @Test("running it needs leave to run programs, and is part of the plan and of the time")
    func planned() throws {
        let text = """
            faults: [{ smtp: { at: rcpt, reply: "451 4.7.1 Later" } }]
            expect: [{ alert: A, within: 1s }]
            recover: { alerts_resolved_within: 2s, flush: { command: [/usr/sbin/postqueue, -f], timeout: 4s } }
            """
        let specification = try #require(DecodedText<DrillSpecification>(text).value)
        #expect(DrillCheck.needs(specification).map(\.permission) == [.exec])
        #expect(DrillCheck.effects(specification) == ["has deferred mail tried again: postqueue"])
        #expect(DrillCheck.budget(specification) == .seconds(7) + DrillCheck.margin)
    }
}
