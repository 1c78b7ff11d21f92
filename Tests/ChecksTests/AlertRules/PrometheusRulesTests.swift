import Checks
import Findings
import Scenarios
import Support
import Testing

@Suite(
    "rules of Prometheus, judged by its own tool", .enabled(if: Program.isExpected("promtool")),
    .timeLimit(.minutes(10))
)
struct PrometheusRulesTests {
    private static let rules = """
        groups:
          - name: mail
            rules:
              - alert: Deferrals
                expr: mail_deferred_ratio > 0.2
                for: 5m
                labels: { severity: critical }
        """

    private static func tests(_ at: String) -> String {
        """
        rule_files: [alerts.yaml]
        evaluation_interval: 1m
        tests:
          - interval: 1m
            input_series: [{ series: 'mail_deferred_ratio{domain="slow.example"}', values: '0.1x10 0.5x20' }]
            alert_rule_test:
              - eval_time: \(at)
                alertname: Deferrals
                exp_alerts: [{ exp_labels: { severity: critical, domain: slow.example } }]
        """
    }

    /// The outcome of each row, by its label.
    private func outcomes(rules: String = rules, tests: String) async throws -> [String: CaseOutcome] {
        let folder = try FixtureFolder(["alerts.yaml": rules, "tests.yaml": tests])
        let loading = Loading(directory: folder.path)
        let (document, _) = YAMLDocument.node(
            of: SourceText(file: "a.yaml", text: "{ files: alerts.yaml, tests: tests.yaml }"))
        let node = try #require(document)
        let specification = try #require(loading.decode(AlertRulesSpecification.self, from: node))
        var outcomes: [String: CaseOutcome] = [:]
        for row in AlertRulesCheck.rows(specification, loading: loading) {
            let context = CheckContext(
                resources: Resources(), references: RuntimeReferences(), run: RunIdentity(id: "r1", seed: 1),
                caseName: "rules", deadline: .now + .seconds(60), cleanups: Cleanups())
            outcomes[row.label ?? ""] = await AlertRulesCheck.run(row, in: context)
        }
        #expect(loading.findings.isEmpty)
        return outcomes
    }

    @Test("rules and tests that promtool likes are passed")
    func passed() async throws {
        let outcomes = try await outcomes(tests: Self.tests("20m"))
        #expect(outcomes.mapValues(\.verdict) == ["alerts.yaml": .passed, "tests.yaml": .passed])
    }

    @Test("a test that fails is failed, in promtool's words")
    func failed() async throws {
        let outcomes = try await outcomes(tests: Self.tests("5m"))
        #expect(outcomes.mapValues(\.verdict) == ["alerts.yaml": .passed, "tests.yaml": .failed])
        let notes = outcomes["tests.yaml"]?.findings.first?.notes.map(\.text) ?? []
        #expect(notes.contains { $0.contains("Deferrals") })
    }

    @Test("rules that are none are failed")
    func broken() async throws {
        let outcomes = try await outcomes(
            rules: Self.rules.replacing("> 0.2", with: "> > 0.2"), tests: Self.tests("20m"))
        #expect(outcomes["alerts.yaml"]?.verdict == .failed)
    }
}
