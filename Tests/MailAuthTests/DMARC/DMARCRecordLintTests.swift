import DNS
import Findings
import MailAuth
import Support
import Testing

struct DMARCRecordLintTests {
    private static let domain = name("example.com")

    private static func findings(
        _ text: String, _ standing: DMARCRecordLint.Standing = .init(),
        under standards: Set<DMARCStandard> = [.rfc7489, .rfc9989]
    ) throws -> [RecordFinding] {
        let resource = RecordExample.record(text, at: name("_dmarc.example.com"))
        let published = try #require(DMARCPublishedRecord(resource, of: domain))
        return DMARCRecordLint(published, standing: standing, under: standards).findings
    }

    private static let rua = "rua=mailto:d@example.com"

    static let form: [RecordExample] = [
        .init("dmarc/syntax", .error, "v=DMARC1; p=none; 1️⃣moo2️⃣; \(rua)"),
        .init("dmarc/syntax", .error, "v=DMARC1; p=none; \(rua); 1️⃣mailto:e@example.com2️⃣"),
        .init("dmarc/syntax", .error, "v=DMARC1; p=reject; 1️⃣p=none2️⃣; \(rua)"),
        .init("dmarc/missing-semicolon", .error, "v=DMARC1; 1️⃣p=none \(rua)2️⃣", to: "v=DMARC1; p=none; \(rua)"),
        .init(
            "dmarc/bad-value", .error, "v=DMARC1; p=none; 1️⃣adkim=x2️⃣; \(rua)",
            to: "v=DMARC1; p=none; adkim=r; \(rua)"),
        .init("dmarc/bad-value", .error, "v=DMARC1; p=none; 1️⃣t=maybe2️⃣; \(rua)", to: "v=DMARC1; p=none; \(rua)"),
        .init("dmarc/bad-value", .error, "v=DMARC1; p=none; 1️⃣psd=x2️⃣; \(rua)", to: "v=DMARC1; p=none; \(rua)"),
        .init("dmarc/bad-value", .warning, "v=DMARC1; p=none; 1️⃣pct=1012️⃣; \(rua)", to: "v=DMARC1; p=none; \(rua)"),
        .init("dmarc/bad-value", .warning, "v=DMARC1; p=none; 1️⃣ri=-12️⃣; \(rua)", to: "v=DMARC1; p=none; \(rua)"),
        .init(
            "dmarc/bad-value", .error, "v=DMARC1; p=none; \(rua); ruf=mailto:f@example.com; 1️⃣fo=0:12️⃣",
            to: "v=DMARC1; p=none; \(rua); ruf=mailto:f@example.com; fo=1"),
        .init("dmarc/unknown-tag", .info, "v=DMARC1; p=none; 1️⃣colour=red2️⃣; \(rua)", to: "v=DMARC1; p=none; \(rua)"),
        .init(
            "dmarc/misspelt-tag", .warning, "v=DMARC1; p=none; 1️⃣ruaa=mailto:d@example.com2️⃣",
            to: "v=DMARC1; p=none; \(rua)"),
        .init("dmarc/misspelt-tag", .warning, "v=DMARC1; 1️⃣policy=none2️⃣; \(rua)", to: "v=DMARC1; p=none; \(rua)"),
    ]

