import DNS
import Support
import Testing

struct DomainNameTests {
    @Test("a dot at the end changes nothing")
    func trailingDot() {
        #expect(DomainName("example.com.") == DomainName("example.com"))
        #expect(DomainName("example.com.")?.description == "example.com")
    }

    @Test("ASCII case is kept and does not tell names apart")
    func caseInsensitive() {
        #expect(name("WWW.Example.COM") == name("www.example.com"))
        #expect(Set([name("WWW.Example.COM"), name("www.example.com")]).count == 1)
        #expect(name("WWW.Example.COM").description == "WWW.Example.COM")
        #expect(name("WWW.Example.COM").lowercased == "www.example.com")
    }

    @Test("octets beyond the letters are not folded")
    func onlyLettersFold() {
        #expect(name("a[b.example") != name("a{b.example"))
        #expect(name(#"\192.example"#) != name(#"\224.example"#))
    }

    @Test("the root is one dot")
    func root() {
        #expect(DomainName(".") == .root)
        #expect(DomainName.root.description == ".")
        #expect(DomainName.root.labels.isEmpty)
        #expect(DomainName.root.parent == nil)
    }

    @Test(
        "escapes make any octet part of a label",
        arguments: [
            (#"a\.b.example"#, [[0x61, 0x2E, 0x62], Array("example".utf8)]),
            (#"a\046b.example"#, [[0x61, 0x2E, 0x62], Array("example".utf8)]),
            (#"\000\255.example"#, [[0, 255], Array("example".utf8)]),
            (#"\\.example"#, [[0x5C], Array("example".utf8)]),
            (#"a\ b.example"#, [[0x61, 0x20, 0x62], Array("example".utf8)]),
        ] as [(String, [[UInt8]])])
    func escapes(_ text: String, _ labels: [[UInt8]]) {
        #expect(DomainName(text)?.labels == labels)
    }

    @Test(
        "a text that is no name is nil",
        arguments: [
            "", "..", ".example", "a..b", "example..", #"a\"#, #"a\2"#, #"a\25"#, #"a\256.b"#, #"a\2x5"#, "a b.example",
            "bücher.example", "a\tb", "a\u{0}b", String(repeating: "a", count: 64) + ".example",
        ])
    func invalid(_ text: String) {
        #expect(DomainName(text) == nil)
    }

    @Test("255 octets on the wire are the most")
    func longest() {
        let label = String(repeating: "a", count: 63)
        let most = [label, label, label, String(repeating: "b", count: 61)].joined(separator: ".")
        #expect(DomainName(most) != nil)
        #expect(DomainName(most + "b") == nil)
        #expect(DomainName(most)?.prepending("c") == nil)
        #expect(name(most).appending(name("c")) == nil)
    }

    @Test("descriptions read back as the same name")
    func descriptionsReadBack() {
        var generator = SeededGenerator()
        for _ in 0..<500 {
            let labels = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                (0..<Int.random(in: 1...20, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator)
                }
            }
            let made = DomainName(labels: labels)
            #expect(made.flatMap { DomainName($0.description) }?.labels == labels)
        }
    }

    @Test("a subdomain ends at a label's border")
    func subdomains() {
        #expect(name("mail.example.com").isSubdomain(of: name("EXAMPLE.com")))
        #expect(name("example.com").isSubdomain(of: name("example.com")))
        #expect(name("example.com").isSubdomain(of: .root))
        #expect(!name("badexample.com").isSubdomain(of: name("example.com")))
        #expect(!name("com").isSubdomain(of: name("example.com")))
        // The octets of `\003com` end as those of `com` do, but it is one label.
        #expect(!name(#"a\003com"#).isSubdomain(of: name("com")))
    }

    @Test("parents, suffixes and labels below")
    func ancestors() {
        let long = name("a.b.example.com")
        #expect(long.parent == name("b.example.com"))
        #expect(long.suffix(2) == name("example.com"))
        #expect(long.suffix(9) == long)
        #expect(long.suffix(0) == .root)
        #expect(long.labelCount == 4)
        #expect(long.labels(below: name("example.com")) == [Array("a".utf8), Array("b".utf8)])
        #expect(long.labels(below: name("example.net")) == nil)
    }

    @Test("labels are put in front")
    func prepending() {
        #expect(name("example.com").prepending("s1", "_domainkey") == name("s1._domainkey.example.com"))
        #expect(name("example.com").prepending("s1._domainkey") == name("s1._domainkey.example.com"))
        #expect(name("example.com").prepending("") == nil)
        #expect(name("example.com").appending(.root) == name("example.com"))
    }

    @Test("names sort as RFC 4034 §6.1 lists them")
    func canonicalOrder() {
        let sorted = [
            "example", "a.example", "yljkjljk.a.example", "Z.a.example", "zABC.a.EXAMPLE", "z.example",
            #"\001.z.example"#, "*.z.example", #"\200.z.example"#,
        ].map(name)
        #expect(sorted.reversed().sorted() == sorted)
    }

    @Test("names of every length are equal, and hash equally, where they differ in the case of letters alone")
    func folding() throws {
        var generator = SeededGenerator(seed: 4343)
        for _ in 0..<2000 {
            let count = Int.random(in: 1...63, using: &generator)
            let label = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            var other = label
            let index = Int.random(in: 0..<count, using: &generator)
            other[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            let (one, two) = (try #require(DomainName(labels: [label])), try #require(DomainName(labels: [other])))
            let isSame = Self.folded(label) == Self.folded(other)
            #expect((one == two) == isSame, "\(one) and \(two)")
            if isSame { #expect(Set([one, two]).count == 1, "\(one) and \(two)") }
            #expect(DomainName(one.description) == one)
        }
    }

    private static func folded(_ octets: [UInt8]) -> [UInt8] {
        octets.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }
}
