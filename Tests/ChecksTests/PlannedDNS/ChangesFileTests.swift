import Findings
import Support
import Testing

/// The neutral file of planned changes.
struct ChangesFileTests {
    private func scenario(
        _ changes: String, name: String = "www.example.com", type: String = "TXT", expect: String = "[]",
        zone: String = "www TXT zone"
    ) throws -> DNSScenario {
        try DNSScenario(
            """
            dns: { planned: { changes: c.yaml }, zones: [a.zone] }
            checks: [{ dns_record: { name: \(name), type: \(type), expect: \(expect) } }]
            """,
            ["c.yaml": changes, "a.zone": "$ORIGIN example.com.\n$TTL 300\n@ NS ns.example.net.\n\(zone)\n"])
    }

    @Test("a set is one record or several, with a TTL or without")
    func sets() async throws {
        let one = try scenario("changes: [{ name: www.example.com, type: TXT, set: new, ttl: 60 }]", expect: "new")
        #expect(one.said.isEmpty)
        #expect(await one.run().map(\.verdict) == [.passed])
        let several = try scenario(
            "changes:\n  - { name: www.example.com, type: MX, set: [10 a.example, 20 b.example] }", type: "MX",
            expect: "[20 b.example, 10 a.example]")
        #expect(await several.run().map(\.verdict) == [.passed])
    }

    @Test("a deleted set is no data")
    func deletes() async throws {
        let scenario = try scenario("changes: [{ name: www.example.com, type: TXT, delete: true }]")
        #expect(await scenario.run().map(\.verdict) == [.passed])
    }

    @Test("what nobody knows yet is undetermined, with the reason that the file gives and its line")
    func unknown() async throws {
        let scenario = try scenario(
            "changes:\n  - { name: www.example.com, type: TXT, unknown: set by the mail vendor }")
        let outcome = try #require(await scenario.run().first)
        #expect(outcome.verdict == .undetermined)
        #expect(
            outcome.findings.first?.message.contains("c.yaml:2: it is not known yet: set by the mail vendor") == true)
    }

    @Test("a failure points at the record in the file of changes")
    func origin() async throws {
        let scenario = try scenario(
            "changes:\n  - { name: www.example.com, type: TXT, set: \"new\" }", expect: "other")
        let outcome = try #require(await scenario.run().first)
        let span = try #require(outcome.findings.first?.notes.first?.excerpt?.span)
        #expect(span.file.hasSuffix("c.yaml") && span.line == 2 && span.column == 47)
    }

    @Test("every mistake is told at its place")
    func mistakes() throws {
        for (changes, message) in [
            ("changes: [{ name: a.example, type: TXT }]", "c.yaml:1:11 a change says one of set, delete and unknown"),
            (
                "changes: [{ name: a.example, type: TXT, set: x, delete: true }]",
                "c.yaml:1:49 a change says one of set, delete and unknown"
            ),
            (
                "changes: [{ name: a.example, type: A, set: 192.0.2 }]",
                "c.yaml:1:44 '192.0.2' is not the data of a record of type A"
            ),
            (
                "changes: [{ name: a.example, type: TXT, set: x }, { name: A.example, type: TXT, delete: true }]",
                "c.yaml:1:59 A.example TXT is planned twice"
            ),
            (
                "changes: [{ name: a.example, type: TXT, set: x }, { name: a.example, type: CNAME, set: b.example }]",
                "c.yaml:1:36 a.example gets a CNAME record beside its TXT record"
            ),
            (
                "changes: [{ name: a.example, type: ANY, delete: true }]",
                "c.yaml:1:36 ANY is a type of questions, and no record has it"
            ),
            (
                "changes: [{ name: a.example, type: TXT, set: x, ttl: -1 }]",
                "c.yaml:1:54 a TTL has 0 to 2147483647 seconds"
            ),
            ("changes: [{ name: a.example, type: TXT, delete: false }]", "c.yaml:1:49 delete: false changes nothing"),
            ("change: []", "c.yaml:1:1 unknown key \"change\""),
        ] {
            let said = try scenario(changes).said
            #expect(said.contains { $0.hasPrefix(message) }, "\(said)")
        }
    }

    @Test("any octets in the place of the file end in findings or answers")
    func hostile() throws {
        var generator = Support.SeededGenerator(seed: 5)
        let seed = Array(
            "changes:\n  - { name: www.example.com, type: TXT, set: [\"new\", x], ttl: 60 }\n  - { name: a.example, type: MX, delete: true }\n"
                .utf8)
        for _ in 0..<400 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                if Bool.random(using: &generator) {
                    bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
                } else {
                    bytes.remove(at: index)
                }
            }
            _ = try scenario(String(decoding: bytes, as: UTF8.self))
        }
    }
}
