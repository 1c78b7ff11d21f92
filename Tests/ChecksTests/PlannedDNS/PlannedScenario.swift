import Findings
import Foundation
import Scenarios

/// A scenario over a Terraform plan of some resources, with one check of a record.
struct PlannedScenario {
    private let scenario: DNSScenario

    /// A plan whose `resource_changes` are these, over a zone of example.com.
    init(
        _ changes: [String], name: String = "www.example.com", type: String = "TXT", expect: String = "[]",
        zone: String = "", state: String = ""
    ) throws {
        let plan = """
            {"format_version": "1.2", \(state)"resource_changes": [\(changes.joined(separator: ",\n"))]}
            """
        scenario = try DNSScenario(
            """
            dns: { planned: { terraform: plan.json }, zones: [a.zone] }
            checks: [{ dns_record: { name: "\(name)", type: \(type), expect: \(expect) } }]
            """,
            ["plan.json": plan, "a.zone": "$ORIGIN example.com.\n$TTL 300\n@ NS ns.example.net.\n\(zone)\n"])
    }

    /// One item of `resource_changes`.
    static func change(
        _ type: String, _ address: String = "r.x", actions: String = "\"create\"", before: String = "null",
        after: String = "null", unknown: String = "{}", sensitive: String = "{}"
    ) -> String {
        """
        {"address": "\(address)", "mode": "managed", "type": "\(type)", "change": {"actions": [\(actions)],
         "before": \(before), "after": \(after), "after_unknown": \(unknown), "before_sensitive": {},
         "after_sensitive": \(sensitive)}}
        """
    }

    /// What is wrong with the scenario.
    var said: [String] { scenario.said }

    /// What is wrong with it, everything that a report would show.
    var findings: [Finding] { scenario.loaded.findings }

    /// What the check found: `passed`, or everything that it says.
    func outcome() async -> String {
        guard let outcome = await scenario.run().first else { return "invalid: \(said)" }
        guard outcome.verdict != .passed else { return "passed" }
        return "\(outcome.verdict): " + outcome.findings.map(\.message).joined(separator: "; ")
    }
}
