import Checks
import Findings
import MailAuth
import Support
import Testing

/// A zone file for each finding about a key: caught at its file, line and column, and nothing in a zone that is right.
struct DKIMZoneFindingsTests {
    private typealias Check = CheckOverZone<DKIMCheck>

    private static let specification = "domain: example.com\nselectors: [s1]"
    private static let start =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmUSAJ0mWeoe5sQt92g5yQHU1WMtaPFTmxw5rwuHgcYhGdOLf6qsWoeRKvju5U5b2FE"
        + "l4axcWj79Sk83+oU5IqzZ25HhQWsjgdJzq8AuKPLxP8l2isd1m3CCwiQkQaKHrzwurSx/Bxy1rcqLSBevs5Qsb3Zo09QR8jgoK4C7Xee48t4EW"
    private static let rest =
        "zuPWAIq3tISgko+7n2yjmPjot+ux0L5VByb6dHQog1mhbGcwwT/8yX/0QBUTRfr7pUTF3TgCIUJH5vsfyM/HMJmdJuZ18pxFvrLufzxSpOvn2N"
        + "baR+ZzFsEYFnA/sAi4Ak+81x7kR+VS2pg3MsFo80lWrq8Q7PZt3pIVVwIDAQAB"
    private static let ed25519 = "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="

    static let examples: [ZoneExample] = [
        .init("dkim/several-records", "s1._domainkey TXT \"1️⃣v=DKIM1; \(ed25519)\"\ns1._domainkey TXT \"v=spf1 -all\""),
        .init("dkim/not-a-key", "s1._domainkey CNAME token\ntoken TXT \"1️⃣site-verification=1\""),
        .init("dkim/wildcard", "*._domainkey TXT \"1️⃣v=DKIM1; \(ed25519)\""),
        .init(
            "dkim/large-answer",
            "s1._domainkey TXT \"1️⃣v=DKIM1; \(ed25519)\" \"; n=\(String(repeating: "x", count: 240))\" \"\(String(repeating: "x", count: 250))\""
                + " \"\(String(repeating: "x", count: 250))\" \"\(String(repeating: "x", count: 250))\" \"\(String(repeating: "x", count: 250))\""
        ),
        .init("dkim/syntax", "s1._domainkey TXT \"v=DKIM1;1️⃣; \(ed25519)\""),
        .init("dkim/literal-quotes", "s1._domainkey TXT \"v=DKIM11️⃣\\\\; \(ed25519)\""),
        .init(
            "dkim/split-tags",
            "s1._domainkey TXT \"v=DKIM1; 1️⃣k=ed25519\" \"p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\""),
        .init("dkim/missing-semicolon", "s1._domainkey TXT \"1️⃣v=DKIM1 \(ed25519)\""),
        .init("dkim/no-version", "s1._domainkey TXT \"1️⃣\(ed25519)\""),
        .init("dkim/bad-version", "s1._domainkey TXT \"v=1️⃣DKIM; \(ed25519)\""),
        .init("dkim/version-not-first", "s1._domainkey TXT \"\(ed25519); 1️⃣v=DKIM1\""),
        .init("dkim/unknown-tag", "s1._domainkey TXT \"v=DKIM1; \(ed25519)\" \"; 1️⃣x=y\""),
        .init("dkim/unknown-word", "s1._domainkey TXT \"v=DKIM1; t=1️⃣Y; \(ed25519)\""),
        .init("dkim/obsolete-granularity", "s1._domainkey TXT \"v=DKIM1; 1️⃣g=; \(ed25519)\""),
        .init("dkim/revoked", "s1._domainkey TXT (\n    \"v=DKIM1; \"\n    \"1️⃣p=\" )"),
        .init("dkim/testing", "s1._domainkey TXT \"v=DKIM1; 1️⃣t=y; \(ed25519)\""),
        .init("dkim/strict-identity", "s1._domainkey TXT \"v=DKIM1; 1️⃣t=s; \(ed25519)\""),
        .init("dkim/not-for-email", "s1._domainkey TXT \"v=DKIM1; 1️⃣s=tlsrpt; \(ed25519)\""),
        .init("dkim/no-sha256", "s1._domainkey TXT \"v=DKIM1; 1️⃣h=sha1; \(ed25519)\""),
        .init("dkim/lists-sha1", "s1._domainkey TXT \"v=DKIM1; 1️⃣h=sha1:sha256; \(ed25519)\""),
        .init("dkim/no-key", "s1._domainkey TXT \"1️⃣v=DKIM1; k=rsa\""),
        .init("dkim/unknown-key-type", "s1._domainkey TXT \"v=DKIM1; k=1️⃣dsa; p=AAAA\""),
        .init(
            "dkim/key-type-mismatch", "s1._domainkey TXT \"v=DKIM1; 1️⃣p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\""),
        .init("dkim/pem-armour", "s1._domainkey TXT \"v=DKIM1; p=1️⃣-----BEGIN PUBLIC KEY-----\(start.prefix(100))\""),
        .init(
            "dkim/url-safe-base64",
            "s1._domainkey TXT \"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS1️⃣_7TyWQHOg7hcvPapiMlrwIaaPcHURo=\""),
        .init("dkim/truncated-key", "s1._domainkey TXT \"v=DKIM1; 1️⃣p=\(start.prefix(200))\""),
        .init("dkim/bad-key", "s1._domainkey TXT \"v=DKIM1; 1️⃣p=AAAAAAAA\""),
        .init("dkim/white-space-in-key", "s1._domainkey TXT \"v=DKIM1; p=\(start)\" \"1️⃣ \(rest)\""),
        .init(
            "dkim/pkcs1-key",
            "s1._domainkey TXT \"v=DKIM1; 1️⃣p=MIGJAoGBANti2pOSsNBdN/ixCC7+pzyXRh4yifsjjrAvmwBBxkNl5ovvmWRRgvH7wTDRYx3YNaT+"
                + "hXtmc5bhJWf0vbG5gezqLKju8YHnyzaCj9iElaynq8YuEqeR+zWf0ADdJbrZ8Gzfxw/akMMGCVtNvSiwTXKj6DfuRUdD7JStFMe"
                + "K\" \"W2JpAgMBAAE=\""),
        .init(
            "dkim/bad-exponent",
            "s1._domainkey TXT \"v=DKIM1; 1️⃣p=MFowDQYJKoZIhvcNAQEBBQADSQAwRgJBALdGRiVgTq2H8/OaSqKftouj3p2jLl0y6AVcB5Jj3xmajzgt"
                + "ilJOdlaeOkpcY7OXWTSMOenP4U0hFZdbBiugV/UCAQE=\""),
        .init(
            "dkim/short-key",
            "s1._domainkey TXT \"v=DKIM1; 1️⃣p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALdGRiVgTq2H8/OaSqKftouj3p2jLl0y6AVcB5Jj3xmajz"
                + "gtilJOdlaeOkpcY7OXWTSMOenP4U0hFZdbBiugV/UCAwEAAQ==\""),
        .init(
            "dkim/weak-key",
            "s1._domainkey TXT \"v=DKIM1; 1️⃣p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDbYtqTkrDQXTf4sQgu/qc8l0YeMon7I46wL5sAQc"
                + "ZDZeaL75lkUYLx+8Ew0WMd2DWk/oV7\" \"ZnOW4SVn9L2xuYHs6iyo7vGB58s2go/YhJWsp6vGLhKnkfs1n9AA3SW62fBs38cP2pDDB"
                + "glbTb0osE1yo+g37kVHQ+yUrRTHiltiaQIDAQAB\""),
        .init(
            "dkim/long-key",
            "s1._domainkey TXT \"v=DKIM1; 1️⃣p=\(LongKey.pieces[0])\" \"\(LongKey.pieces[1])\" \"\(LongKey.pieces[2])\" "
                + "\"\(LongKey.pieces[3])\""),
        .init(
            "dkim/wrapped-ed25519",
            "s1._domainkey TXT \"v=DKIM1; k=ed25519; 1️⃣p=MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\""),
        .init("dkim/ed25519-length", "s1._domainkey TXT \"v=DKIM1; k=ed25519; 1️⃣p=11qY\""),
    ]

