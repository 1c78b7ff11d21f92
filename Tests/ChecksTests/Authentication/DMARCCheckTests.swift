import Checks
import Findings
import Support
import Testing

struct DMARCCheckTests {
    private typealias Check = CheckOverZone<DMARCCheck>

    @Test("a bare check wants one valid record")
    func bare() async throws {
        let good = try await Check("domain: example.com", zone: "_dmarc TXT \"v=DMARC1; p=none\"").only
        #expect(good.label == nil)
        #expect(good.outcome.verdict == .passed, "\(good.outcome)")
    }

    @Test(
        "a record that is no good fails a bare check",
        arguments: [
            ("", "expected a DMARC record for example.com, got none"),
            (
                "_dmarc TXT \"v=DMARC1; p=none\"\n_dmarc TXT \"v=DMARC1; p=reject\"",
                "expected one DMARC record, got several at _dmarc.example.com, which all count as none"
            ),
            (
                "_dmarc TXT \"v=DMARC1; p=rejct\"",
                "the DMARC record of example.com breaks RFC 9989: 'rejct' is no policy"
            ),
            (
                "_dmarc TXT \"v=DMARC1; p=none; rua=d@example.com\"",
                "the DMARC record of example.com breaks RFC 9989: 'd@example.com' is no URI"
            ),
        ])
    func bareFails(_ zone: String, _ message: String) async throws {
        let only = try await Check("domain: example.com", zone: zone).only
        #expect(only.outcome.verdict == .failed)
        #expect(only.outcome.findings.map(\.message) == [message])
    }

    @Test("what only the older standard refuses is a remark, and a failure where it alone is asked")
    func older() async throws {
        let zone = "_dmarc TXT \"v=DMARC1; sp=none; p=reject\""
        let both = try await Check("domain: example.com", zone: zone).only
        #expect(both.outcome.verdict == .passed)
        #expect(both.outcome.findings.map(\.severity) == [.warning])
        let list = try await Check("domain: example.com\ndiscovery: public_suffix_list", zone: zone).only
        #expect(list.outcome.verdict == .failed)
    }

    @Test("policies are expected each at its own place")
    func policies() async throws {
        let only = try await Check(
            "domain: example.com\npolicy: reject\nsubdomain_policy: [quarantine, reject]\npercent: 100",
            zone: "_dmarc TXT \"v=DMARC1; p=quarantine; sp=none; pct=50\""
        ).only
        #expect(
            only.said == [
                "2:9 expected policy reject, got quarantine",
                "3:19 expected policy for subdomains quarantine or reject, got none", "4:10 expected pct=100, got 50",
            ])
        #expect(only.notedPlaces == ["example.com.zone:4:23", "example.com.zone:4:37", "example.com.zone:4:46"])
    }

    @Test("reports may be required, and strangers must want them")
    func reports() async throws {
        let none = try await Check(
            "domain: example.com\nreports: required", zone: "_dmarc TXT \"v=DMARC1; p=none\""
        ).only
        #expect(none.said == ["2:10 expected an address for aggregate reports (rua=), got none"])
        let records = "_dmarc.example.com. TXT \"v=DMARC1; p=none; rua=mailto:d@vendor.test\"\n"
        let refused = try await Check("domain: example.com", resolver: zone(records)).only
        #expect(
            refused.said == ["1:9 expected mailto:d@vendor.test to want the reports of example.com, got no consent"])
        let broken = records + "example.com._report._dmarc.vendor.test. TXT !SERVFAIL"
        #expect(try await Check("domain: example.com", resolver: zone(broken)).only.outcome.verdict == .undetermined)
    }

    @Test("alignment is judged for the domains of one message")
    func alignment() async throws {
        let text = """
            domain: example.com
            alignment:
              from: Example <news@mail.example.com
              mail_from: bounce@example.com
              dkim: vendor.test
              expect: pass

            """
        // The vendor's domain is in no zone; with one aligned identifier nobody has to know more about it.
        let relaxed = try await Check(text, zone: "_dmarc TXT \"v=DMARC1; p=reject\"").only
        #expect(relaxed.outcome.verdict == .passed)
        let alone = text.replacing("  mail_from: bounce@example.com\n", with: "")
        let record = "_dmarc TXT \"v=DMARC1; p=reject\""
        let vendor = try await Check(alone + "discovery: tree_walk", zone: record).only
        #expect(vendor.outcome.verdict == .undetermined)
        // A list knows without asking that it is another organization.
        let listed = try await Check(alone + "discovery: public_suffix_list", zone: record).only
        #expect(listed.said == ["5:11 expected pass, got fail"])
        let strict = try await Check(
            text.replacing("  dkim: vendor.test\n", with: ""), zone: "_dmarc TXT \"v=DMARC1; p=reject; aspf=s\""
        ).only
        #expect(strict.said == ["5:11 expected pass, got fail"])
        #expect(strict.notedPlaces == ["example.com.zone:4:33"])
    }

    @Test("receivers of both standards must come to the same")
    func agreement() async throws {
        let records = """
            _dmarc.example.com.      TXT "v=DMARC1; p=reject; t=y"
            """
        let only = try await Check("domain: example.com\ndiscovery: both", resolver: zone(records)).only
        #expect(
            only.said == [
                "2:12 expected tree walk and public suffix list to agree on the policy, got quarantine by the walk "
                    + "(RFC 9989), reject by the list (RFC 7489)"
            ])
        let walk = try await Check("domain: example.com\ndiscovery: tree_walk", resolver: zone(records)).only
        #expect(walk.outcome.verdict == .passed)
    }

    @Test("what DNS does not answer is undetermined, never absent", arguments: ["_dmarc.example.com.", "_dmarc.com."])
    func undetermined(_ owner: String) async throws {
        let only = try await Check("domain: example.com", resolver: zone("\(owner) TXT !SERVFAIL")).only
        #expect(only.outcome.verdict == .undetermined)
        #expect(only.outcome.transient == "server_failure")
    }
}
