import Findings
import Runner
import Scenarios
import Testing

@Suite("permissions")
struct PermissionTests {
    static let files = [
        """
        checks:
          - look: { do: a }
          - act: { do: b, reaches: Smtp.Staging.Example.com., rows: [x, y] }
        """
    ]

    @Test("what is not allowed is refused before anything starts, with file, need, host and place")
    func refused() throws {
        do {
            _ = try Plan(try RunHarness().load(Self.files))
            Issue.record("not refused")
        } catch PlanRefusal.notAllowed(let findings) {
            #expect(
                findings.map(\.message) == [
                    "0.yaml needs sending mail to Smtp.Staging.Example.com., which this run does not allow"
                ])
            #expect(findings.first?.excerpt?.span.line == 5)
            #expect(findings.first?.remedy?.contains("--allow smtp=smtp.staging.example.com") == true)
        }
    }

    @Test(
        "a permission holds for every host, or for the named one",
        arguments: [
            ("smtp", true), ("smtp=smtp.staging.example.com", true), ("network, smtp=SMTP.staging.example.com.", true),
            ("smtp=other.example", false), ("network", false), ("smtp=staging.example.com", false),
        ])
    func allowed(_ list: String, _ isAllowed: Bool) throws {
        let options = PlanOptions(permissions: try Permissions(parsing: list))
        let scenarios = try RunHarness().load(Self.files)
        if isAllowed {
            #expect(try Plan(scenarios, options: options).caseCount == 3)
        } else {
            #expect(throws: PlanRefusal.self) { _ = try Plan(scenarios, options: options) }
        }
    }

    @Test(
        "a port beside the host does not matter, unless it is named",
        arguments: [
            ("smtp.example:587", "smtp=smtp.example", true), ("smtp.example:587", "smtp=smtp.example:587", true),
            ("smtp.example:587", "smtp=smtp.example:25", false), ("\"[2001:db8::1]:25\"", "smtp=2001:db8::1", true),
            ("\"2001:db8::1\"", "smtp=2001:db8::1", true), ("\"2001:db8::1\"", "smtp=2001", false),
        ])
    func ports(_ host: String, _ list: String, _ isAllowed: Bool) throws {
        let scenarios = try RunHarness().load(["checks: [{ act: { do: b, reaches: \(host) } }]"])
        let options = PlanOptions(permissions: try Permissions(parsing: list), skipsUnallowed: true)
        let plan = try Plan(scenarios, options: options)
        #expect(plan.suites[0].cases.allSatisfy { ($0.skipped == nil) == isAllowed })
    }

    @Test("what is not allowed can be skipped, and says so")
    func skipped() async throws {
        let harness = RunHarness()
        let told = try await harness.run(Self.files[0], plan: PlanOptions(skipsUnallowed: true))
        #expect(
            told.verdicts == [
                "look a: passed mailproof.expectation", "act b [x]: skipped mailproof.permission",
                "act b [y]: skipped mailproof.permission",
            ])
        #expect(told.summary.exitCode == 0)
        #expect(harness.stage.journal.entries == ["begin a", "end a"])
    }

    @Test("what is no list is refused", arguments: ["", "net", "smtp=", "exec=ls", "network,,smtp", "=x"])
    func noList(_ text: String) {
        #expect(throws: Permissions.Failure.self) { _ = try Permissions(parsing: text) }
    }
}
