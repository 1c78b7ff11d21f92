import DNS
import Findings
import MailAuth
import Support
import Testing

/// A zone with one thing to mend in the policy of `brand.example`, a mark where it stands.
struct SPFReviewFixture: Sendable, CustomTestStringConvertible {
    /// The rule that must speak.
    var rule: RuleID
    /// The records below `$ORIGIN example.`; the first mark is where the finding must point.
    var zone: String
    /// What the finding must say, anywhere in its texts.
    var says: String
    /// The text to publish instead; nil where nobody can know it.
    var replacement: String?

    init(_ rule: RuleID, _ zone: String, says: String, replacement: String? = nil) {
        self.rule = rule
        self.zone = zone
        self.says = says
        self.replacement = replacement
    }

    var testDescription: String { rule.rawValue }

    /// The zone file with its head, the marks in it.
    var marked: MarkedText {
        MarkedText("$ORIGIN example.\n$TTL 300\n@ SOA ns hostmaster 1 2h 15m 2w 10m\n" + zone)
    }

    /// Looks over the policy of `brand.example` in it.
    func review(heloNames: [DomainName] = []) async throws -> SPFReview {
        let file = ZoneFile(SourceText(file: "example.zone", text: marked.text))
        try #require(!file.hasErrors, "\(file.findings)")
        let zone = try #require(file.zone)
        return try await SPF(resolver: ZoneResolver([zone])).review(name("brand.example"), heloNames: heloNames)
    }
}

extension SPFReviewFixture {
    /// One for each rule that is about a place.
    static let all: [SPFReviewFixture] = validity + costs + advice

    private static let validity = [
        SPFReviewFixture(
            "spf/unrecognised-record", "brand TXT \"1️⃣v=spf1; -all\"", says: "'v=spf1;' is not v=spf1 and a space",
            replacement: "v=spf1 -all"),
        SPFReviewFixture(
            "spf/unrecognised-record", "brand TXT \"1️⃣ v=spf1 mx -all\"", says: "does not begin with v=spf1",
            replacement: "v=spf1 mx -all"),
        SPFReviewFixture("spf/unrecognised-record", "brand TXT \"1️⃣spf2.0/pra mx -all\"", says: "Sender ID"),
        SPFReviewFixture(
            "spf/multiple-records",
            "brand TXT \"v=spf1 ip4:192.0.2.1 -all\"\nbrand TXT \"1️⃣v=spf1 ip4:192.0.2.2 ~all\"", says: "2 SPF records",
            replacement: "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all"),
        SPFReviewFixture(
            "spf/multiple-records",
            "brand TXT \"v=spf1 1️⃣include:v.example -all\"\nv TXT \"v=spf1 -all\"\nv TXT \"v=spf1 ~all\"",
            says: "v.example publishes 2"),
        SPFReviewFixture("spf/syntax", "brand TXT \"v=spf1 1️⃣ipv4:192.0.2.1 -all\"", says: "write ip4:192.0.2.1"),
        SPFReviewFixture(
            "spf/syntax", "brand TXT \"v=spf1 include:v.example -all\"\nv TXT \"v=spf1 mx 1️⃣moo -all\"",
            says: "include:v.example"),
        SPFReviewFixture(
            "spf/split-strings", "brand TXT \"v=spf1 ip4:192.0.2.0/24\" \"1️⃣ip4:198.51.100.0/24 -all\"",
            says: "end the string before 'ip4:198.51.100.0/24' in a space",
            replacement: "v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.0/24 -all"),
        SPFReviewFixture(
            "spf/malformed-target", "brand TXT \"v=spf1 1️⃣include:%{d}..example -all\"", says: "is no domain name"),
        SPFReviewFixture("spf/void-include", "brand TXT \"v=spf1 1️⃣include:gone.example -all\"", says: "does not exist"),
        SPFReviewFixture(
            "spf/void-include", "brand TXT \"v=spf1 1️⃣redirect=bare.example\"\nbare A 192.0.2.1", says: "§6.1"),
        SPFReviewFixture(
            "spf/loop", "brand TXT \"v=spf1 include:v.example -all\"\nv TXT \"v=spf1 1️⃣include:brand.example -all\"",
            says: "comes back to itself"),
    ]

