import Alerting
import Checks
import Findings
import Scenarios
import Support
import Testing

@Suite("unit tests of alert rules")
struct AlertRulesTests {
    static let rules = """
        rules:
          - alert: Deferrals
            share: { of: smtp_replies, where: { class: 4xx }, by: [recipient_domain], window: 5m, at_least: 20 }
            above: 20%
            for: 2m
            labels: { severity: critical }
            annotations: { summary: "$(labels.recipient_domain) defers $(value)" }
          - { alert: QueueStuck, percentile: { of: queue_age_seconds, p: 95 }, above: 20m }
        """

    static let events = """
        events:
              - { of: smtp_replies, labels: { class: 4xx, recipient_domain: slow.example }, rate: 1/s, from: 10m, until: 20m }
              - { of: smtp_replies, labels: { class: 2xx, recipient_domain: slow.example }, rate: 1/s }
              - { of: queue_age_seconds, number: 30m, from: 1m, until: 2m }
        """

    /// The rows of these files, and what is wrong with them.
    private func load(
        _ files: [String: String], _ text: String = "{ files: alerts.yaml, tests: tests.yaml }"
    ) throws -> (rows: [Row<AlertRulesSpecification>], said: [String], folder: FixtureFolder) {
        let folder = try FixtureFolder(files)
        let loading = Loading(directory: folder.path)
        let (node, problems) = YAMLDocument.node(of: SourceText(file: "a.yaml", text: text))
        #expect(problems.isEmpty)
        let specification = loading.decode(AlertRulesSpecification.self, from: try #require(node))
        let rows = specification.map { AlertRulesCheck.rows($0, loading: loading) } ?? []
        return (rows, loading.findings.map(\.message), folder)
    }

    private func run(_ row: Row<AlertRulesSpecification>?) async throws -> CaseOutcome {
        let context = CheckContext(
            resources: Resources(), references: RuntimeReferences(), run: RunIdentity(id: "r1", seed: 1),
            caseName: "rules", deadline: .now + .seconds(60), cleanups: Cleanups())
        return await AlertRulesCheck.run(try #require(row), in: context)
    }

    /// The outcome of one test with these events that expects this.
    private func outcome(_ expect: String) async throws -> CaseOutcome {
        let tests = "tests:\n  - name: t\n    \(Self.events)\n    expect:\n      - \(expect)\n"
        let (rows, said, folder) = try load(["alerts.yaml": Self.rules, "tests.yaml": tests])
        defer { withExtendedLifetime(folder) {} }
        #expect(said == [])
        #expect(rows.map(\.label) == ["t"])
        return try await run(rows.first)
    }

    @Test(
        "what is so is passed",
        arguments: [
            "{ at: 9m, alert: Deferrals, state: inactive }", "{ at: 12m, alert: Deferrals, state: pending }",
            "{ at: 15m, alert: Deferrals, labels: { recipient_domain: slow.example, severity: critical } }",
            "{ at: 15m, alert: Deferrals, times: 1, annotations: { summary: slow.example defers 45% } }",
            "{ at: 30m, alert: Deferrals, state: resolved }", "{ at: 1m, alert: QueueStuck }",
            "{ at: 15m, alert: Deferrals, labels: { recipient_domain: other.example }, state: inactive }",
        ])
    func passed(_ expect: String) async throws {
        let outcome = try await outcome(expect)
        #expect(outcome.verdict == .passed, "\(outcome.findings.map(\.message))")
    }

    @Test(
        "what is not so is failed, and says what was",
        arguments: [
            (
                "{ at: 9m, alert: Deferrals }",
                "expected Deferrals to be firing at 9m, got inactive"
            ),
            (
                "{ at: 15m, alert: Deferrals, state: inactive }",
                "expected Deferrals to be inactive at 15m, got Deferrals "
                    + #"{recipient_domain="slow.example", severity="critical"} firing"#
            ),
            ("{ at: 15m, alert: Deferrals, times: 2 }", "expected Deferrals to be firing 2 times at 15m, got 1"),
            (
                "{ at: 15m, alert: Deferrals, annotations: { summary: x } }",
                #"expected the annotation summary of Deferrals to be "x", got "slow.example defers 45%""#
            ),
        ])
    func failed(_ expect: String, _ said: String) async throws {
        let outcome = try await outcome(expect)
        #expect(outcome.verdict == .failed)
        #expect(outcome.findings.map(\.message) == [said])
        #expect(outcome.findings.first?.notes.first?.text.hasPrefix("the rule: ") == true)
    }

    @Test(
        "a test that no rule can meet makes the scenario invalid",
        arguments: [
            ("{ at: 5m, alert: Deferal }", "no rule raises Deferal"),
            ("{ at: 5m, alert: Deferrals, labels: { pool: a } }", "the alerts of Deferrals have no label pool"),
            ("{ at: 5m, alert: Deferrals, state: inactive, times: 0 }", "an inactive alert has no times"),
            ("{ at: 700d, alert: Deferrals }", "the test has more than 100000 evaluations"),
        ])
    func invalid(_ expect: String, _ message: String) throws {
        let tests = "tests: [{ name: t, expect: [\(expect)] }]"
        #expect(try load(["alerts.yaml": Self.rules, "tests.yaml": tests]).said.contains(message))
    }

    @Test(
        "events that cannot be are said",
        arguments: [
            ("{ of: smtp_replies }", "a reply has a class or a code"),
            ("{ of: smtp_replies, labels: { class: 4xx, code: 250 } }", "250 is no reply code that fits"),
            ("{ of: smtp_replies, labels: { selector: s1 } }", "smtp_replies have no label selector"),
            ("{ of: queue_age_seconds }", "each of queue_age_seconds has a number"),
            ("{ of: queue_age_seconds, number: 5 }", "a value of times is compared with a time, found 5"),
            ("{ of: authentication_results, number: 5 }", "authentication_results carry no number"),
            ("{ of: queue_messages, number: 5, from: 5m, until: 5m }", "no event comes before it begins"),
        ])
    func events(_ event: String, _ message: String) throws {
        let tests = "tests: [{ name: t, events: [\(event)], expect: [{ at: 5m, alert: Deferrals }] }]"
        #expect(try load(["alerts.yaml": Self.rules, "tests.yaml": tests]).said == [message])
    }

    @Test("rules that nothing tests are said")
    func untested() throws {
        let said = try load(["alerts.yaml": Self.rules], "{ files: alerts.yaml }").said
        #expect(said.count == 1)
        #expect(said.first?.hasPrefix("nothing tests the rules of ") == true)
    }
}
