import DNS
import MailAuth
import Support
import Testing

/// The examples of RFC 7208 §7.4, each as the name that an `exists` asks for.
struct SPFMacroTests {
    private func asked(
        _ spec: String, ip: String = "192.0.2.3", helo: String = "mx.example.org",
        from: String = "strong-bad@email.example.com"
    ) async -> String? {
        let domain = from.split(separator: "@").last.map(String.init) ?? ""
        let dns = zone("\(domain). TXT \"v=spf1 exists:\(spec) -all\"")
        _ = await SPF(resolver: dns).check(ip: address(ip), helo: helo, mailFrom: from)
        return dns.questions.last { $0.type == .A }?.name.description
    }

    @Test(
        "the examples of RFC 7208 §7.4 expand as they say",
        arguments: [
            ("%{o}", "email.example.com"), ("%{d}", "email.example.com"), ("%{d4}", "email.example.com"),
            ("%{d3}", "email.example.com"), ("%{d2}", "example.com"), ("%{d1}.x.y", "com.x.y"),
            ("%{dr}", "com.example.email"), ("%{d2r}", "example.email"), ("%{l}.x.y", "strong-bad.x.y"),
            ("%{l-}.x.y", "strong.bad.x.y"), ("%{lr}.x.y", "strong-bad.x.y"), ("%{lr-}.x.y", "bad.strong.x.y"),
            ("%{l1r-}.x.y", "strong.x.y"), ("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"),
            ("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"),
            ("%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"),
            ("%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com"),
            ("%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"),
            ("%{h}.x.y", "mx.example.org.x.y"), ("%{p}.x.y", "unknown.x.y"),
            ("%{H}.x.y.%{d}", "mx.example.org.x.y.email.example.com"),
        ])
    func examples(_ spec: String, _ expected: String) async {
        #expect(await asked(spec) == expected)
    }

    @Test("an IPv6 address is written in nibbles")
    func nibbles() async {
        #expect(
            await asked("%{ir}.%{v}._spf.%{d2}", ip: "2001:db8::cb01")
                == "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com")
    }

    @Test("a name beyond 253 characters loses labels at the left")
    func truncation() async throws {
        let local = (1...30).map { "label-\($0)" }.joined(separator: ".")
        let name = try #require(await asked("%{l}.%{d}", from: "\(local)@email.example.com"))
        #expect(name.count <= 253)
        #expect(name.hasSuffix("label-30.email.example.com"))
        #expect(!name.hasPrefix("label-1."))
    }

    @Test("an expansion that is no name matches nothing and is not asked for")
    func malformed() async {
        #expect(await asked("%{l}.%{d}", from: "a..b@email.example.com") == nil)
    }

    @Test("a client's own name is taken for %{p}: the domain's, else one below it, else any")
    func validatedName() async {
        let dns = zone(
            """
            example.com.             TXT "v=spf1 exists:%{p}.x.y -all"
            3.2.0.192.in-addr.arpa.  PTR other.example.
            3.2.0.192.in-addr.arpa.  PTR mx.example.com.
            other.example.           A   192.0.2.3
            mx.example.com.          A   192.0.2.3
            """)
        _ = await SPF(resolver: dns).check(ip: address("192.0.2.3"), helo: "x", mailFrom: "a@example.com")
        #expect(dns.questions.last?.name == name("mx.example.com.x.y"))
    }

    @Test("an explanation is expanded with the letters that only it may use")
    func explanation() async {
        let dns = zone(
            """
            example.com.    TXT "v=spf1 -all exp=why.%{d}"
            why.example.com. TXT "%{i} is no host of %{o}: see http://%{d}/%{L} at %{r} (%{c})%_%%"
            """)
        let spf = SPF(resolver: dns, receiver: name("mx.receiver.example"))
        let result = await spf.check(ip: address("2001:db8::1"), helo: "x", mailFrom: "a b@example.com")
        let nibbles = "2.0.0.1.0.d.b.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1"
        #expect(
            result.explanation
                == "\(nibbles) is no host of example.com: see http://example.com/a%20b at mx.receiver.example (2001:db8::1) %"
        )
    }
}
