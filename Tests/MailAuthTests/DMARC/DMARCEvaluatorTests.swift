import DNS
import MailAuth
import Support
import Testing

struct DMARCEvaluatorTests {
    private let records = """
        _dmarc.example.com.       TXT "v=DMARC1; p=reject; sp=quarantine; np=reject; rua=mailto:d@example.com"
        mail.example.com.         A   192.0.2.1
        """

    private func evaluate(
        _ dns: StubZone, from: String, spf: (SPFResult.Value, String)? = nil,
        dkim: [(DKIMSignatureResult.Value, String)] = []
    ) async -> DMARCResult {
        await DMARCEvaluator(resolver: dns).evaluate(
            from: name(from), spf: spf.map { (value: $0.0, domain: name($0.1)) },
            dkim: dkim.map { (value: $0.0, domain: name($0.1)) })
    }

    @Test("one aligned identifier that passed is enough")
    func oneIsEnough() async {
        let result = await evaluate(
            zone(records), from: "mail.example.com", spf: (.fail, "bounce.example.com"),
            dkim: [(.pass, "vendor.example"), (.pass, "example.com")])
        #expect(result.value == .pass)
        #expect(result.alignedBy.map(\.domain) == [name("example.com")])
        #expect(result.disposition == nil)
    }

    @Test("without one, mail of an existing subdomain meets sp, of another np, of the domain itself p")
    func dispositions() async {
        let dns = zone(records)
        #expect(await evaluate(dns, from: "mail.example.com").disposition == .quarantine)
        #expect(await evaluate(dns, from: "ghost.example.com").disposition == .reject)
        #expect(await evaluate(dns, from: "example.com").disposition == .reject)
        #expect(await evaluate(dns, from: "ghost.example.com").discovery?.policyTag == "np")
    }

    @Test("strict alignment wants the same domain")
    func strict() async {
        let dns = zone("_dmarc.example.com. TXT \"v=DMARC1; p=reject; adkim=s\"")
        #expect(await evaluate(dns, from: "mail.example.com", dkim: [(.pass, "example.com")]).value == .fail)
        #expect(await evaluate(dns, from: "mail.example.com", dkim: [(.pass, "mail.example.com")]).value == .pass)
        #expect(await evaluate(dns, from: "mail.example.com", spf: (.pass, "example.com")).value == .pass)
    }

    @Test("a DNS error is a temperror and never an absent record")
    func temporary() async {
        let policy = await evaluate(zone("_dmarc.example.com. TXT !SERVFAIL"), from: "example.com")
        #expect(policy.value == .temperror)
        let parent = await evaluate(zone("_dmarc.com. TXT !TIMEOUT"), from: "example.com")
        #expect(parent.value == .temperror)
        let identifier = await evaluate(
            zone(records + "\n_dmarc.other.example. TXT !SERVFAIL"), from: "example.com", spf: (.pass, "other.example"))
        #expect(identifier.value == .temperror)
        let method = await evaluate(zone(records), from: "example.com", dkim: [(.temperror, "example.com")])
        #expect(method.value == .temperror)
    }

    @Test("a temporary error of a domain that could not align leaves the verdict as it is")
    func farAway() async {
        let far = await evaluate(zone(records), from: "example.com", dkim: [(.temperror, "vendor.example")])
        #expect(far.value == .fail)
        #expect(far.disposition == .reject)
        let below = await evaluate(zone(records), from: "example.com", dkim: [(.temperror, "mail.example.com")])
        #expect(below.value == .temperror)
        let strict = zone("_dmarc.example.com. TXT \"v=DMARC1; p=reject; adkim=s\"")
        #expect(await evaluate(strict, from: "example.com", dkim: [(.temperror, "mail.example.com")]).value == .fail)
    }

    @Test("by RFC 7489 a sample of nothing gets the next lower policy, and an unknown np is no mistake")
    func older() async throws {
        let suffixes = try #require(PublicSuffixes())
        func disposition(_ record: String) async -> DMARCPolicy? {
            let dns = zone("_dmarc.example.com. TXT \"\(record)\"")
            return await DMARCEvaluator(resolver: dns, suffixes: suffixes)
                .evaluate(from: name("example.com"), spf: nil, dkim: []).disposition
        }
        #expect(await disposition("v=DMARC1; p=reject; pct=0") == .quarantine)
        #expect(await disposition("v=DMARC1; p=quarantine; pct=0") == DMARCPolicy.none)
        #expect(await disposition("v=DMARC1; p=reject; pct=1") == .reject)
        #expect(await disposition("v=DMARC1; p=reject; np=bad") == .reject)
        #expect(await disposition("v=DMARC1; p=reject; sp=bad; rua=mailto:d@example.com") == DMARCPolicy.none)
    }

