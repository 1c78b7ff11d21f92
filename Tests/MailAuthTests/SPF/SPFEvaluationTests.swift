import DNS
import MailAuth
import Support
import Synchronization
import Testing

struct SPFEvaluationTests {
    private func check(
        _ dns: StubZone, ip: String = "192.0.2.1", helo: String = "mx.example.com",
        from: String = "bounce@example.com"
    ) async -> SPFResult {
        await SPF(resolver: dns).check(ip: address(ip), helo: helo, mailFrom: from)
    }

    @Test("the chain of terms that matched leads through includes and redirects")
    func chain() async {
        let result = await check(
            zone(
                """
                example.com.         TXT "v=spf1 redirect=_spf.example.com"
                _spf.example.com.    TXT "v=spf1 include:vendor.example -all"
                vendor.example.      TXT "v=spf1 ip4:192.0.2.0/24 ~all"
                """))
        #expect(result.value == .pass)
        #expect(
            result.matched.map(\.description)
                == ["redirect=_spf.example.com", "include:vendor.example", "ip4:192.0.2.0/24"])
        #expect(
            result.matched.map(\.domain) == [name("example.com"), name("_spf.example.com"), name("vendor.example")])
        #expect(result.lookups == 2)
    }

    @Test("a second include of the same domain counts again")
    func repeats() async {
        let result = await check(
            zone(
                """
                example.com.    TXT "v=spf1 include:a.example include:a.example -all"
                a.example.      TXT "v=spf1 ip4:198.51.100.1 -all"
                """))
        #expect(result.value == .fail)
        #expect(result.lookups == 2)
    }

    @Test("the eleventh term that causes lookups is a permerror that points at it")
    func elevenLookups() async {
        let terms = (1...11).map { "a:h\($0).example.com" }.joined(separator: " ")
        let hosts = (1...11).map { "h\($0).example.com. A 198.51.100.\($0)" }.joined(separator: "\n")
        let result = await check(zone("example.com. TXT \"v=spf1 \(terms) -all\"\n\(hosts)"))
        #expect(result.value == .permerror)
        #expect(result.problem?.location?.description == "a:h11.example.com")
        #expect(result.problem?.cause == .tooManyLookups(limit: 10))
    }

    @Test("a void lookup is counted once for each term, also where all hosts of a domain lack the client's family")
    func voidsPerTerm() async {
        let dns = zone(
            """
            example.com.   TXT  "v=spf1 mx ip6:2001:db8::/32 -all"
            example.com.   MX   10 a.example.com.
            example.com.   MX   20 b.example.com.
            example.com.   MX   30 c.example.com.
            a.example.com. A    198.51.100.1
            b.example.com. A    198.51.100.2
            c.example.com. A    198.51.100.3
            """)
        let result = await check(dns, ip: "2001:db8::1")
        #expect(result.value == .pass)
        #expect(result.voidLookups == 1)
    }

    @Test("a third term that looks up what does not exist is a permerror")
    func threeVoids() async {
        let result = await check(zone("example.com. TXT \"v=spf1 a:x.example a:y.example exists:z.example ?all\""))
        #expect(result.value == .permerror)
        #expect(result.problem?.cause == .tooManyVoidLookups(limit: 2))
    }

    @Test("a mechanism that matches does not save a record with a mistake behind it")
    func syntaxFirst() async {
        let result = await check(zone("example.com. TXT \"v=spf1 ip4:192.0.2.1 -all moo\""))
        #expect(result.value == .permerror)
        #expect(result.problem?.location?.description == "moo")
    }

    @Test(
        "a DNS error is a temperror and never an absent record", arguments: ["!SERVFAIL", "!TIMEOUT", "!REFUSED"])
    func temporary(_ marker: String) async {
        #expect(await check(zone("example.com. TXT \(marker)")).value == .temperror)
        let inner = zone("example.com. TXT \"v=spf1 include:x.example -all\"\nx.example. TXT \(marker)")
        #expect(await check(inner).value == .temperror)
        let host = zone("example.com. TXT \"v=spf1 a:x.example -all\"\nx.example. A \(marker)")
        let result = await check(host)
        #expect(result.value == .temperror)
        #expect(result.problem?.location?.description == "a:x.example")
    }

    @Test("an include of a domain without a policy is a permerror", arguments: ["x.example. A 192.0.2.1", ""])
    func includeNone(_ more: String) async {
        let result = await check(zone("example.com. TXT \"v=spf1 include:x.example -all\"\n\(more)"))
        #expect(result.value == .permerror)
        #expect(result.problem?.location?.description == "include:x.example")
    }

    @Test(
        "other results of an included policy do not match", arguments: ["-all", "~all", "?all", "ip4:198.51.100.1"])
    func includeNotPass(_ inner: String) async {
        let dns = zone("example.com. TXT \"v=spf1 include:x.example ~all\"\nx.example. TXT \"v=spf1 \(inner)\"")
        #expect(await check(dns).value == .softfail)
    }

    @Test("a mapped address is an IPv4 client")
    func mapped() async {
        let dns = zone("example.com. TXT \"v=spf1 ip4:192.0.2.1 -all\"")
        #expect(await check(dns, ip: "::ffff:192.0.2.1").value == .pass)
    }

    @Test("a HELO name with an @ in it is malformed, and is not taken for an address")
    func addressAsHELO() async {
        let dns = zone("mx.example.com. TXT \"v=spf1 -all\"")
        let result = await check(dns, helo: "x@mx.example.com", from: "")
        #expect(result.value == .none)
        #expect(dns.questions.isEmpty)
    }

    @Test("a bounce is checked as postmaster at the HELO name")
    func bounce() async {
        let dns = zone(
            """
            mx.example.com. TXT "v=spf1 exists:%{l}.%{o}.ok.example -all"
            postmaster.mx.example.com.ok.example. A 127.0.0.2
            """)
        #expect(await check(dns, from: "").value == .pass)
    }

    @Test(
        "a sender without a usable domain has no policy",
        arguments: ["a@localhost", "a@[192.0.2.1]", "a@example..com", "a@bücher.example", "a@", "a@.com"])
    func unusable(_ from: String) async {
        let result = await check(zone("com. TXT \"v=spf1 -all\""), from: from)
        #expect(result.value == .none)
        #expect(result.trace.isEmpty)
    }

    @Test("a null MX and a domain without MX records match nothing")
    func noExchanger() async {
        let null = zone("example.com. TXT \"v=spf1 mx -all\"\nexample.com. MX 0 .\nexample.com. A 192.0.2.1")
        #expect(await check(null).value == .fail)
        let none = zone("example.com. TXT \"v=spf1 mx -all\"\nexample.com. A 192.0.2.1")
        #expect(await check(none).value == .fail)
    }

    @Test("ptr believes only names that lead back, and skips those that DNS cannot answer for")
    func pointers() async {
        let dns = zone(
            """
            example.com.               TXT  "v=spf1 ptr -all"
            1.2.0.192.in-addr.arpa.    PTR  broken.example.com.
            1.2.0.192.in-addr.arpa.    PTR  liar.example.com.
            1.2.0.192.in-addr.arpa.    PTR  mail.example.com.
            broken.example.com.        A    !SERVFAIL
            liar.example.com.          A    198.51.100.1
            mail.example.com.          A    192.0.2.1
            """)
        #expect(await check(dns).value == .pass)
    }

    @Test("a PTR question that DNS cannot answer matches nothing")
    func pointerError() async {
        let dns = zone("example.com. TXT \"v=spf1 ptr -all\"\n1.2.0.192.in-addr.arpa. PTR !SERVFAIL")
        #expect(await check(dns).value == .fail)
    }

    @Test("an evaluation that takes more than 20 s is a temperror")
    func slow() async {
        let start = ContinuousClock.now
        let clock = SteppingClock(start, step: .seconds(11))
        let spf = SPF(
            resolver: zone("example.com. TXT \"v=spf1 a:x.example -all\"\nx.example. A 192.0.2.1"),
            now: { clock.next() })
        let result = await spf.check(ip: address("192.0.2.1"), helo: "x", mailFrom: "a@example.com")
        #expect(result.value == .temperror)
        #expect(result.problem?.cause == .tooSlow(limit: .seconds(20)))
    }

    @Test("hostile policies end within their budget", arguments: ["include:example.com", "redirect=example.com"])
    func loops(_ term: String) async {
        let dns = zone("example.com. TXT \"v=spf1 \(term)\"")
        #expect(await check(dns).value == .permerror)
        #expect(dns.questions.count == 1)
    }

    @Test("each question is asked once in an evaluation")
    func questions() async {
        let dns = zone(
            "example.com. TXT \"v=spf1 a a a mx -all\"\nexample.com. A 198.51.100.1\nexample.com. MX 1 example.com.")
        _ = await check(dns)
        #expect(dns.questionTexts == ["example.com TXT", "example.com A", "example.com MX"])
    }
}

/// A clock that goes on by a step each time it is read.
private final class SteppingClock: Sendable {
    private let state: Mutex<ContinuousClock.Instant>
    private let step: Duration

    init(_ start: ContinuousClock.Instant, step: Duration) {
        state = Mutex(start)
        self.step = step
    }

    func next() -> ContinuousClock.Instant {
        state.withLock { now in
            defer { now += step }
            return now
        }
    }
}
