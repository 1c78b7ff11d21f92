import Findings
import Support
import Testing

/// A Terraform plan that cannot say yet what a record will be.
struct PlannedChangeTests {
    @Test("a key that is unknown until applied is undetermined, exit code 2, and names the resource")
    func unknownUntilApplied() async throws {
        let scenario = try ShippedScenario("authentication")
        defer { scenario.folder.remove() }
        try scenario.replace(#""records": [false]"#, with: #""records": true"#, in: "dns/plan.json")
        let run = try await scenario.run()
        #expect(run.exitCode == 2, "\(run.output)\(run.errors)")
        let open = run.cases.filter { $0.report.outcome.verdict != .passed }
        #expect(open.map(\.name) == ["both keys are published during the rotation [ed2026b]"])
        #expect(open.map(\.report.outcome.verdict) == [.undetermined])
        #expect(
            run.output.contains(#"aws_route53_record.dkim["ed2026b"]: it is unknown until applied"#), "\(run.output)")
    }

    @Test("a plan that only Terraform can read is an invalid scenario, exit code 65, with what to do")
    func binaryPlan() async throws {
        let scenario = try ShippedScenario("authentication")
        defer { scenario.folder.remove() }
        try scenario.replace("{\n  \"format_version\"", with: "PK\u{3}\u{4}", in: "dns/plan.json")
        let run = try await scenario.run()
        #expect(run.exitCode == 65)
        #expect(run.errors.contains("terraform show -json"), "\(run.errors)")
    }
}
