import Checks
import Findings
import Scenarios
import Testing

struct DNSRecordCheckTests {
    private let zone = """
        $ORIGIN example.com.
        $TTL 1h
        @    MX     10 mx1
             MX     20 mx2
             TXT    "v=spf1 include:_spf.example.net " "-all"
             CAA    0 issue "ca.example.net"
        mx1  A      192.0.2.1
             AAAA   2001:db8::1
        www  CNAME  mx1

        """

    private func outcome(_ check: String) async throws -> CaseOutcome {
        let scenario = try DNSScenario(
            "dns: { zones: [a.zone] }\nchecks:\n  - dns_record: \(check)", ["a.zone": zone])
        return try #require(await scenario.run().first, "\(scenario.said)")
    }

    @Test(
        "records are compared as data, not as text, and in any order",
        arguments: [
            "{ name: mx1.example.com, type: A, expect: 192.0.2.1 }",
            "{ name: MX1.example.com., type: AAAA, expect: \"2001:DB8:0::1\" }",
            "{ name: example.com, type: MX, expect: [20 MX2.example.com, 10 mx1.example.com.] }",
            "{ name: example.com, type: TXT, expect: \"v=spf1 include:_spf.example.net -all\" }",
            "{ name: example.com, type: CAA, expect: '0 issue \"ca.example.net\"' }",
            "{ name: www.example.com, type: A, expect: 192.0.2.1 }",
            "{ name: www.example.com, type: CNAME, expect: mx1.example.com }",
            "{ name: mx1.example.com, type: TXT, expect: [] }",
            "{ name: nothing.example.com, type: A, expect: [] }",
        ])
    func holds(_ check: String) async throws {
        #expect(try await outcome(check).verdict == .passed)
    }

    @Test(
        "what differs is told at the expectation",
        arguments: [
            ("{ name: mx1.example.com, type: A, expect: 192.0.2.9 }", "expected 192.0.2.9, got 192.0.2.1"),
            ("{ name: mx1.example.com, type: TXT, expect: x }", "expected x, got no TXT record"),
            ("{ name: nothing.example.com, type: A, expect: 192.0.2.1 }", "expected 192.0.2.1, got no such name"),
            ("{ name: mx1.example.com, type: A, expect: [] }", "expected no A record, got 192.0.2.1"),
            (
                "{ name: example.com, type: MX, expect: 10 mx1.example.com }",
                "expected 10 mx1.example.com, got 10 mx1.example.com and 20 mx2.example.com"
            ),
        ])
    func fails(_ check: String, _ message: String) async throws {
        let outcome = try await outcome(check)
        #expect(outcome.verdict == .failed)
        #expect(outcome.findings.map(\.message) == [message])
        #expect(outcome.findings.first?.excerpt?.span.line == 5)
    }

    @Test("the place of a record that is not expected is noted")
    func places() async throws {
        let outcome = try await outcome("{ name: www.example.com, type: A, expect: 192.0.2.9 }")
        let places = outcome.findings.flatMap(\.notes).compactMap { $0.excerpt?.span }
        #expect(places.map { "\($0.line):\($0.column)" } == ["7:13", "9:13"])
    }

    @Test("an expectation that is no data of the type makes the scenario invalid")
    func invalid() throws {
        let scenario = try DNSScenario(
            "checks: [{ dns_record: { name: example.com, type: MX, expect: mx1.example.com } }]")
        #expect(scenario.said == ["s.yaml:3:63 'mx1.example.com' is not the data of a record of type MX"])
    }
}
