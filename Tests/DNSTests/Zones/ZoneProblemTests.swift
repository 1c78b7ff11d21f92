import DNS
import Findings
import Support
import Testing

/// Each kind of mistake, with the place where it is told.
struct ZoneProblemTests {
    private let head = "$ORIGIN example.com.\n$TTL 1h\n"

    @Test("a quote that does not end is told at its beginning, and the next line is read")
    func unterminatedQuote() {
        expectProblems(head + "a TXT 1️⃣\"v=spf1 -all\nb A 2️⃣192.0.2\n", ["unterminated-quote", "bad-address"])
        expectProblems(head + "a TXT ( \"one\"\n 1️⃣\"two )\n )\nb A 2️⃣x\n", ["unterminated-quote", "bad-address"])
        expectProblems(head + "a HTTPS 1 . 1️⃣alpn=\"h2\n", ["unterminated-quote"])
    }

    @Test("parentheses that do not pair are told, and what follows is read")
    func parentheses() {
        expectProblems(head + "a A 192.0.2.1 1️⃣)\nb A 2️⃣x\n", ["unbalanced-parenthesis", "bad-address"])
        expectProblems(
            head + "a TXT 1️⃣( \"one\"\nb A 2️⃣x\nc A 3️⃣y\n",
            [
                "unbalanced-parenthesis", "bad-address", "bad-address",
            ])
    }

    @Test("addresses are judged by their type")
    func addresses() {
        expectProblems(
            head + "a A 1️⃣192.0.2.256\n  A 2️⃣2001:db8::1\n  AAAA 3️⃣192.0.2.1\n  A \"4️⃣192.0.2.1\"\n  A 192.0.2.1 5️⃣x\n",
            ["bad-address", "bad-address", "bad-address", "bad-address", "bad-data"])
    }

    @Test("a string of more than 255 octets is to be split")
    func longString() {
        let long = String(repeating: "x", count: 256)
        expectProblems(head + "a TXT \"short\" \"1️⃣\(long)\"\n", ["long-string"])
        expectProblems(head + "a TXT \"\(long.dropLast())\"\n", [])
        expectProblems(head + "a TXT \"\(long.dropLast(2))\\120\"\n", [])
    }

    @Test("unknown types are told with the one that was probably meant")
    func unknownTypes() {
        expectProblems(
            head + "a 1️⃣TXTT \"x\"\nb 2️⃣ANY x\nc \"3️⃣A\" x\n", ["unknown-type", "unknown-type", "unknown-type"])
        #expect(zoneFile(head + "a CNAM b\n").findings.first?.label == "did you mean CNAME?")
    }

    @Test("a TTL is a number of at most 31 bits, and must come from somewhere")
    func timesToLive() {
        expectProblems("$ORIGIN example.com.\na 1️⃣A 192.0.2.1\nb 1h A 192.0.2.2\nc A 192.0.2.3\n", ["no-ttl"])
        expectProblems("$TTL 1️⃣soon\n$TTL 2️⃣2147483648\n$TTL 3️⃣1h30\n", ["bad-ttl", "bad-ttl", "bad-ttl"])
    }

    @Test("classes other than IN are refused")
    func classes() {
        expectProblems(head + "a 1️⃣CH TXT \"x\"\n", ["class"])
    }

    @Test("names are judged, and international ones are to be written in ASCII")
    func names() {
        let long = String(repeating: "x", count: 64)
        expectProblems(
            head + "1️⃣a..b A 192.0.2.1\n2️⃣bücher A 192.0.2.1\n3️⃣\(long) A 192.0.2.1\n@ MX 10 4️⃣a..b\n\"5️⃣q\" A 192.0.2.1\n",
            ["bad-name", "bad-name", "bad-name", "bad-name", "bad-name"])
        #expect(zoneFile(head + "bücher A 192.0.2.1\n").findings.first?.remedy?.contains("xn--") == true)
    }

