import Findings
import Foundation
import Runner
import Scenarios
import Testing

@Suite("redaction")
struct RedactionTests {
    static let secret = "s3cr3t&pa/ss\"word"
    static let scenario = """
        secrets: { PASSWORD: { env: STAGING_PASSWORD } }
        checks:
          - look: { do: a, secret: $(secrets.PASSWORD) }
        """

    @Test("a secret reaches the case, and nobody else, in no encoding")
    func everywhere() async throws {
        var harness = RunHarness(environment: ["STAGING_PASSWORD": Self.secret])
        let base64 = Data("user\0\(Self.secret)".utf8).base64EncodedString()
        harness.stage.acts["b"] = { context, _ in
            let text = "AUTH \(base64) for \(Self.secret)"
            let excerpt = SourceExcerpt(
                span: SourceSpan(file: Self.secret, line: 1, column: 1 + Self.secret.unicodeScalars.count, length: 3),
                line: "\(Self.secret)abc")
            let finding = Finding(
                "fake/x", .error, text, label: text, at: excerpt, remedy: text,
                notes: [.init(text, at: excerpt)])
            context.cleanups.add(text) { [finding] }
            return CaseOutcome(
                .failed, findings: [finding], type: text, reason: text, properties: [.init(text, text)],
                output: [text, "half \(Self.secret.prefix(5))"], transient: text)
        }
        let told = try await harness.run(Self.scenario + "\n  - look: { do: b }")
        let log = String(decoding: try JSONEncoder().encode(told.events), as: UTF8.self)
        for form in [Self.secret, base64, "s3cr3t", Data(Self.secret.utf8).base64EncodedString()] {
            #expect(!log.contains(form))
        }
        #expect(try told.report("look a").outcome.findings.map(\.message) == ["sent ***"])
        let excerpt = try #require(try told.report("look b").outcome.findings.first?.excerpt)
        #expect(excerpt.line == "***abc")
        #expect(excerpt.span.column == 4)
    }

    @Test("a secret that is not set makes the case undetermined and says which variable to set", arguments: [nil, ""])
    func unset(_ value: String?) async throws {
        let harness = RunHarness(environment: value.map { ["STAGING_PASSWORD": $0] } ?? [:])
        let told = try await harness.run(Self.scenario)
        #expect(told.reports.first?.outcome.verdict == .undetermined)
        let message = try #require(told.reports.first?.outcome.findings.first?.message)
        #expect(message.contains("STAGING_PASSWORD"))
        #expect(told.summary.exitCode == 2)
    }

    @Test("a secret over the end of a line of output is found")
    func overLines() async throws {
        var harness = RunHarness(environment: ["STAGING_PASSWORD": "first\nsecond"])
        harness.stage.acts["b"] = { _, _ in .passed(output: ["x first", "second y"]) }
        let told = try await harness.run(Self.scenario + "\n  - look: { do: b }")
        #expect(try told.report("look b").outcome.output == ["x *** y"])
    }
}
