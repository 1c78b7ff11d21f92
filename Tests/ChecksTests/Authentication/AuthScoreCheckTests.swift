import Checks
import Findings
import Support
import Testing

struct AuthScoreCheckTests {
    private typealias Check = CheckOverZone<AuthScoreCheck>

    private static let records = """
        @ TXT "v=spf1 ip4:192.0.2.0/24 -all"
        s1._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
        _dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
        default._bimi TXT "v=BIMI1; l=https://example.com/logo.svg; a="
        """

    private func score(_ zone: String) async throws -> String? {
        let check = try await Check("domain: example.com\nselectors: [s1]", zone: zone)
        return try check.only.outcome.properties.first { $0.name == "auth_score.score" }?.value
    }

    @Test("a domain with everything in place has all 100 points")
    func whole() async throws {
        #expect(try await score(Self.records) == "100 of 100: SPF 30, DKIM 35, DMARC 30, BIMI 5")
    }

    @Test(
        "each part gives all of its points or none",
        arguments: [
            ("v=spf1", "v=spf2", "70 of 100: SPF 0 of 30, DKIM 35, DMARC 30, BIMI 5"),
            ("s1._domainkey", "s2._domainkey", "65 of 100: SPF 30, DKIM 0 of 35, DMARC 30, BIMI 5"),
            ("_dmarc", "dmarc", "65 of 100: SPF 30, DKIM 35, DMARC 0 of 30, BIMI 0 of 5"),
            ("default._bimi", "bimi", "95 of 100: SPF 30, DKIM 35, DMARC 30, BIMI 0 of 5"),
            ("l=https:", "l=http:", "95 of 100: SPF 30, DKIM 35, DMARC 30, BIMI 0 of 5"),
            ("p=reject", "p=none", "95 of 100: SPF 30, DKIM 35, DMARC 30, BIMI 0 of 5"),
        ])
    func parts(_ text: String, _ replacement: String, _ expected: String) async throws {
        #expect(try await score(Self.records.replacing(text, with: replacement)) == expected)
    }

    @Test("a score below its bound fails at the bound, with what costs the points")
    func bound() async throws {
        let zone = Self.records.replacing("s1._domainkey", with: "s2._domainkey")
        let only = try await Check("domain: example.com\nselectors: [s1]\nscore: { min: 95 }", zone: zone).only
        #expect(only.outcome.verdict == .failed)
        #expect(only.outcome.findings.first?.excerpt?.span.line == 3)
        #expect(only.outcome.findings.first?.notes.contains { $0.text.hasPrefix("DKIM: ") } ?? false)
        let passing = try await Check("domain: example.com\nselectors: [s1]\nscore: { min: 95 }", zone: Self.records)
            .only
        #expect(passing.outcome.verdict == .passed)
    }

    @Test("a part that DNS does not answer for decides only where its points would")
    func unknown() async throws {
        let dns = zone(
            """
            example.com. TXT "v=spf1 -all"
            s1._domainkey.example.com. TXT !TIMEOUT
            _dmarc.example.com. TXT "v=DMARC1; p=reject"
            """)
        func verdict(_ bound: String) async throws -> Verdict {
            let text = "domain: example.com\nselectors: [s1]\nscore: \(bound)"
            return try await Check(text, resolver: dns).only.outcome.verdict
        }
        #expect(try await verdict("{ min: 60 }") == .passed)
        #expect(try await verdict("{ min: 90 }") == .undetermined)
        #expect(try await verdict("{ min: 100 }") == .failed)
    }
}