    @Test("relative names need an origin")
    func noOrigin() {
        expectProblems(
            "1️⃣a 1h A 192.0.2.1\n2️⃣@ 1h A 192.0.2.1\nb.example. 1h MX 10 3️⃣mx\n",
            [
                "no-origin", "no-origin", "no-origin",
            ])
    }

    @Test("a blank owner needs a record before it")
    func noOwner() {
        expectProblems("$ORIGIN example.com.\n  1️⃣A 192.0.2.1\n", ["syntax"])
    }

    @Test("records that lack something")
    func incomplete() {
        expectProblems(
            head + "1️⃣a\nb 1h 2️⃣A\nc 1h IN 3️⃣MX\nd MX 4️⃣10\ne SOA 5️⃣a b 1 2 3\n",
            [
                "syntax", "bad-data", "bad-data", "bad-data", "bad-data",
            ])
    }

    @Test("numbers are judged")
    func numbers() {
        expectProblems(
            head + "a MX 1️⃣65536 mx\nb MX 2️⃣-1 mx\n@ SOA a b 3️⃣4294967296 2 3 4 5\n",
            [
                "bad-data", "bad-data", "bad-data",
            ])
    }

    @Test("data that libldns does not understand is told with its words")
    func foreignData() {
        expectProblems(head + "a CAA 1️⃣zero issue \"x\"\nb SRV 2️⃣1 2\n", ["bad-data", "bad-data"])
        expectProblems(
            head + "a TYPE65280 1️⃣\\# 3 0A00\nb A 2️⃣\\# 3 0a0000\nc A 3️⃣\\# 4 zz000000\n",
            [
                "bad-data", "bad-data", "bad-data",
            ])
    }

    @Test("directives are judged")
    func directives() {
        expectProblems(
            "1️⃣$TTL\n2️⃣$ORIGIN\n3️⃣$GENERATE 1-9 a$ A 192.0.2.$\n4️⃣$FOO x\n$ORIGIN 5️⃣relative\n",
            [
                "directive", "directive", "directive", "directive", "no-origin",
            ])
    }

    @Test("a file is not included from outside the folder, in a circle, or where it does not exist")
    func includes() {
        expectProblems(
            head
                + "$INCLUDE 1️⃣../x\n$INCLUDE 2️⃣/etc/passwd\n$INCLUDE 3️⃣missing\n$INCLUDE 4️⃣a/../../x\n$INCLUDE 5️⃣example.zone\n",
            ["include", "include", "include", "include", "include"])
        let circle = zoneFile(
            head + "$INCLUDE a\n", including: ["a": "$INCLUDE b\n", "b": "x TXT \"b\"\n$INCLUDE a\n"])
        #expect(circle.findings.map { $0.excerpt?.span.description } == ["zones/b:2:10"])
        #expect(circle.zone?.records.count == 1)
    }

    @Test("includes nest 8 deep")
    func deepIncludes() {
        let files = Dictionary(uniqueKeysWithValues: (1...20).map { ("f\($0)", "$INCLUDE f\($0 + 1)\n") })
        let file = zoneFile(head + "a A 192.0.2.1\n$INCLUDE f1\n", including: files)
        #expect(file.findings.map(\.rule) == ["zone/include"])
        #expect(file.findings.first?.excerpt?.span.file == "zones/f8")
    }

    @Test("a record outside the zone is told at its owner")
    func outOfZone() {
        expectProblems("$TTL 1h\n$ORIGIN example.com.\n@ A 192.0.2.1\n1️⃣www.example.net. A 192.0.2.1\n", ["out-of-zone"])
    }

    @Test("a CNAME record stands alone at its name, but for DNSSEC")
    func aliasesBesideOthers() {
        expectProblems(
            head
                + "a CNAME b\n1️⃣a TXT \"x\"\n  A 192.0.2.1\n2️⃣c A 192.0.2.1\nc CNAME b\nd CNAME x\n3️⃣d CNAME y\ne CNAME x\ne NSEC f CNAME NSEC\n",
            ["cname-and-other-data", "cname-and-other-data", "cname-and-other-data"])
    }

