import Findings
import Foundation
import Scenarios
import Support
import Testing

/// What a plan does to records, and everything that a file may be but a plan.
struct TerraformPlanTests {
    private typealias Plan = PlannedScenario

    private let record = #"{"name": "www.example.com", "type": "TXT", "records": ["old"]}"#

    @Test("a set that is deleted is no data, one that stays answers, and so does one that is only forgotten")
    func actions() async throws {
        for (actions, after, expected) in [
            (#""delete""#, "null", "[]"), (#""no-op""#, record, "old"), (#""forget""#, "null", "old"),
            (#""delete", "create""#, record.replacingOccurrences(of: "old", with: "new"), "new"),
            (#""create", "delete""#, record.replacingOccurrences(of: "old", with: "new"), "new"),
            (#""update""#, record.replacingOccurrences(of: "www", with: "other"), "[]"),
        ] {
            let plan = try Plan(
                [Plan.change("aws_route53_record", actions: actions, before: record, after: after)], expect: expected,
                zone: "www TXT zone")
            #expect(await plan.outcome() == "passed", "\(actions)")
        }
    }

    @Test("a value that is unknown until applied, or sensitive, is undetermined and names its resource")
    func unknown() async throws {
        for (unknown, sensitive, reason) in [
            (#"{"records": true}"#, "{}", "it is unknown until applied"),
            (#"{"records": [false, true]}"#, "{}", "it is unknown until applied"),
            ("{}", #"{"records": [true]}"#, "its value is marked as sensitive"),
        ] {
            let plan = try Plan([
                Plan.change(
                    "aws_route53_record", #"module.mail[\"a\"].aws_route53_record.s1[0]"#, after: record,
                    unknown: unknown, sensitive: sensitive)
            ])
            let outcome = await plan.outcome()
            #expect(outcome.hasPrefix("undetermined"))
            #expect(outcome.contains(#"module.mail["a"].aws_route53_record.s1[0]: \#(reason)"#), "\(outcome)")
            #expect(!outcome.contains("old"))
        }
    }

    @Test("a record whose name is unknown until applied is told, and the scenario still runs")
    func unknownName() async throws {
        let plan = try Plan(
            [
                Plan.change(
                    "aws_route53_record", "aws_route53_record.v", after: #"{"type": "TXT", "records": ["x"]}"#,
                    unknown: #"{"name": true}"#)
            ], expect: "zone", zone: "www TXT zone")
        #expect(plan.findings.map(\.severity) == [.warning])
        #expect(plan.said[0].contains("aws_route53_record.v"))
        #expect(await plan.outcome() == "passed")
    }

    @Test("nothing of other resources, and no line of the plan, is ever told")
    func secrecy() async throws {
        let secret = "hunter2-of-the-database"
        for broken in [#", "x": }"#, ""] {
            let plan = try Plan([
                Plan.change("aws_db_instance", after: #"{"password": "\#(secret)"}"#),
                Plan.change("aws_route53_record", after: record, unknown: #"{"name": true}"#) + broken,
            ])
            let everything = String(decoding: try JSONEncoder().encode(plan.findings), as: UTF8.self)
            #expect(!plan.findings.isEmpty)
            #expect(!everything.contains(secret))
            #expect(!everything.contains("aws_db_instance"))
        }
    }

    private func said(_ bytes: String, expect count: Int = 1) throws -> String {
        let scenario = try DNSScenario(
            """
            dns: { planned: { terraform: plan.json } }
            checks: [{ dns_record: { name: a.example, type: TXT, expect: [] } }]
            """, ["plan.json": bytes])
        #expect(scenario.said.count == count, "\(scenario.said)")
        return (scenario.said.first ?? "") + (scenario.loaded.findings.first?.remedy.map { " | \($0)" } ?? "")
    }

    @Test("a file that is something else is told for what it is, with what to do")
    func otherFiles() throws {
        #expect(try said("PK\u{3}\u{4}rest").contains("is the plan itself"))
        #expect(
            try said("{\"format_version\": \"1.0\",\n \"resource").contains("breaks off, or is malformed, in line 2"))
        #expect(try said("{}").contains("no format_version"))
        #expect(try said("[]").contains("terraform show -json"))
        #expect(try said("").contains("is not JSON"))
        #expect(try said(#"{"format_version": "2.0", "resource_changes": []}"#).contains("does not read"))
        #expect(try said(#"{"format_version": "1.0", "values": {}}"#).contains("is the state, not a plan"))
        #expect(try said(#"{"format_version": "1.0", "errored": true, "resource_changes": []}"#).contains("failed"))
        #expect(try said(String(repeating: "[", count: 100_000)).contains("is not JSON"))
        #expect(try said(String(repeating: " ", count: (16 << 20) + 1)).contains("has more than 16 MiB"))
        #expect(try said(#"{"format_version": "1.2"}"#, expect: 0).isEmpty)
    }

    @Test("planned names one file")
    func oneSource() throws {
        for (planned, message) in [
            ("{}", "3:17 nothing is planned"), ("{ changes: a, terraform: b }", "3:31 changes come from one file"),
        ] {
            let scenario = try DNSScenario(
                "dns: { planned: \(planned) }\nchecks: [{ dns_record: { name: a.example, type: A, expect: [] } }]")
            #expect(scenario.said == ["s.yaml:\(message)"])
        }
    }

    @Test("any octets in the place of a plan end in findings or answers")
    func hostile() throws {
        var generator = Support.SeededGenerator(seed: 11)
        let seed = Array(
            """
            {"format_version": "1.2", "resource_changes": [
            \(Plan.change("aws_route53_record", after: record)),
            \(Plan.change("cloudflare_record", before: #"{"name": "a.example", "type": "MX", "data": {"priority": 1}}"#)),
            \(Plan.change("azurerm_dns_txt_record", after: #"{"name": "@", "zone_name": "a.example", "record": [{"value": "x"}]}"#)),
            \(Plan.change("google_dns_record_set", after: #"{"name": "a.", "type": "TXT", "rrdatas": ["\"x\\"]}"#))]}
            """.utf8)
        for _ in 0..<400 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0x20...0x7E, using: &generator)
                case 1: bytes.removeSubrange(index..<min(index + 7, bytes.count))
                default: bytes.insert(contentsOf: bytes[index...].prefix(11), at: index)
                }
            }
            let scenario = try DNSScenario(
                """
                dns: { planned: { terraform: plan.json } }
                checks: [{ dns_record: { name: a.example, type: TXT, expect: [] } }]
                """, ["plan.json": String(decoding: bytes, as: UTF8.self)])
            #expect(scenario.loaded.findings.count <= 30)
        }
    }
}
