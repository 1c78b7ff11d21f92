import DNS
import MailAuth
import Support
import Testing

/// Each mechanism and modifier at the edges of what RFC 7208 §5 and §6 say.
struct SPFMechanismTests {
    private func check(
        _ policy: String, _ more: String = "", ip: String = "192.0.2.1", helo: String = "mx.example.org"
    ) async -> SPFResult {
        let dns = zone("example.com. TXT \"v=spf1 \(policy)\"\n\(more)")
        return await SPF(resolver: dns).check(ip: address(ip), helo: helo, mailFrom: "a@example.com")
    }

    @Test(
        "a network of IPv6 matches clients of IPv6 alone, mapped ones being IPv4",
        arguments: [
            ("ip6:2001:DB8:8000::/33", "2001:db8:8000::1", "pass"),
            ("ip6:2001:db8:8000::/33", "2001:db8::1", "neutral"),
            ("ip6:::1.1.1.1/0", "2001:db8::1", "pass"), ("ip6:::1.1.1.1/0", "192.0.2.1", "neutral"),
            ("ip6:::/0", "::ffff:192.0.2.1", "neutral"), ("ip6:::ffff:192.0.2.1", "192.0.2.1", "neutral"),
            ("ip6:::1", "::1", "pass"), ("ip6:::1//33", "::1", "permerror"), ("ip6:::1/129", "::1", "permerror"),
            ("ip6:::1/", "::1", "permerror"), ("ip6", "::1", "permerror"), ("ip6:[::1]", "::1", "permerror"),
            ("ip6:fe80::1%25eth0", "::1", "permerror"), ("ip4:192.0.2.1/0", "198.51.100.9", "pass"),
            ("ip4:192.0.2.01", "192.0.2.1", "permerror"), ("ip4:192.0.2.1/00", "192.0.2.1", "permerror"),
        ])
    func networks(_ term: String, _ ip: String, _ expected: String) async {
        #expect(await check(term, ip: ip).value.rawValue == expected)
    }

    @Test(
        "ptr matches validated names at and below its domain",
        arguments: [
            ("ptr", "192.0.2.1", "pass"), ("ptr:EXAMPLE.com", "192.0.2.1", "pass"),
            ("ptr:example.net", "192.0.2.1", "fail"),
            ("ptr:ample.com", "192.0.2.1", "fail"), ("ptr", "192.0.2.2", "fail"), ("ptr", "2001:db8::1", "pass"),
            ("ptr", "192.0.2.3", "fail"), ("ptr", "192.0.2.4", "fail"),
        ])
    func pointers(_ term: String, _ ip: String, _ expected: String) async {
        let more = """
            1.2.0.192.in-addr.arpa. PTR Mail.Example.COM.
            2.2.0.192.in-addr.arpa. PTR liar.example.com.
            3.2.0.192.in-addr.arpa. PTR loop.example.com.
            1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. PTR six.example.com.
            mail.example.com. A 192.0.2.1
            liar.example.com. A 192.0.2.77
            loop.example.com. CNAME loop.example.com.
            six.example.com. AAAA 2001:db8::1
            """
        #expect(await check("\(term) -all", more, ip: ip).value.rawValue == expected)
    }

    @Test("of a client's names those beyond the tenth are ignored", arguments: [(10, "pass"), (11, "fail")])
    func manyPointers(_ place: Int, _ expected: String) async {
        let more = (1...12).map { number in
            let host = number == place ? "mail.example.com." : "h\(number).example.net."
            return "1.2.0.192.in-addr.arpa. PTR \(host)\n\(host) A 192.0.2.1"
        }
        #expect(await check("ptr -all", more.joined(separator: "\n")).value.rawValue == expected)
    }

    @Test(
        "exists asks for an A record, whoever the client is",
        arguments: [
            ("four.example", "192.0.2.1", "pass"), ("four.example", "2001:db8::1", "pass"),
            ("six.example", "2001:db8::1", "fail"), ("alias.example", "2001:db8::1", "pass"),
            ("none.example", "192.0.2.1", "fail"), ("broken.example", "192.0.2.1", "temperror"),
        ])
    func existence(_ target: String, _ ip: String, _ expected: String) async {
        let more = """
            four.example. A 127.0.0.2
            six.example. AAAA ::1
            alias.example. CNAME four.example.
            broken.example. A !SERVFAIL
            """
        #expect(await check("exists:\(target) -all", more, ip: ip).value.rawValue == expected)
    }

