import Checks
import Findings
import Foundation
import MailAuth
import Support
import Testing

struct DKIMCheckTests {
    private typealias Check = CheckOverZone<DKIMCheck>

    private static let ed25519 = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    private static let rsa1024 =
        "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qv"
        + "x/byYzCNb3W91y3FutACDfzwQ/BC/e\" \"/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT"
        + "+l/K4w3QIDAQAB"

    @Test("each selector is a case, and its key must be valid")
    func selectors() async throws {
        let check = try await Check(
            "domain: example.com\nselectors: [s1, s2]",
            zone: "s1._domainkey TXT \"\(Self.ed25519)\"\ns2._domainkey TXT \"v=DKIM1; k=ed25519; p=\"")
        #expect(check.cases.map(\.label) == ["s1", "s2"])
        #expect(check.cases.map(\.outcome.verdict) == [.passed, .failed])
        #expect(check.cases[1].said == ["2:17 the key at s2._domainkey.example.com has been revoked: its p= is empty"])
        #expect(check.cases[1].notedPlaces == ["example.com.zone:5:40"])
    }

    @Test(
        "a key that receivers cannot use fails",
        arguments: [
            ("", "there is no key at s1._domainkey.example.com: no such name"),
            ("s1._domainkey A 192.0.2.1", "there is no key at s1._domainkey.example.com: no TXT record"),
            (
                "s1._domainkey TXT \"v=DKIM1; k=rsa; p=x$\"",
                "the key at s1._domainkey.example.com cannot be read: '$' is no Base64 digit"
            ),
            (
                "s1._domainkey TXT \"v=DKIM1; t=y; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"",
                "the key at s1._domainkey.example.com is being tested (t=y): receivers treat the mail as unsigned"
            ),
            (
                "s1._domainkey TXT \"v=DKIM1; s=tlsrpt; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"",
                "the key at s1._domainkey.example.com is not for mail: its s= leaves it out"
            ),
            (
                "s1._domainkey TXT \"v=DKIM1; h=sha1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"",
                "the key at s1._domainkey.example.com is not for sha256: its h= leaves it out"
            ),
            (
                "s1._domainkey TXT \"v=DKIM1; p=\"\ns1._domainkey TXT \"v=DKIM1; p=AA==\"",
                "there are 2 TXT records at s1._domainkey.example.com, of which 2 are keys: 'v=DKIM1; p=', "
                    + "'v=DKIM1; p=AA=='"
            ),
        ])
    func unusable(_ zone: String, _ message: String) async throws {
        let only = try await Check("domain: example.com\nselectors: s1", zone: zone).only
        #expect(only.outcome.verdict == .failed)
        #expect(only.outcome.findings.map(\.message) == [message])
    }

    @Test("1024 bits are a remark, and a failure where more are expected")
    func bits() async throws {
        let zone = "s1._domainkey TXT \"\(Self.rsa1024)\""
        let bare = try await Check("domain: example.com\nselectors: [s1]", zone: zone).only
        #expect(bare.outcome.verdict == .passed)
        #expect(bare.outcome.findings.map(\.severity) == [.warning])
        let strict = try await Check("domain: example.com\nselectors: [s1]\nbits: { min: 2048 }", zone: zone).only
        #expect(strict.said == ["3:7 expected at least 2048 bits, got 1024"])
    }

    @Test("a scenario that expects a test says so, and is not told of one")
    func testing() async throws {
        let tested = "s1._domainkey TXT \"\(Self.ed25519.replacing("k=", with: "t=y; k="))\""
        let text = "domain: example.com\nselectors: [s1]\ntesting: true"
        #expect(try await Check(text, zone: tested).only.outcome.findings == [])
        let used = try await Check(text, zone: "s1._domainkey TXT \"\(Self.ed25519)\"").only
        #expect(used.said == ["3:10 expected a key that is being tested (t=y), got one without t=y"])
        let no = try await Check(text.replacing("true", with: "false"), zone: tested).only
        #expect(no.said.first?.hasPrefix("3:10 ") == true)
    }

    @Test("what matters of a key is among the properties, its record cut short")
    func properties() async throws {
        let zone = "s1._domainkey TXT \"\(Self.rsa1024)\""
        let only = try await Check("domain: example.com\nselectors: [s1]", zone: zone).only
        #expect(only.property("dkim.key_type") == "rsa")
        #expect(only.property("dkim.bits") == "1024")
        #expect(only.property("dkim.testing") == "false")
        #expect(only.property("dkim.record")?.hasPrefix("v=DKIM1; p=MIGf") == true)
        #expect(only.property("dkim.record")?.count == 61)
    }

    @Test("a missing key names who said so")
    func source() async throws {
        let only = try await Check("domain: example.com\nselectors: [s1]", zone: "").only
        #expect(only.outcome.findings.first?.notes.map(\.text).contains("according to example.com.zone") == true)
    }

    @Test("the published key must be the other half of the private key")
    func privateKey() async throws {
        let folder = try TemporaryFolder()
        let key =
            "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIPRFTajm+r88eGjJUGuU9PWlKDhs25YEnfLRO7gI7f5L\n-----END PRIVATE KEY-----\n"
        try Data(key.utf8).write(to: folder.url.appendingPathComponent("s1.pem"))
        let text = "domain: example.com\nselectors: [s1]\nprivate_keys: { s1: s1.pem }"
        let other = try await Check(text, zone: "s1._domainkey TXT \"\(Self.ed25519)\"", directory: folder.url.path)
        #expect(try other.only.said == ["3:21 expected the public half of s1.pem, got another key"])
        let record = try DKIMPrivateKey(pem: key).recordText
        let own = try await Check(text, zone: "s1._domainkey TXT \"\(record)\"", directory: folder.url.path)
        #expect(try own.only.outcome.verdict == .passed)
        try Data("no key".utf8).write(to: folder.url.appendingPathComponent("s1.pem"))
        let none = try await Check(text, zone: "s1._domainkey TXT \"\(record)\"", directory: folder.url.path)
        #expect(none.invalid.count == 1 && none.invalid.first?.hasPrefix("3:21 ") == true)
    }

    @Test("a private key for no selector is an error of the scenario")
    func strayKey() {
        let decoded = DecodedText<DKIMCheck.Specification>(
            "domain: example.com\nselectors: [s1]\nprivate_keys: { s2: s2.pem }")
        #expect(decoded.said == ["3:17 s2 is not among the selectors (add it to selectors, or remove it here)"])
    }

    @Test("what DNS does not answer is undetermined, never absent")
    func undetermined() async throws {
        let resolver = zone("s1._domainkey.example.com. TXT !TIMEOUT")
        let only = try await Check("domain: example.com\nselectors: [s1]", resolver: resolver).only
        #expect(only.outcome.verdict == .undetermined)
        #expect(only.outcome.transient == "timeout")
    }
}
