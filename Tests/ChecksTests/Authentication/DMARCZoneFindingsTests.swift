import Checks
import Findings
import MailAuth
import Support
import Testing

/// A zone file for each finding about a DMARC record: caught at its file, line and column, and nothing in a zone that is
/// right.
struct DMARCZoneFindingsTests {
    private typealias Check = CheckOverZone<DMARCCheck>

    private static let rua = "rua=mailto:d@example.com"

    static let examples: [ZoneExample] = [
        .init("dmarc/several-records", "_dmarc TXT \"1️⃣v=DMARC1; p=none\"\n_dmarc TXT \"v=DMARC1; p=reject\""),
        .init("dmarc/foreign-record", "* TXT \"1️⃣v=spf1 -all\""),
        .init("dmarc/bad-version", "_dmarc TXT \"1️⃣v=dmarc1; p=none\""),
        .init("dmarc/wrong-place", "_dmarc.example.com TXT \"1️⃣v=DMARC1; p=none\""),
        .init("dmarc/wildcard", "* TXT \"1️⃣v=DMARC1; p=reject\""),
        .init("dmarc/syntax", "_dmarc TXT \"v=DMARC1; p=none; \(rua)\" \"; 1️⃣mailto:e@example.com\""),
        .init("dmarc/missing-semicolon", "_dmarc TXT \"v=DMARC1; 1️⃣p=none \(rua)\""),
        .init("dmarc/bad-value", "_dmarc TXT \"v=DMARC1; p=none; 1️⃣adkim=x; \(rua)\""),
        .init("dmarc/unknown-tag", "_dmarc TXT \"v=DMARC1; p=none; 1️⃣colour=red; \(rua)\""),
        .init("dmarc/misspelt-tag", "_dmarc TXT \"v=DMARC1; p=none; 1️⃣ruaa=mailto:d@example.com\""),
        .init("dmarc/no-policy", "_dmarc TXT \"1️⃣v=DMARC1; \(rua)\""),
        .init("dmarc/bad-policy", "_dmarc TXT \"v=DMARC1; p=1️⃣block; \(rua)\""),
        .init("dmarc/policy-not-second", "_dmarc TXT \"v=DMARC1; sp=reject; 1️⃣p=reject; \(rua)\""),
        .init(
            "dmarc/dead-subdomain-policy",
            "_dmarc TXT \"v=DMARC1; p=reject\"\n_dmarc.mail TXT \"v=DMARC1; p=none; 1️⃣sp=none; \(rua)\""),
        .init("dmarc/weaker-subdomains", "_dmarc TXT \"v=DMARC1; p=reject; 1️⃣sp=none; \(rua)\""),
        .init("dmarc/weaker-nonexistent", "_dmarc TXT \"v=DMARC1; p=reject; 1️⃣np=none; \(rua)\""),
        .init("dmarc/nothing-asked", "_dmarc TXT (\n  \"v=DMARC1; \" \"1️⃣p=none\" )"),
        .init("dmarc/percentage", "_dmarc TXT \"v=DMARC1; p=reject; 1️⃣pct=50; \(rua)\""),
        .init("dmarc/removed-tag", "_dmarc TXT \"v=DMARC1; p=reject; 1️⃣ri=3600; \(rua)\""),
        .init("dmarc/new-tag", "_dmarc TXT \"v=DMARC1; p=reject; 1️⃣np=reject; \(rua)\""),
        .init("dmarc/testing", "_dmarc TXT \"v=DMARC1; p=reject; 1️⃣t=y; \(rua)\""),
        .init("dmarc/public-suffix", "_dmarc TXT \"v=DMARC1; p=reject; 1️⃣psd=y; \(rua)\""),
        .init("dmarc/strict-alignment", "_dmarc TXT \"v=DMARC1; p=reject; 1️⃣aspf=s; \(rua)\""),
        .init("dmarc/report-without-scheme", "_dmarc TXT \"v=DMARC1; p=none; rua=1️⃣d@example.com\""),
        .init("dmarc/report-scheme", "_dmarc TXT \"v=DMARC1; p=none; \(rua),1️⃣https://www.example.com/reports\""),
        .init("dmarc/report-not-encoded", "_dmarc TXT \"v=DMARC1; p=none; rua=1️⃣mailto:a,b@example.com\""),
        .init("dmarc/bad-report-address", "_dmarc TXT \"v=DMARC1; p=none; rua=1️⃣nobody\""),
        .init("dmarc/report-size-limit", "_dmarc TXT \"v=DMARC1; p=none; \(rua)1️⃣!10m\""),
        .init("dmarc/report-not-authorized", "_dmarc TXT \"v=DMARC1; p=none; rua=1️⃣mailto:d@other.com\""),
        .init("dmarc/failure-options-unused", "_dmarc TXT \"v=DMARC1; p=none; \(rua); 1️⃣fo=1\""),
    ]

    @Test("each finding points at its file, line and column", arguments: examples)
    func caught(_ example: ZoneExample) async throws {
        let domain = example.rule == "dmarc/dead-subdomain-policy" ? "mail.example.com" : "example.com"
        let only = try await Check("domain: \(domain)", zone: example.zone.text).only
        let found = try #require(only.outcome.findings.first { $0.rule == example.rule }, "\(only.rules)")
        #expect(found.notes.compactMap { $0.excerpt?.span.description }.first == example.place)
        if found.severity == .error { #expect(only.outcome.verdict == .failed) }
    }

    @Test("there is a zone for each rule")
    func complete() {
        // What is missing has no place, and a disagreement has those of its walks.
        let others: Set<RuleID> = ["dmarc/no-record", "dmarc/disagreement"]
        #expect(Set(Self.examples.map(\.rule)).union(others) == Set(DMARCRecordLint.rules))
    }

    @Test(
        "a zone that is right has no findings under either standard",
        arguments: ["both", "tree_walk", "public_suffix_list"])
    func right(_ discovery: String) async throws {
        let zone = """
            _dmarc        TXT  ( "v=DMARC1; p=reject; sp=reject; adkim=r; aspf=r; "
                                 "rua=mailto:dmarc@example.com; ruf=mailto:dmarc@example.com; fo=1" )
            _dmarc.news   TXT  "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com"
            *             MX   10 mx
            mx            A    192.0.2.1
            """
        for domain in ["example.com", "news.example.com", "other.example.com"] {
            let only = try await Check("domain: \(domain)\ndiscovery: \(discovery)", zone: zone).only
            #expect(only.outcome.findings == [], "\(domain)")
            #expect(only.outcome.verdict == .passed)
        }
    }

    @Test("the record to publish is among the notes")
    func replacement() async throws {
        let only = try await Check("domain: example.com", zone: "_dmarc TXT \"v=DMARC1; p=reject; pct=50\"").only
        #expect(only.outcome.findings.flatMap(\.notes).map(\.text).contains("publish v=DMARC1; p=reject; t=y"))
    }
}
