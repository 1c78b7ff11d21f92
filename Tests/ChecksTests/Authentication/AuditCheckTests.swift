import Checks
import Findings
import Support
import Testing

struct AuditCheckTests {
    private typealias Check = CheckOverZone<AuditCheck>

    private static let records = """
        @ TXT "v=spf1 ip4:192.0.2.0/24 -all"
        s1._domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
        _dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
        """

    private static let specification = """
        domain: example.com
        selectors: [s1]
        senders:
          - 192.0.2.1
          - { ip: 198.51.100.1, expect: fail }
        """

    @Test("each protocol is a case, all selectors and all senders in theirs")
    func cases() async throws {
        let check = try await Check(Self.specification, zone: Self.records)
        #expect(check.cases.map(\.label) == ["spf", "dkim", "dmarc"])
        #expect(check.cases.map(\.outcome.verdict) == [.passed, .passed, .passed], "\(check.cases.map(\.said))")
        let facts = check.cases.flatMap(\.outcome.properties).map { "\($0.name)=\($0.value)" }
        for fact in ["spf.lookups=0 of 10", "spf.192.0.2.1=pass", "spf.198.51.100.1=fail", "dkim.s1=ed25519, 256 bits"]
        {
            #expect(facts.contains(fact), "\(facts)")
        }
    }

    @Test("one sender, one selector or one policy that is wrong fails its protocol alone, at its value")
    func wrong() async throws {
        let sender = try await Check(
            Self.specification, zone: Self.records.replacing("192.0.2.0/24", with: "192.0.2.9"))
        #expect(sender.cases.map(\.outcome.verdict) == [.failed, .passed, .passed])
        #expect(sender.cases[0].said == ["4:5 192.0.2.1: expected pass, got fail"])
        let selector = try await Check(Self.specification, zone: Self.records.replacing("s1._", with: "s2._"))
        #expect(selector.cases.map(\.outcome.verdict) == [.passed, .failed, .passed])
        #expect(selector.cases[1].outcome.findings.first?.excerpt?.span.line == 2)
        let policy = try await Check(Self.specification, zone: Self.records.replacing("_dmarc", with: "dmarc"))
        #expect(policy.cases.map(\.outcome.verdict) == [.passed, .passed, .failed])
    }

    @Test("without selectors DKIM is skipped in the open, never left out")
    func noSelectors() async throws {
        let check = try await Check("domain: example.com", zone: Self.records)
        #expect(check.cases.map(\.outcome.verdict) == [.passed, .skipped, .passed])
        #expect(check.cases[1].outcome.reason?.contains("selectors") ?? false)
    }

    @Test("a protocol that DNS does not answer for is undetermined, whatever the others are")
    func undetermined() async throws {
        let resolver = zone(
            """
            example.com. TXT "v=spf1 include:a.example -all"
            a.example. TXT "v=spf1 include:b.example -all"
            b.example. TXT "v=spf1 include:c.example -all"
            c.example. TXT !SERVFAIL
            s1._domainkey.example.com. TXT !TIMEOUT
            _dmarc.example.com. TXT "v=DMARC1; p=reject"
            """)
        let check = try await Check("domain: example.com\nselectors: [s1]", resolver: resolver)
        #expect(check.cases.map(\.outcome.verdict) == [.undetermined, .undetermined, .passed])
        let spf = try #require(check.cases[0].outcome.findings.first)
        #expect(spf.message.contains("c.example TXT"))
        #expect(spf.notes.contains { $0.text.contains("include:c.example") }, "\(spf.notes)")
        #expect(check.cases[1].outcome.findings.first?.message.contains("s1._domainkey.example.com TXT") ?? false)
    }

    @Test("a parked domain wants -all alone, reject, and a null MX")
    func parked() async throws {
        let zone = "@ TXT \"v=spf1 -all\"\n@ MX 0 .\n_dmarc TXT \"v=DMARC1; p=reject\""
        let check = try await Check("domain: example.com\nparked: true", zone: zone)
        #expect(check.cases.map(\.label) == ["spf", "dmarc", "mx"])
        #expect(check.cases.map(\.outcome.verdict) == [.passed, .passed, .passed], "\(check.cases.map(\.said))")
    }

    @Test(
        "what a parked domain has and should not have fails its case",
        arguments: [
            ("@ TXT \"v=spf1 mx -all\"\n@ MX 0 .\n_dmarc TXT \"v=DMARC1; p=reject\"", 0),
            ("@ TXT \"v=spf1 ~all\"\n@ MX 0 .\n_dmarc TXT \"v=DMARC1; p=reject\"", 0),
            ("@ MX 0 .\n_dmarc TXT \"v=DMARC1; p=reject\"", 0),
            ("@ TXT \"v=spf1 -all\"\n@ MX 0 .\n_dmarc TXT \"v=DMARC1; p=quarantine\"", 1),
            ("@ TXT \"v=spf1 -all\"\n@ MX 0 .\n_dmarc TXT \"v=DMARC1; p=reject; sp=none\"", 1),
            ("@ TXT \"v=spf1 -all\"\n@ MX 10 mx\n_dmarc TXT \"v=DMARC1; p=reject\"", 2),
            ("@ TXT \"v=spf1 -all\"\n_dmarc TXT \"v=DMARC1; p=reject\"", 2),
        ])
    func parkedWrong(_ zone: String, _ failing: Int) async throws {
        let check = try await Check("domain: example.com\nparked: true", zone: zone)
        let verdicts = check.cases.map(\.outcome.verdict)
        #expect(verdicts.indices.filter { verdicts[$0] == .failed } == [failing], "\(check.cases.map(\.said))")
    }

    @Test("a parked domain with senders is a mistake of the scenario")
    func parkedWithSenders() async throws {
        let decoded = DecodedText<AuditSpecification>("domain: example.com\nparked: true\nsenders: [192.0.2.1]")
        #expect(decoded.said.contains { $0.contains("a parked domain has no senders") }, "\(decoded.said)")
    }
}