    static let policies: [RecordExample] = [
        .init("dmarc/no-policy", .error, "1️⃣v=DMARC1; \(rua)2️⃣", to: "v=DMARC1; p=none; \(rua)"),
        .init("dmarc/bad-policy", .error, "v=DMARC1; p=1️⃣rejct2️⃣; \(rua)", to: "v=DMARC1; p=reject; \(rua)"),
        .init("dmarc/bad-policy", .error, "v=DMARC1; p=reject; sp=1️⃣block2️⃣; \(rua)"),
        .init("dmarc/bad-policy", .error, "v=DMARC1; p=reject; np=1️⃣drop2️⃣; \(rua)"),
        .init(
            "dmarc/policy-not-second", .warning, "v=DMARC1; sp=reject; 1️⃣p=reject2️⃣; \(rua)",
            to: "v=DMARC1; p=reject; sp=reject; \(rua)"),
        .init(
            "dmarc/weaker-subdomains", .warning, "v=DMARC1; p=reject; 1️⃣sp=none2️⃣; \(rua)",
            to: "v=DMARC1; p=reject; sp=reject; \(rua)"),
        .init(
            "dmarc/weaker-nonexistent", .warning, "v=DMARC1; p=reject; 1️⃣np=none2️⃣; \(rua)",
            to: "v=DMARC1; p=reject; np=reject; \(rua)"),
        .init(
            "dmarc/nothing-asked", .warning, "v=DMARC1; 1️⃣p=none2️⃣", to: "v=DMARC1; p=none; rua=mailto:dmarc@example.com"),
        .init(
            "dmarc/percentage", .warning, "v=DMARC1; p=reject; 1️⃣pct=502️⃣; \(rua)",
            to: "v=DMARC1; p=reject; \(rua); t=y"),
        .init("dmarc/removed-tag", .info, "v=DMARC1; p=reject; 1️⃣pct=1002️⃣; \(rua)", to: "v=DMARC1; p=reject; \(rua)"),
        .init("dmarc/removed-tag", .info, "v=DMARC1; p=reject; 1️⃣rf=afrf2️⃣; \(rua)", to: "v=DMARC1; p=reject; \(rua)"),
        .init("dmarc/removed-tag", .info, "v=DMARC1; p=reject; 1️⃣ri=864002️⃣; \(rua)", to: "v=DMARC1; p=reject; \(rua)"),
        .init("dmarc/new-tag", .info, "v=DMARC1; p=reject; 1️⃣np=reject2️⃣; \(rua)"),
        .init("dmarc/new-tag", .info, "v=DMARC1; p=reject; 1️⃣psd=n2️⃣; \(rua)"),
        .init("dmarc/testing", .warning, "v=DMARC1; p=reject; 1️⃣t=y2️⃣; \(rua)", to: "v=DMARC1; p=reject; \(rua)"),
        .init(
            "dmarc/strict-alignment", .info, "v=DMARC1; p=reject; 1️⃣aspf=s2️⃣; \(rua)",
            to: "v=DMARC1; p=reject; aspf=r; \(rua)"),
    ]

    static let reports: [RecordExample] = [
        .init(
            "dmarc/report-without-scheme", .error, "v=DMARC1; p=none; rua=1️⃣d@example.com2️⃣",
            to: "v=DMARC1; p=none; \(rua)"),
        .init("dmarc/report-scheme", .warning, "v=DMARC1; p=none; \(rua),1️⃣https://r.example/x2️⃣"),
        .init(
            "dmarc/report-not-encoded", .error, "v=DMARC1; p=none; rua=1️⃣mailto:a,b@example.com2️⃣",
            to: "v=DMARC1; p=none; rua=mailto:a%2Cb@example.com"),
        .init(
            "dmarc/report-not-encoded", .error, "v=DMARC1; p=none; rua=mailto:a1️⃣!b@example.com2️⃣",
            to: "v=DMARC1; p=none; rua=mailto:a%21b@example.com"),
        .init("dmarc/bad-report-address", .error, "v=DMARC1; p=none; rua=1️⃣nobody2️⃣"),
        .init("dmarc/bad-report-address", .error, "v=DMARC1; p=none; 1️⃣rua=2️⃣", to: "v=DMARC1; p=none"),
        .init("dmarc/bad-report-address", .error, "v=DMARC1; p=none; 1️⃣\(rua),2️⃣", to: "v=DMARC1; p=none; \(rua)"),
        .init(
            "dmarc/report-size-limit", .info, "v=DMARC1; p=none; \(rua)1️⃣!10m2️⃣", to: "v=DMARC1; p=none; \(rua)"),
        .init(
            "dmarc/failure-options-unused", .info, "v=DMARC1; p=none; \(rua); 1️⃣fo=12️⃣", to: "v=DMARC1; p=none; \(rua)"),
    ]

    @Test(
        "each mistake is named at its octets, with the record to publish where one can be written",
        arguments: form + policies + reports)
    func record(_ example: RecordExample) throws {
        let findings = try Self.findings(example.text)
        let found = try #require(findings.first { $0.rule.rawValue == example.rule }, "\(findings.map(\.rule))")
        #expect(found.severity == example.severity)
        #expect(found.range == example.range)
        #expect(found.replacement == example.replacement)
        // A tag that only the newer standard knows is told as such, whatever else is to be said of it.
        let others = Set(findings.map(\.rule.rawValue)).subtracting([example.rule, "dmarc/new-tag"])
        #expect(others == [])
    }