    @Test("a zone begins once")
    func secondStart() {
        expectProblems(head + "@ SOA a b 1 2 3 4 5\n1️⃣@ SOA a b 2 2 3 4 5\n", ["second-soa"])
    }

    @Test("a name that ends in its origin twice has lost its dot")
    func repeatedOrigin() {
        expectProblems(
            head + "1️⃣www.example.com A 192.0.2.1\n@ MX 10 2️⃣mx.example.com\n", ["repeated-origin", "repeated-origin"])
        #expect(!zoneFile(head + "www.example.com A 192.0.2.1\n").hasErrors)
        expectProblems("$ORIGIN com.\n$TTL 1h\nwww.example.com A 192.0.2.1\n", [])
    }

    @Test("a text without quotes is split at blanks and cut at a semicolon")
    func unquotedText() {
        expectProblems(
            head + "a TXT v=DKIM1️⃣; p=abc\nb TXT 2️⃣v=spf1 -all\nc TXT word\nd TXT \"q\" ; fine\n",
            ["unquoted-text", "unquoted-text"])
    }

    @Test("a mail exchanger is a name")
    func addressesAsNames() {
        expectProblems(head + "@ MX 10 1️⃣192.0.2.1\n  NS 2️⃣192.0.2.1.\n", ["address-as-name", "address-as-name"])
    }

    @Test("records that are there twice, and sets with different TTLs")
    func sets() {
        expectProblems(
            head + "a A 192.0.2.1\n1️⃣a 2h A 192.0.2.1\n2️⃣a 2h A 192.0.2.2\n", ["duplicate", "mixed-ttl"])
        #expect(zoneFile(head + "a A 192.0.2.1\na A 192.0.2.1\n").zone?.records.count == 1)
    }

    @Test("a finding says what to write instead")
    func message() throws {
        let finding = try #require(zoneFile(head + "a AAAA 192.0.2.1\n").findings.first)
        #expect(finding.message == "'192.0.2.1' is an IPv4 address")
        #expect(finding.remedy == "use a record of type A")
        #expect(finding.excerpt?.span.description == "zones/example.zone:3:8")
        #expect(finding.excerpt?.line == "a AAAA 192.0.2.1")
        #expect(finding.severity == .error)
    }

    @Test("any octets are read without a crash, in time, with findings inside the file")
    func mutations() {
        let seeds = [
            head
                + "@ SOA ns1 h ( 1 2h\n 15m 2w 10m )\n  MX 10 mx\nt TXT \"v=spf1 -all\" \"\\255\"\nc CAA 0 issue \"x\"\n$INCLUDE a\n",
            "$TTL 1h\na.example. TXT ( \"x\"\n) ; c\n* CNAME @\nx TYPE300 \\# 2 abcd\n",
        ]
        var generator = SeededGenerator()
        for round in 0..<4000 {
            var bytes = Array(seeds[round % seeds.count].utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[index] = .random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(Array("\"()\\;\n $@.".utf8).randomElement(using: &generator) ?? 0, at: index)
                default: bytes.replaceSubrange(index..., with: bytes[..<index])
                }
                if bytes.isEmpty { bytes = [0] }
            }
            let text = SourceText(file: "fuzz.zone", bytes: bytes)
            let file = ZoneFile(text, includes: ZoneIncludes { SourceText(file: $0, bytes: text.bytes) })
            #expect(file.findings.count <= MasterFile.mostFindings + 1)
        }
    }

    @Test("a file of nothing but openings is read in linear time")
    func manyOpenings() {
        let file = zoneFile(String(repeating: "a (\n", count: 100_000))
        #expect(file.hasErrors)
        #expect(zoneFile(String(repeating: "\"", count: 400_001)).hasErrors)
    }
}