    @Test("each finding points at its file, line and column", arguments: examples)
    func caught(_ example: ZoneExample) async throws {
        let only = try await Check(Self.specification, zone: example.zone.text).only
        let found = try #require(only.outcome.findings.first { $0.rule == example.rule }, "\(only.rules)")
        #expect(found.notes.compactMap { $0.excerpt?.span.description }.first == example.place)
        #expect(only.outcome.verdict == (found.severity == .error ? .failed : .passed) || only.errors.count > 0)
    }

    @Test("there is a zone for each rule")
    func complete() {
        // What is missing has no place.
        #expect(Set(Self.examples.map(\.rule)).union(["dkim/no-record"]) == Set(DKIMKeyLint.rules))
    }

    @Test("a zone that is right has no findings")
    func right() async throws {
        let zone = """
            rsa._domainkey  TXT  ( "v=DKIM1; k=rsa; p=\(Self.start)"
                                   "\(Self.rest)" )
            ed._domainkey   TXT  "v=DKIM1; \(Self.ed25519)"
            vendor._domainkey  CNAME  ed._domainkey
            *               TXT  "v=spf1 -all"
            """
        let check = try await Check("domain: example.com\nselectors: [rsa, ed, vendor]", zone: zone)
        #expect(check.cases.flatMap(\.outcome.findings) == [])
        #expect(check.cases.map(\.outcome.verdict) == [.passed, .passed, .passed])
    }

    @Test("the rest of several records is pointed at too, and so is an alias")
    func further() async throws {
        let several = try await Check(
            Self.specification, zone: "s1._domainkey TXT \"v=DKIM1; p=\"\ns1._domainkey TXT \"v=spf1 -all\""
        ).only
        #expect(several.notedPlaces == ["example.com.zone:4:20", "example.com.zone:5:20"])
        let alias = try await Check(Self.specification, zone: "s1._domainkey CNAME gone\ngone A 192.0.2.1").only
        #expect(alias.rules == ["dkim/no-record"])
        #expect(alias.notedPlaces == ["example.com.zone:4:21"])
    }

    @Test("what to publish instead is among the notes")
    func replacement() async throws {
        let only = try await Check(Self.specification, zone: "s1._domainkey TXT \"\(Self.ed25519); v=DKIM1\"").only
        #expect(only.outcome.findings.flatMap(\.notes).map(\.text).contains("publish v=DKIM1; \(Self.ed25519)"))
    }
}
