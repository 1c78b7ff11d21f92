import Checks
import Findings
import Scenarios
import Support
import Testing

@Suite("a number that returns after a drill", .timeLimit(.minutes(10)))
struct DrillRemediationTests {
    private func outcome(_ remediation: String, within: String = "60s") async throws -> CaseOutcome {
        let drill = try await RunningDrill(
            RunningDrill.words.replacing(
                "alerts_resolved_within: 20s",
                with: "alerts_resolved_within: 30s, remediation: { metric: { \(remediation) }, within: \(within) }"))
        let outcome = await drill.run()
        await drill.stop()
        return outcome
    }

    private static let deferrals = "of: smtp_replies, where: { class: 4xx }"

    @Test("the drill passes as soon as it is back, and the timeline shows it")
    func returns() async throws {
        let outcome = try await outcome("count: { \(Self.deferrals), window: 4s }, max: 0")
        #expect(outcome.verdict == .passed, "\(outcome)")
        let still = outcome.output.firstIndex { $0.contains("metric count of smtp_replies is still ") }
        let back = outcome.output.firstIndex {
            $0.hasSuffix("metric count of smtp_replies is back at 0 (at most 0)")
        }
        let disarmed = outcome.output.firstIndex { $0.contains("disarmed smtp mx") }
        #expect(disarmed != nil && still != nil && back != nil, "\(outcome.output)")
        #expect(disarmed ?? 0 < still ?? 0 && still ?? 0 < back ?? 0, "\(outcome.output)")
        #expect(outcome.properties.contains { $0.name == "drill.remedied" })
    }

    @Test("the drill fails at the bound where it is not back in time, with what it was")
    func staysAway() async throws {
        // A window in which the deferrals stay for longer than is waited.
        let outcome = try await outcome("count: { \(Self.deferrals), window: 5m }, max: 0", within: "2s")
        #expect(outcome.verdict == .failed, "\(outcome)")
        let finding = try #require(outcome.findings.first)
        #expect(finding.rule == "drill/not-remedied")
        #expect(
            finding.message.hasPrefix(
                "expected a count of smtp_replies of at most 0 within 2s of the end of the faults, and it was "),
            "\(finding.message)")
        #expect(finding.label?.hasPrefix("got ") == true)
        #expect(finding.excerpt?.span.line == 15)
        #expect(finding.notes.contains { $0.text.hasSuffix(" at the end of the faults") })
    }

    @Test("what has to rise again is a least")
    func rises() async throws {
        let outcome = try await outcome(
            "count: { of: smtp_replies, where: { class: 2xx, recipient_domain: slow.example }, window: 10s }, min: 5")
        #expect(outcome.verdict == .passed, "\(outcome)")
        #expect(outcome.output.contains { $0.hasSuffix("(at least 5)") }, "\(outcome.output)")
    }

    @Test(
        "what is wrong with its words is said where it stands",
        arguments: [
            ("within: 1m", "the key metric is missing"),
            ("metric: { count: { of: smtp_replies, window: 2s }, max: 1 }", "the key within is missing"),
            ("metric: { count: { of: smtp_replies, window: 2s } }, within: 1m", "a metric wants min or max"),
            (
                "metric: { max: 1 }, within: 1m",
                "a metric is one measure: count, rate, share, percentile, value or promql"
            ),
        ])
    func wrong(_ words: String, _ said: String) {
        #expect(DecodedText<DrillRemediation>("{ \(words) }").findings.map(\.message) == [said])
    }

    @Test("the drill has as much time as the longer of both")
    func budget() throws {
        let text = """
            faults: [{ smtp: { at: rcpt, reply: "451 4.7.1 Later" } }]
            expect: [{ alert: A, within: 1s }]
            recover:
              alerts_resolved_within: 2s
              remediation: { metric: { promql: queue, max: 0 }, within: 9s }
            """
        let specification = try #require(DecodedText<DrillSpecification>(text).value)
        #expect(DrillCheck.budget(specification) == .seconds(10) + DrillCheck.margin)
    }
}