    @Test(
        "a right record has no findings under both standards",
        arguments: [
            "v=DMARC1; p=none; \(rua)", "v=DMARC1; p=reject; sp=reject; adkim=r; aspf=r; \(rua)", "v=DMARC1;p=reject",
            "v=DMARC1; p=quarantine; \(rua),mailto:e@example.net; ruf=mailto:f@example.com; fo=1:d:s;",
        ])
    func right(_ text: String) throws {
        #expect(try Self.findings(text) == [])
    }

    @Test("what one standard does not mind is not told to those who ask for it alone")
    func standards() throws {
        let moved = "v=DMARC1; sp=reject; p=reject; \(Self.rua)"
        #expect(try Self.findings(moved, under: [.rfc9989]) == [])
        #expect(try Self.findings(moved, under: [.rfc7489]).map(\.severity) == [.error])
        let new = "v=DMARC1; p=reject; \(Self.rua); np=reject; psd=n"
        #expect(try Self.findings(new, under: [.rfc9989]) == [])
        #expect(try Self.findings(new, under: [.rfc7489]) == [])
        let old = "v=DMARC1; p=reject; \(Self.rua); ri=3600; rf=afrf; pct=100"
        #expect(try Self.findings(old, under: [.rfc7489]) == [])
        let part = "v=DMARC1; p=reject; \(Self.rua); pct=20"
        #expect(try Self.findings(part, under: [.rfc7489]).first?.message.contains("20 %") == true)
    }

    @Test("what receivers make of a policy that they cannot read depends on rua")
    func consequences() throws {
        let ignored = try Self.findings("v=DMARC1; p=moo").first { $0.rule == "dmarc/bad-policy" }
        #expect(ignored?.message == "'moo' is no policy: receivers ignore the record")
        let monitored = try Self.findings("v=DMARC1; p=moo; \(Self.rua)").first { $0.rule == "dmarc/bad-policy" }
        #expect(monitored?.message.contains("p=none") == true)
    }

    @Test("sp and np in the record of a subdomain are dead text, unless it is an organization of its own")
    func deadText() throws {
        let standing = DMARCRecordLint.Standing(organizationalDomain: name("com"))
        let text = "v=DMARC1; p=reject; sp=none; np=reject; \(Self.rua)"
        let dead = try Self.findings(text, standing).filter { $0.rule == "dmarc/dead-subdomain-policy" }
        #expect(dead.map(\.range.lowerBound) == [20, 29])
        #expect(dead.first?.replacement == "v=DMARC1; p=reject; np=reject; \(Self.rua)")
        let own = DMARCRecordLint.Standing(organizationalDomain: name("example.com"))
        #expect(try !Self.findings(text, own).contains { $0.rule == "dmarc/dead-subdomain-policy" })
        #expect(try !Self.findings(text + "; psd=n", standing).contains { $0.rule == "dmarc/dead-subdomain-policy" })
    }

    @Test("psd=y is for public suffixes")
    func publicSuffix() throws {
        let text = "v=DMARC1; p=reject; psd=y; \(Self.rua)"
        let ordinary = try Self.findings(text, .init(isPublicSuffix: false))
        #expect(ordinary.map(\.rule) == ["dmarc/public-suffix"])
        #expect(ordinary.first?.replacement == "v=DMARC1; p=reject; \(Self.rua)")
        #expect(try Self.findings(text, .init(isPublicSuffix: true)).map(\.rule) == ["dmarc/new-tag"])
    }

    @Test("whatever a standard does not admit is told under it")
    func completeness() throws {
        var random = SeededGenerator(seed: 7489)
        let seed = Array("v=DMARC1; p=reject; sp=none; rua=mailto:a@example.com!10m; fo=1:d; pct=50; ri=1; t=y".utf8)
        for _ in 0..<3000 {
            var text = seed
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                text[Int.random(in: 8..<text.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let resource = ResourceRecord(
                name: name("_dmarc.example.com"), type: .TXT, timeToLive: 300, data: .txt([text]))
            guard let published = DMARCPublishedRecord(resource, of: Self.domain) else { continue }
            for standard in DMARCStandard.allCases {
                let findings = DMARCRecordLint(published, under: [standard]).findings
                #expect(findings.allSatisfy { $0.range.lowerBound >= 0 && $0.range.upperBound <= text.count })
                guard !published.record.problems(under: standard).isEmpty else { continue }
                #expect(findings.contains { $0.severity > .info }, "\(standard): \(text.printable)")
            }
        }
    }
}
