import DNS
import MailAuth
import Support
import Testing

struct SPFRecordTests {
    private func record(_ text: String) throws -> SPFRecord {
        try #require(SPFRecord(text: Array(text.utf8)))
    }

    @Test(
        "only the version section and a space or the end make a policy",
        arguments: ["v=spf10", "v=spf1-all", " v=spf1", "spf1 -all", "", "v=spf1\t-all"])
    func noPolicy(_ text: String) {
        #expect(SPFRecord(text: Array(text.utf8)) == nil)
    }

    @Test("terms keep their octets in the joined text")
    func ranges() throws {
        let record = try record("v=spf1  ip4:192.0.2.0/28 -all ")
        #expect(record.terms.map(\.range) == [8..<24, 25..<29])
        #expect(record.terms.map(\.description) == ["ip4:192.0.2.0/28", "-all"])
    }

    @Test(
        "a term that is right is read without a complaint",
        arguments: [
            "a", "+A", "mx/24", "mx//64", "a/24//64", "a:example.com/0", "a:foo:bar/baz.example.com", "ptr",
            "ptr:example.com", "ip4:192.0.2.1", "ip4:192.0.2.0/0", "ip6:2001:db8::/32", "ip6:::ffff:192.0.2.1/128",
            "exists:%{i}._spf.%{d2}", "exists:%%.%{l1r+}.%{d}", "include:%{o}", "redirect=example.com.", "exp=%{d}",
            "exp=a.example.%{d}", "moo.cow-far_out=man:dog/cat", "ra=postmaster", "a=b", "?all",
            "a:%{h}.xn--zckzah", "exists:%{S128R.-+,/_=}.example.com",
        ])
    func valid(_ term: String) throws {
        #expect(try record("v=spf1 \(term)").problems == [])
    }

    @Test(
        "a term that is wrong is told with its octets",
        arguments: [
            "all.", "all:x", "all/8", "-all=", "include", "include:", "include/24", "a:", "a/33", "a//129", "a/024",
            "a/24/64", "a/", "a:example.com:8080", "a:museum", "a:museum.", "a:abc.123", "a:192.0.2.1",
            "a:example.-com", "a:example.com-", "mx:", "ptr:", "ptr/24", "ip4", "ip4:", "ip4:1.2.3",
            "ip4:1.2.3.4/33", "ip4:1.2.3.4/032", "ip4:1.2.3.4//32", "ip4:1.2.3.4:25", "ip4:2001:db8::1", "ip6:1.2.3.4",
            "ip6:2001:db8:::1", "ip6:2001:db8::/129", "exists", "exists:%{a}.example.com", "exists:%{s0}",
            "exists:%{c}.example.com", "exists:%(i).example.com", "exists:%{i.example.com", "exists:x.example.com%",
            "redirect=", "redirect:example.com", "?redirect=example.com", "exp=", "exp=-all", "1up=foo", "=all", "moo",
            "moo=%x", "+", "-", "a:foo..example.com", "redirect=%{t}", "a:foo.example.com\u{0}", "a\u{9}-all",
        ])
    func invalid(_ term: String) throws {
        let record = try record("v=spf1 \(term) -all")
        #expect(record.problems.count == 1)
        #expect(record.problems.first.map { (7..<(7 + term.utf8.count + 1)).contains($0.range.lowerBound) } == true)
        #expect(record.terms.map(\.description) == ["-all"])
    }

    @Test("every mistake of a record is told, not only the first")
    func all() throws {
        #expect(try record("v=spf1 ip4:1.2.3 moo a/33 -all").problems.count == 3)
    }

    @Test("redirect and exp stand once", arguments: ["redirect=a.example", "exp=a.example"])
    func twice(_ term: String) throws {
        let problems = try record("v=spf1 \(term) \(term)").problems
        #expect(problems.map(\.range.lowerBound) == [7 + term.utf8.count + 1])
    }

    @Test("what was probably meant is proposed")
    func remedies() throws {
        func remedy(_ term: String) throws -> String? { try record("v=spf1 \(term)").problems.first?.remedy }
        #expect(try remedy("a:192.0.2.1") == "write ip4:192.0.2.1")
        #expect(try remedy("192.0.2.1") == "write ip4:192.0.2.1")
        #expect(try remedy("redirect:example.com") == "write redirect=example.com")
        #expect(try remedy("ipv4:192.0.2.1") == "write ip4:192.0.2.1")
        #expect(try remedy("ip4:2001:db8::1") == "write ip6:2001:db8::1")
    }

    @Test("what stands behind all, and a redirect beside it, is ignored")
    func behindAll() throws {
        let record = try record("v=spf1 ~all redirect=example.com ip4:192.0.2.1 -all")
        #expect(record.directives.map(\.term.description) == ["~all"])
        #expect(record.all?.qualifier == .softfail)
        #expect(record.redirect == nil)
    }

    @Test("any octets are read without harm, and every problem lies within them")
    func mutations() {
        var random = SeededGenerator(seed: 7208)
        let seeds = [
            "v=spf1 a:%{l1r+}.example.com/24//64 include:_spf.example.net redirect=example.org exp=e.%{d}",
            "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 exists:%{ir}.%{v}._spf.%{d2} ptr mx/0 -all",
        ]
        for _ in 0..<4000 {
            var text = Array((seeds.randomElement(using: &random) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let index = Int.random(in: 6..<text.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: text[index] = UInt8.random(in: 0...255, using: &random)
                case 1: text.remove(at: index)
                default: text.insert("%{}:/=. -~0r".utf8.randomElement(using: &random) ?? 0, at: index)
                }
            }
            guard let record = SPFRecord(text: text) else { continue }
            for problem in record.problems {
                #expect(problem.range.lowerBound >= 0 && problem.range.upperBound <= text.count)
            }
        }
    }
}
