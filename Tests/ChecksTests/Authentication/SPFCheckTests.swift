import Checks
import Findings
import Support
import Testing

struct SPFCheckTests {
    private typealias Check = CheckOverZone<SPFCheck>

    @Test("a bare check is one case that wants a valid record within the limits that ends in -all or ~all")
    func bare() async throws {
        let check = try await Check("domain: example.com", zone: "@ TXT \"v=spf1 ip4:192.0.2.0/24 ~all\"")
        #expect(try check.only.label == nil)
        #expect(try check.only.outcome.verdict == .passed)
    }

    @Test(
        "a record that is no good fails a bare check",
        arguments: [
            ("", "example.com publishes no SPF record"),
            ("@ TXT \"v=spf1 ?all\"", "expected fail or softfail for everyone else, got neutral"),
            ("@ TXT \"v=spf1 a\"", "expected fail or softfail for everyone else, got neutral, for there is no all"),
            ("@ TXT \"v=spf1 ip4:1.2.3 -all\"", "'1.2.3' is no IPv4 address"),
            ("@ TXT \"v=spf1 -all\"\n@ TXT \"v=spf1 -all \"", "example.com publishes 2 SPF records"),
            (
                "@ TXT \"v=spf1 redirect=a.example.com\"\na TXT \"v=spf1 +all\"",
                "'+all' lets everybody send for a.example.com"
            ),
            ("@ TXT \"v=spf1 include:gone.example.com -all\"", "gone.example.com does not exist"),
        ])
    func bareFails(_ zone: String, _ message: String) async throws {
        let only = try await Check("domain: example.com", zone: zone).only
        #expect(only.outcome.verdict == .failed)
        #expect(only.outcome.findings.filter { $0.severity == .error }.map(\.message) == [message])
        #expect(only.outcome.findings.first?.excerpt?.span.description == "a.yaml:1:9")
    }

    @Test("a redirect to a record that ends in -all is fine")
    func redirect() async throws {
        let zone = "@ TXT \"v=spf1 redirect=a.example.com\"\na TXT \"v=spf1 ip4:192.0.2.1 -all\""
        #expect(try await Check("domain: example.com", zone: zone).only.outcome.verdict == .passed)
    }

    @Test("a sender that is judged otherwise points at its expectation and at the term that matched")
    func sender() async throws {
        let check = try await Check(
            """
            domain: example.com
            senders:
              - { ip: 192.0.2.1, expect: pass }
              - { ip: 198.51.100.1, expect: [fail, softfail] }
            """, zone: "@ TXT \"v=spf1 ip4:192.0.2.1 ?all\"")
        #expect(check.cases.map(\.label) == ["record", "192.0.2.1", "198.51.100.1"])
        #expect(check.cases.map(\.outcome.verdict) == [.failed, .passed, .failed])
        #expect(check.cases[2].said == ["4:33 expected fail or softfail, got neutral"])
        #expect(check.cases[2].notedPlaces == ["example.com.zone:4:29"])
    }

    @Test("what DNS does not answer is undetermined, never absent")
    func undetermined() async throws {
        let resolver = zone("example.com. TXT !SERVFAIL")
        let check = try await Check("domain: example.com\nsenders: [{ ip: 192.0.2.1 }]", resolver: resolver)
        #expect(check.cases.map(\.outcome.verdict) == [.undetermined, .undetermined])
        #expect(check.cases.map(\.outcome.transient) == ["server_failure", "server_failure"])
    }
}