    @Test(
        "an include takes over pass, errors and the absence of a policy, and nothing else",
        arguments: [
            ("ip4:192.0.2.1 -all", "softfail", "~"), ("-all", "neutral", "~"), ("~all", "neutral", "-"),
            ("?all", "neutral", "-"), ("ip4:198.51.100.1", "neutral", "-"), ("moo", "permerror", "-"),
            ("exp=why.x.example", "neutral", "-"), ("include:x.example", "permerror", "-"),
            ("a:broken.example -all", "temperror", "-"), ("redirect=none.example", "permerror", "-"),
            ("redirect=y.example", "fail", "-"),
        ])
    func inclusion(_ inner: String, _ expected: String, _ qualifier: String) async {
        let more = """
            x.example. TXT "v=spf1 \(inner)"
            y.example. TXT "v=spf1 ip4:192.0.2.0/24"
            broken.example. A !TIMEOUT
            """
        #expect(await check("\(qualifier)include:x.example ?all", more).value.rawValue == expected)
    }

    @Test(
        "a redirect decides where nothing matched, wherever it stands",
        arguments: [
            ("redirect=x.example ip4:192.0.2.1", "pass"), ("redirect=x.example ip4:198.51.100.1", "fail"),
            ("redirect=x.example ~all", "softfail"), ("~all redirect=none.example", "softfail"),
            ("redirect=none.example", "permerror"), ("redirect=%{l}..example.com", "permerror"),
            ("redirect=broken.example", "temperror"), ("ip4:198.51.100.1", "neutral"),
        ])
    func redirection(_ policy: String, _ expected: String) async {
        let more = "x.example. TXT \"v=spf1 -all\"\nbroken.example. TXT !TIMEOUT"
        #expect(await check(policy, more).value.rawValue == expected)
    }

    @Test("within a policy %{d} is the domain that publishes it, %{o} that of the sender")
    func domainsOfMacros() async {
        let more = """
            a.example. TXT "v=spf1 include:b.example -all"
            b.example. TXT "v=spf1 exists:%{d}.%{o}.ok.example -all"
            b.example.example.com.ok.example. A 127.0.0.2
            """
        #expect(await check("redirect=a.example", more).value == .pass)
        let explained = await check(
            "redirect=c.example",
            "c.example. TXT \"v=spf1 -all exp=%{d2}.why.example\"\nc.example.why.example. TXT \"%{d} of %{o}\"")
        #expect(explained.explanation == "c.example of example.com")
    }

    @Test(
        "a HELO name that is no name is expanded as it was said, and escaped in upper case",
        arguments: [
            ("JUMPIN' JUPITER", "a:%{h}.x.example", "jumpin' jupiter.x.example"),
            ("[192.0.2.1]", "a:%{h}.x.example", "[192.0.2.1].x.example"),
            ("a b.example", "a:%{H}", "a%20b.example"), ("MX.example.org", "a:%{h}", "mx.example.org"),
        ])
    func greeting(_ helo: String, _ term: String, _ asked: String) async {
        let dns = zone("example.com. TXT \"v=spf1 \(term) -all\"")
        let result = await SPF(resolver: dns).check(ip: address("192.0.2.1"), helo: helo, mailFrom: "a@example.com")
        #expect(result.value == .fail)
        let labels = dns.questions.last?.name.labels.map { String(decoding: $0, as: UTF8.self).lowercased() }
        #expect(labels?.joined(separator: ".") == asked)
    }

    @Test(
        "a HELO identity without a policy, or of an address, has the result none",
        arguments: ["mx", "192.0.2.1", "[::1]"])
    func bounces(_ helo: String) async {
        let result = await SPF(resolver: zone("")).check(ip: address("192.0.2.1"), helo: helo, mailFrom: "")
        #expect(result.value == .none)
    }

    @Test("texts that are no policy do not disturb the one that is, whatever octets they hold")
    func otherTexts() async {
        let more =
            "example.com. TXT \"\\000\\255 v=spf1 +all\"\nexample.com. TXT \"v=spf2.0/pra +all\"\nexample.com. TXT \"\""
        #expect(await check("-all", more).value == .fail)
        #expect(await check("-all", "example.com. TXT \"v=spf1\"").value == .permerror)
        let wrong = await check("a:m\\195\\188ll.example -all")
        #expect(wrong.value == .permerror)
    }

    @Test("a policy in the SPF type alone is none (RFC 7208 §3.1)")
    func oldType() async {
        let dns = zone("example.com. SPF \"v=spf1 -all\"\nexample.com. TXT !NODATA")
        #expect(
            await SPF(resolver: dns).check(ip: address("192.0.2.1"), helo: "x", mailFrom: "a@example.com").value
                == .none)
    }

    @Test("strings of a record are joined without a space")
    func strings() async {
        let dns = zone("example.com. TXT \"v=spf1 ip4:192.\" \"0.2.1 -al\" \"l\"")
        #expect(
            await SPF(resolver: dns).check(ip: address("192.0.2.1"), helo: "x", mailFrom: "a@example.com").value
                == .pass)
    }
}
