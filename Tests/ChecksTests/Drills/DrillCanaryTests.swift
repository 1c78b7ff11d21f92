import Checks
import FaultLab
import Findings
import Scenarios
import Support
import Testing

@Suite("the canary of a drill through a mail server that is not the lab's", .timeLimit(.minutes(10)))
struct DrillCanaryTests {
    /// A drill whose mail goes to RELAY.
    private static let words = RunningDrill.words
        .replacing("$(lab.smtp.mx.url)", with: "RELAY")
        .replacing("faults:", with: "canary: { within: 2s }\nfaults:")

    /// The outcome of a drill through a server at this URL, and how many attempts the lab saw.
    private func outcome(via url: String) async throws -> (outcome: CaseOutcome, attempts: Int) {
        let drill = try await RunningDrill(Self.words, route: { _ in ["RELAY": url] })
        let outcome = await drill.run()
        let attempts = drill.lab.log.attempts.count
        await drill.stop()
        return (outcome, attempts)
    }

    private func expectNothingInjected(_ outcome: CaseOutcome) {
        #expect(outcome.verdict == .undetermined, "\(outcome)")
        #expect(outcome.type == "mailproof.canary")
        #expect(outcome.findings.map(\.rule) == ["drill/canary", "drill/canary"])
        #expect(!outcome.output.contains { $0.contains("armed ") }, "\(outcome.output)")
    }

    @Test("a server that takes mail and leads it elsewhere lets nothing be injected")
    func elsewhere() async throws {
        let other = try await Lab.start(
            LabConfiguration(servers: [.init(name: "other", domains: nil, tls: TLSOffer())], seed: 1))
        let (outcome, attempts) = try await outcome(via: other.smtp["other"]?.url ?? "")
        #expect(await other.stop() == [])
        expectNothingInjected(outcome)
        #expect(attempts == 0)
        let finding = try #require(outcome.findings.first)
        #expect(finding.label == "did not arrive")
        #expect(
            finding.message.hasSuffix(
                "took the canary to user0@slow.example, and it did not arrive in the lab within 2s"),
            "\(finding.message)")
        #expect(finding.excerpt?.span.line == 6)
    }

    @Test("a server that does not take it lets nothing be injected, and its reply is told")
    func refused() async throws {
        let other = try await Lab.start(
            LabConfiguration(servers: [.init(name: "other", domains: ["else.example"], tls: TLSOffer())], seed: 1))
        let (outcome, _) = try await outcome(via: other.smtp["other"]?.url ?? "")
        #expect(await other.stop() == [])
        expectNothingInjected(outcome)
        #expect(outcome.findings.map(\.label) == ["not taken", "not taken"])
        #expect(outcome.findings.first?.message.contains("did not take the canary to user0@slow.example: 550") == true)
    }

    @Test("a server that is not there lets nothing be injected")
    func unreachable() async throws {
        let closed = try RunningProgram.freePort()
        let (outcome, _) = try await outcome(via: "smtp://127.0.0.1:\(closed)")
        expectNothingInjected(outcome)
        #expect(outcome.findings.map(\.label) == ["not taken", "not taken"])
    }

    @Test("a URL that leads straight to the lab is a server like any other: its canary arrives, and the drill goes on")
    func arrives() async throws {
        let drill = try await RunningDrill(
            Self.words.replacing("within: 2s }\nfaults", with: "within: 60s }\nfaults"),
            route: { ["RELAY": $0.smtp["mx"]?.url ?? ""] })
        let outcome = await drill.run()
        await drill.stop()
        #expect(outcome.verdict == .passed, "\(outcome)")
        let arrived = outcome.output.firstIndex { $0.contains("canary to user0@healthy.example arrived through 127") }
        let armed = outcome.output.firstIndex { $0.contains("armed smtp mx") }
        #expect(arrived != nil && armed != nil && arrived ?? 0 < armed ?? 0, "\(outcome.output)")
    }

    @Test("mail that goes straight to the lab needs none, and the time for one is part of the drill's")
    func budget() throws {
        let known = KnownReferences(loadValues: [:], runtimeNames: ["lab.smtp.mx.url"])
        func budget(_ via: String, _ canary: String = "") -> Duration? {
            let text = """
                faults: [{ smtp: { at: rcpt, reply: "451 4.7.1 Later" } }]
                traffic: [{ via: \(via), from: a@example.com, to: u@slow.example }]
                expect: [{ alert: A, within: 1s }]
                recover: { alerts_resolved_within: 1s }
                \(canary)
                """
            return DecodedText<DrillSpecification>(text, references: known).value.flatMap(DrillCheck.budget)
        }
        #expect(budget("$(lab.smtp.mx.url)") == .seconds(2) + DrillCheck.margin)
        #expect(budget("smtp://127.0.0.1:25") == .seconds(32) + DrillCheck.margin)
        #expect(budget("smtp://127.0.0.1:25", "canary: { within: 1m }") == .seconds(62) + DrillCheck.margin)
    }
}
