import DNS
import Findings
import MailAuth
import Support
import Testing

@Suite("the review of an SPF policy")
struct SPFReviewTests {
    @Test("each finding points at its file, line and octet, and says what to do", arguments: SPFReviewFixture.all)
    func findings(_ fixture: SPFReviewFixture) async throws {
        let review = try await fixture.review()
        let found = try #require(review.findings.first { $0.rule == fixture.rule }, "\(review.findings)")
        let place = try #require(found.place)
        let expected = try #require(fixture.marked.all.first)
        #expect(place.span.file == "example.zone")
        #expect("\(place.line):\(place.column)" == expected.description)
        let said = [found.message, found.section, found.remedy ?? ""] + found.path
        #expect(said.joined(separator: "\n").contains(fixture.says), "\(said)")
        #expect(found.replacement == fixture.replacement)
        #expect(found.section.hasPrefix("RFC 7208 §"))
    }

    @Test(
        "a policy that is right has no findings",
        arguments: [
            "brand TXT \"v=spf1 -all\"",
            "brand TXT \"v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 include:v.example ~all\"\nv TXT \"v=spf1 ip4:198.51.100.0/24 ~all\"",
            "brand TXT \"v=spf1 redirect=v.example\"\nv TXT \"v=spf1 mx a:h.example -all\"\nv MX 1 h\nh A 192.0.2.1\nh AAAA 2001:db8::1",
            "brand TXT \"v=spf1 exists:%{i}._spf.%{d} -all exp=why.example\"\nwhy TXT \"%{i} may not send for %{d}\"",
            "brand TXT \"some other text\"\nbrand TXT \"v=spf1 a -all\"\nbrand A 192.0.2.1",
        ])
    func nothing(_ zone: String) async throws {
        let fixture = SPFReviewFixture("spf/syntax", zone, says: "")
        #expect(try await fixture.review(heloNames: [name("brand.example")]).findings == [])
    }

    @Test("a domain without a policy is told so, with what to publish")
    func absent() async throws {
        let review = try await SPFReviewFixture("spf/no-record", "brand A 192.0.2.1", says: "").review()
        #expect(review.findings.map(\.rule) == ["spf/no-record"])
        #expect(review.findings.first?.message == "brand.example publishes no SPF record")
    }

    @Test("a HELO name without a policy of its own is remarked")
    func helo() async throws {
        let zone = "brand TXT \"v=spf1 a -all\"\nbrand A 192.0.2.1\nmx1.brand A 192.0.2.1"
        let review = try await SPFReviewFixture("spf/no-helo-record", zone, says: "")
            .review(heloNames: [name("mx1.brand.example"), name("gone.example")])
        #expect(review.findings.map(\.rule) == ["spf/no-helo-record"])
        #expect(review.findings.first?.replacement == "v=spf1 a -all")
    }

    @Test("what DNS does not answer deep in a policy leaves the rest known, and is named")
    func unanswered() async throws {
        let dns = zone(
            """
            example.com.  TXT  "v=spf1 include:a.example include:moo -all"
            example.org.  TXT  "v=spf1 include:a.example +all"
            a.example.    TXT  "v=spf1 include:b.example -all"
            b.example.    TXT  !SERVFAIL
            """)
        let review = try await SPF(resolver: dns).review(name("example.org"))
        #expect(review.findings.map(\.rule) == ["spf/allow-all"])
        #expect(review.cost.unanswered.map(\.error.question) == [Question(name("b.example"), .TXT)])
        #expect(review.cost.unanswered.map(\.location.description) == ["include:b.example"])
        #expect(review.cost.lookups == 2)
    }

    @Test("every rule that a review speaks by has a fixture or a test of its own")
    func complete() {
        let own: Set<RuleID> = ["spf/no-record", "spf/no-helo-record", "spf/too-costly"]
        #expect(Set(SPFReview.rules) == Set(SPFReviewFixture.all.map(\.rule)).union(own))
    }
}
