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
            ("", "there is no DMARC record for example.com"),
            (
                "_dmarc TXT \"v=DMARC1; p=none\"\n_dmarc TXT \"v=DMARC1; p=reject\"",
                "_dmarc.example.com publishes 2 DMARC records, which all count as none"
            ),
            (
                "_dmarc TXT \"v=DMARC1; p=rejct\"",
                "'rejct' is no policy: receivers ignore the record"
            ),
            (
                "_dmarc TXT \"v=DMARC1; p=none; rua=d@example.com\"",
                "'d@example.com' in rua= is no URI: nobody sends reports there"
            ),
        ])
    func bareFails(_ zone: String, _ message: String) async throws {
        let only = try await Check("domain: example.com", zone: zone).only
        #expect(only.outcome.verdict == .failed)
        #expect(only.outcome.findings.map(\.message) == [message])
    }

    @Test("what only the older standard refuses is a remark, and a failure where it alone is asked")
    func older() async throws {
        let zone = "_dmarc TXT \"v=DMARC1; sp=reject; p=reject\""
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
            only.errors == [
                "2:9 expected policy reject, got quarantine",
                "3:19 expected policy for subdomains quarantine or reject, got none", "4:10 expected pct=100, got 50",
            ])
        #expect(only.errorPlaces == ["example.com.zone:4:23", "example.com.zone:4:37", "example.com.zone:4:46"])
    }

    @Test("reports may be required, and strangers must want them")
    func reports() async throws {
        let none = try await Check(
            "domain: example.com\nreports: required", zone: "_dmarc TXT \"v=DMARC1; p=reject\""
        ).only
        #expect(none.said == ["2:10 expected an address for aggregate reports (rua=), got none"])
        let records = "_dmarc.example.com. TXT \"v=DMARC1; p=none; rua=mailto:d@vendor.test\"\n"
        let refused = try await Check("domain: example.com", resolver: zone(records)).only
        #expect(
            refused.said == ["1:9 mailto:d@vendor.test does not say that it wants the reports of example.com"])
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
        #expect(strict.errors == ["5:11 expected pass, got fail"])
        #expect(strict.errorPlaces == ["example.com.zone:4:33"])
    }

    @Test("receivers of both standards must come to the same")
    func agreement() async throws {
        let records = """
            _dmarc.example.com.      TXT "v=DMARC1; p=reject; t=y"
            """
        let only = try await Check("domain: example.com\ndiscovery: both", resolver: zone(records)).only
        #expect(
            only.errors == [
                "2:12 tree walk and public suffix list disagree on the policy: quarantine by the walk (RFC 9989), "
                    + "reject by the list (RFC 7489)"
            ])
        let walk = try await Check("domain: example.com\ndiscovery: tree_walk", resolver: zone(records)).only
        #expect(walk.outcome.verdict == .passed)
    }

    @Test("a disagreement shows both walks, name by name")
    func walks() async throws {
        let records = """
            _dmarc.example.com.       TXT "v=DMARC1; p=reject; psd=n"
            _dmarc.mail.example.com.  TXT "v=DMARC1; p=none; psd=n; rua=mailto:d@example.com"
            """
        let only = try await Check("domain: a.mail.example.com\ndiscovery: both", resolver: zone(records)).only
        let notes = try #require(only.outcome.findings.first { $0.rule == "dmarc/disagreement" }).notes.map(\.text)
        let walk = try #require(notes.firstIndex(of: "the walk up the tree (RFC 9989 §4.10):"))
        let list = try #require(notes.firstIndex(of: "the public suffix list (RFC 7489 §6.6.3):"))
        #expect(
            notes[(walk + 1)..<list].prefix(2) == [
                "  _dmarc.a.mail.example.com TXT: no such name", "  _dmarc.mail.example.com TXT: 1 record",
            ])
        #expect(
            notes[(list + 1)...].prefix(2) == [
                "  _dmarc.a.mail.example.com TXT: no such name", "  _dmarc.example.com TXT: 1 record",
            ])
    }

    @Test("the two standards may differ on the alignment alone")
    func alignments() async throws {
        let records = """
            _dmarc.example.com.       TXT "v=DMARC1; p=reject"
            _dmarc.mail.example.com.  TXT "v=DMARC1; p=reject; psd=n"
            mail.example.com.         A   192.0.2.1
            """
        let text = """
            domain: example.com
            discovery: both
            alignment: { from: example.com, dkim: mail.example.com, expect: [pass, fail] }
            """
        let only = try await Check(text, resolver: zone(records)).only
        #expect(
            only.errors == [
                "2:12 tree walk and public suffix list disagree on the alignment of the message: fail by the walk "
                    + "(RFC 9989), pass by the list (RFC 7489)"
            ])
    }

    @Test("names that do not exist meet np under the newer standard, else sp, else p")
    func nonexistent() async throws {
        let record = "_dmarc TXT \"v=DMARC1; p=reject; sp=quarantine; np=reject; rua=mailto:d@example.com\""
        let text = "domain: example.com\nnonexistent_policy: reject\ndiscovery: "
        #expect(try await Check(text + "tree_walk", zone: record).only.errors == [])
        let list = try await Check(text + "public_suffix_list", zone: record).only
        #expect(
            list.errors == ["2:21 expected policy for subdomains that do not exist reject, got quarantine"])
        #expect(list.errorPlaces == ["example.com.zone:4:33"])
    }

    @Test("names below a subdomain meet the policy of the organizational domain, whatever the subdomain says")
    func belowSubdomain() async throws {
        let records = """
            _dmarc TXT "v=DMARC1; p=reject; sp=quarantine"
            _dmarc.mail TXT "v=DMARC1; p=reject; sp=none"
            """
        let only = try await Check("domain: mail.example.com\nsubdomain_policy: quarantine", zone: records).only
        #expect(only.errors == [])
        #expect(only.rules == ["dmarc/dead-subdomain-policy"])
    }

    @Test("what names below a subdomain meet is undetermined only where that is asked")
    func belowSubdomainUnanswered() async throws {
        let records = """
            _dmarc.mail.example.com.  TXT  "v=DMARC1; p=reject"
            _dmarc.example.com.       TXT  !SERVFAIL
            """
        let text = "domain: mail.example.com\ndiscovery: public_suffix_list"
        #expect(try await Check(text, resolver: zone(records)).only.outcome.verdict == .passed)
        let asked = try await Check(text + "\nsubdomain_policy: reject", resolver: zone(records)).only
        #expect(asked.outcome.verdict == .undetermined)
    }

    @Test("what matters of a record is among the properties")
    func properties() async throws {
        let only = try await Check(
            "domain: example.com",
            zone: "_dmarc TXT \"v=DMARC1; p=reject; sp=quarantine; np=none; aspf=s; rua=mailto:d@example.com\""
        ).only
        #expect(
            only.outcome.properties.map { "\($0.name)=\($0.value)" } == [
                "dmarc.record=v=DMARC1; p=reject; sp=quarantine; np=none; aspf=s; rua=mailto:d@example.com",
                "dmarc.found_at=_dmarc.example.com", "dmarc.policy=reject", "dmarc.subdomain_policy=quarantine",
                "dmarc.nonexistent_policy=none", "dmarc.alignment=spf strict, dkim relaxed",
                "dmarc.organizational_domain=example.com", "dmarc.reports=mailto:d@example.com",
            ])
    }

    @Test("what DNS does not answer is undetermined, never absent", arguments: ["_dmarc.example.com.", "_dmarc.com."])
    func undetermined(_ owner: String) async throws {
        let only = try await Check("domain: example.com", resolver: zone("\(owner) TXT !SERVFAIL")).only
        #expect(only.outcome.verdict == .undetermined)
        #expect(only.outcome.transient == "server_failure")
    }
}
