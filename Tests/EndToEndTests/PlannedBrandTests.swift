import Findings
import Foundation
import Support
import Testing

@Suite("fifty brands and a Terraform plan")
struct PlannedBrandTests {
    /// A plan with one change of the record of a selector.
    private static func plan(_ actions: String, after: String, unknown: String = "{}") -> String {
        """
        {"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": [
          {"address": "aws_route53_record.m1[\\"brand07\\"]", "mode": "managed", "type": "aws_route53_record",
           "change": {"actions": \(actions),
             "before": {"name": "m1._domainkey.brand07.example", "type": "TXT", "ttl": 300, "records": ["v=DKIM1; p="]},
             "after": \(after), "after_unknown": \(unknown)}},
          {"address": "aws_db_instance.main", "mode": "managed", "type": "aws_db_instance",
           "change": {"actions": ["update"], "before": {"password": "hunter2"}, "after": {"password": "hunter3"}}}
        ]}
        """
    }

    private func run(_ plan: String) async throws -> MailproofProcess {
        let scenario = try ShippedScenario("brands")
        defer { scenario.folder.remove() }
        try scenario.replace("dns: { zones", with: "dns: { planned: { terraform: plan.json }, zones", in: "audit.yaml")
        try scenario.folder.write(plan, to: "Scenarios/brands/plan.json")
        return try await scenario.run()
    }

    @Test("a plan that deletes one selector fails exactly the case of its brand, and names the resource")
    func deleted() async throws {
        let run = try await run(Self.plan("[\"delete\"]", after: "null"))
        #expect(run.exitCode == 1, "\(run.output)\(run.errors)")
        let failing = run.cases.filter { $0.report.outcome.verdict != .passed }
        #expect(failing.map(\.name) == ["brands [brand07.example, dkim]"])
        #expect(run.output.contains("aws_route53_record.m1[\"brand07\"] deletes it"), "\(run.output)")
        #expect(!(run.output + run.errors).contains("hunter"))
    }

    @Test("a selector whose record is known only once the plan is applied is undetermined, and names the resource")
    func unknown() async throws {
        let after = "{\"name\": \"m1._domainkey.brand07.example\", \"type\": \"TXT\", \"ttl\": 300}"
        let run = try await run(Self.plan("[\"update\"]", after: after, unknown: "{\"records\": true}"))
        #expect(run.exitCode == 2, "\(run.output)\(run.errors)")
        let open = run.cases.filter { $0.report.outcome.verdict != .passed }
        #expect(open.map(\.name) == ["brands [brand07.example, dkim]"])
        #expect(open.first?.report.outcome.verdict == .undetermined)
        #expect(run.output.contains("aws_route53_record.m1[\"brand07\"]"), "\(run.output)")
    }

    @Test("the scenario has at most twelve lines")
    func short() throws {
        let url = ShippedScenario.root.appendingPathComponent("brands/audit.yaml")
        let lines = String(decoding: try Data(contentsOf: url), as: UTF8.self).split(separator: "\n")
        #expect(lines.filter { !$0.hasPrefix("#") }.count <= 12)
    }
}