    @Test("without a record, and with one that counts for nothing, DMARC does not apply")
    func none() async {
        #expect(await evaluate(zone(""), from: "example.com", spf: (.pass, "example.com")).value == .none)
        #expect(await evaluate(zone("_dmarc.example.com. TXT \"v=DMARC1\""), from: "example.com").value == .none)
    }

    @Test("a From field without a usable domain is a permerror")
    func noDomain() async {
        let result = await DMARCEvaluator(resolver: zone("")).evaluate(from: nil, spf: nil, dkim: [])
        #expect(result.value == .permerror)
    }

    @Test("the public suffix list finds what RFC 7489 finds, which knows no np, psd and t")
    func list() async throws {
        let suffixes = try #require(PublicSuffixes())
        let dns = zone(
            """
            _dmarc.example.co.uk.      TXT "v=DMARC1; p=reject; sp=none; np=reject; t=y"
            _dmarc.dept.example.co.uk. TXT "v=DMARC1; p=quarantine; psd=n"
            """)
        let old = DMARCEvaluator(resolver: dns, suffixes: suffixes)
        let ghost = try await old.discover(name("ghost.example.co.uk"))
        #expect(ghost.policy == DMARCPolicy.none && ghost.policyTag == "sp")
        #expect(dns.questionTexts == ["_dmarc.ghost.example.co.uk TXT", "_dmarc.example.co.uk TXT"])
        #expect(try await old.discover(name("example.co.uk")).policy == .reject)
        let below = try await old.discover(name("a.dept.example.co.uk"))
        #expect(below.organizationalDomain == name("example.co.uk") && below.published?.domain == name("example.co.uk"))
        let walked = try await DMARCEvaluator(resolver: dns).discover(name("a.dept.example.co.uk"))
        #expect(walked.organizationalDomain == name("dept.example.co.uk"))
        #expect(walked.published?.domain == name("dept.example.co.uk"))
    }

    @Test("several records at the author domain end the discovery of RFC 7489")
    func several() async throws {
        let suffixes = try #require(PublicSuffixes())
        let dns = zone(
            """
            _dmarc.mail.example.com. TXT "v=DMARC1; p=none"
            _dmarc.mail.example.com. TXT "v=DMARC1; p=reject"
            _dmarc.example.com.      TXT "v=DMARC1; p=reject"
            """)
        let old = try await DMARCEvaluator(resolver: dns, suffixes: suffixes).discover(name("mail.example.com"))
        #expect(old.published == nil && old.several == [name("mail.example.com")])
    }

    @Test(
        "reports to another organization want its consent",
        arguments: [
            ("mailto:d@example.com", "", DMARCReportAuthorization.State.notNeeded),
            ("mailto:d@reports.example.com", "", .notNeeded),
            ("mailto:d@vendor.test", "", .unauthorized),
            ("mailto:d@vendor.test", "example.com._report._dmarc.vendor.test. TXT \"v=DMARC1\"", .authorized),
            ("mailto:d@vendor.test", "*._report._dmarc.vendor.test. TXT \"v=DMARC1;\"", .authorized),
            ("mailto:d@vendor.test", "example.com._report._dmarc.vendor.test. TXT \"v=spf1\"", .unauthorized),
        ])
    func authorization(_ uri: String, _ more: String, _ state: DMARCReportAuthorization.State) async throws {
        let evaluator = DMARCEvaluator(
            resolver: zone("_dmarc.example.com. TXT \"v=DMARC1; p=none; rua=\(uri)\"\n\(more)"))
        let published = try #require(try await evaluator.discover(name("example.com")).published)
        #expect(await evaluator.reportAuthorizations(of: published).map(\.state) == [state])
    }

    @Test("consent that DNS cannot answer for is not a refusal")
    func authorizationError() async throws {
        let evaluator = DMARCEvaluator(
            resolver: zone(
                """
                _dmarc.example.com.                    TXT "v=DMARC1; p=none; rua=mailto:d@vendor.test"
                example.com._report._dmarc.vendor.test. TXT !SERVFAIL
                """))
        let published = try #require(try await evaluator.discover(name("example.com")).published)
        let authorizations = await evaluator.reportAuthorizations(of: published)
        guard case .undetermined = authorizations.first?.state else {
            Issue.record("\(authorizations)")
            return
        }
    }
}