    private static let costs = [
        SPFReviewFixture(
            "spf/too-many-lookups",
            "brand TXT \"v=spf1 \(String(repeating: "a ", count: 10))1️⃣mx -all\"\nbrand A 192.0.2.1\nbrand AAAA 2001:db8::1\nbrand MX 1 brand",
            says: "11 terms cause DNS lookups"),
        SPFReviewFixture(
            "spf/too-many-void-lookups", "brand TXT \"v=spf1 a:x.example a:y.example 1️⃣exists:z.example -all\"",
            says: "3 terms look up what does not exist"),
        SPFReviewFixture(
            "spf/too-many-exchangers",
            "brand TXT \"v=spf1 1️⃣mx -all\"\n" + (0..<11).map { "brand MX \($0) h\($0)" }.joined(separator: "\n"),
            says: "11 mail exchangers"),
        SPFReviewFixture(
            "spf/void-lookup", "brand TXT \"v=spf1 1️⃣a:gone.example -all\"", says: "looks up what does not exist",
            replacement: "v=spf1 -all"),
        SPFReviewFixture(
            "spf/void-for-family",
            "brand TXT \"v=spf1 a:h1.example a:h2.example 1️⃣a:h3.example -all\"\nh1 A 192.0.2.1\nh2 A 192.0.2.2\nh3 A 192.0.2.3",
            says: "a client of IPv6 meets 3 void lookups"),
        SPFReviewFixture(
            "spf/duplicate-include",
            "brand TXT \"v=spf1 include:v.example 1️⃣include:V.example -all\"\nv TXT \"v=spf1 ip4:192.0.2.1 -all\"",
            says: "evaluated a second time", replacement: "v=spf1 include:v.example -all"),
        SPFReviewFixture(
            "spf/duplicate-include",
            "brand TXT \"v=spf1 include:v.example include:w.example -all\"\nv TXT \"v=spf1 ip4:192.0.2.1 -all\"\nw TXT \"v=spf1 1️⃣include:v.example -all\"",
            says: "include:w.example"),
        SPFReviewFixture(
            "spf/long-record",
            "brand TXT \"1️⃣v=spf1\" \(networks(0..<13)) \(networks(13..<26)) \(networks(26..<39)) \" -all\"",
            says: "more than 450"),
    ]

    /// A string of a TXT record with so many networks, a space before each.
    private static func networks(_ numbers: Range<Int>) -> String {
        "\"" + numbers.map { " ip4:192.0.2.\($0)" }.joined() + "\""
    }

    private static let advice = [
        SPFReviewFixture(
            "spf/allow-all", "brand TXT \"v=spf1 mx 1️⃣+all\"\nbrand MX 1 brand\nbrand A 192.0.2.1", says: "everybody",
            replacement: "v=spf1 mx -all"),
        SPFReviewFixture("spf/allow-all", "brand TXT \"v=spf1 1️⃣ip4:0.0.0.0/0 -all\"", says: "every IPv4 address"),
        SPFReviewFixture(
            "spf/allow-all", "brand TXT \"v=spf1 include:v.example -all\"\nv TXT \"v=spf1 1️⃣all\"",
            says: "include:v.example"),
        SPFReviewFixture("spf/wide-network", "brand TXT \"v=spf1 1️⃣ip4:192.0.0.0/4 -all\"", says: "1 of 16 IPv4"),
        SPFReviewFixture(
            "spf/covered-network", "brand TXT \"v=spf1 ip4:192.0.2.0/24 1️⃣ip4:192.0.2.9 -all\"",
            says: "lies within 'ip4:192.0.2.0/24'", replacement: "v=spf1 ip4:192.0.2.0/24 -all"),
        SPFReviewFixture(
            "spf/unreachable-term", "brand TXT \"v=spf1 -all 1️⃣ip4:192.0.2.1 ip4:192.0.2.2\"",
            says: "2 terms stand after",
            replacement: "v=spf1 -all"),
        SPFReviewFixture(
            "spf/redirect-with-all", "brand TXT \"v=spf1 1️⃣redirect=v.example -all\"", says: "is ignored",
            replacement: "v=spf1 -all"),
        SPFReviewFixture("spf/ptr", "brand TXT \"v=spf1 1️⃣ptr -all\"", says: "the client's name"),
        SPFReviewFixture("spf/validated-name", "brand TXT \"v=spf1 1️⃣exists:%{p}.v.example -all\"", says: "%{p}"),
        SPFReviewFixture(
            "spf/obsolete-type", "brand TXT \"v=spf1 -all\"\nbrand SPF \"1️⃣v=spf1 -all\"", says: "nobody looks at"),
        SPFReviewFixture(
            "spf/unusable-explanation", "brand TXT \"v=spf1 -all 1️⃣exp=why.example\"",
            says: "no TXT record at why.example"),
        SPFReviewFixture(
            "spf/unusable-explanation", "brand TXT \"v=spf1 -all 1️⃣exp=why.example\"\nwhy TXT \"100% sure\"",
            says: "cannot be read"),
    ]
}
