import DNS
import Support
import Testing

/// What every resolver answers over the same two zones, wherever it has them from.
struct ResolverContract: Sendable, CustomTestStringConvertible {
    var question: String
    var expected: String
    var testDescription: String { question }

    /// The zone files; `nsd` is given the same.
    static let zones = [
        "example.com": """
        $ORIGIN example.com.
        $TTL 1h
        @            SOA    ns hostmaster 1 2h 15m 2w 10m
                     NS     ns
                     MX     10 mx1
                     MX     20 mx2
                     TXT    "v=spf1 include:_spf.example.net " "-all"
        ns           A      192.0.2.53
        mx1          A      192.0.2.1
                     AAAA   2001:db8::1
        mx2          300 A  192.0.2.2
        www          CNAME  web
        web          CNAME  mx1
        out          CNAME  host.example.net.
        dead         CNAME  gone.example.net.
        empty        CNAME  mx1
        *.wild       TXT    "wild"
        a.b.c        A      192.0.2.9
        sub          NS     ns.sub
        ns.sub       A      192.0.2.54
        big          TXT    "\(String(repeating: "x", count: 250))" "\(String(repeating: "y", count: 250))"
        big          TXT    "\(String(repeating: "z", count: 250))" "\(String(repeating: "q", count: 250))"
        big          TXT    "\(String(repeating: "s", count: 250))" "\(String(repeating: "t", count: 250))"
        old          DNAME  example.net.
        """,
        "example.net": """
        $ORIGIN example.net.
        $TTL 5m
        @       SOA  ns hostmaster 1 2h 15m 2w 10m
                NS   ns
        ns      A    198.51.100.53
        host    A    198.51.100.1
        back    CNAME mx1.example.com.
        """,
    ]

    /// Every question with the answer in words.
    static let cases: [ResolverContract] = [
        .init("example.com TXT", #""v=spf1 include:_spf.example.net " "-all""#),
        .init("EXAMPLE.com MX", "10 mx1.example.com, 20 mx2.example.com"),
        .init("mx1.example.com A", "192.0.2.1"),
        .init("mx1.example.com AAAA", "2001:db8::1"),
        .init("mx1.example.com TXT", "no data"),
        .init("nothing.example.com A", "no such name"),
        .init("www.example.com A", "www.example.com, web.example.com → 192.0.2.1"),
        .init("www.example.com CNAME", "web.example.com"),
        .init("empty.example.com TXT", "empty.example.com → no data"),
        .init("out.example.com A", "out.example.com → 198.51.100.1"),
        .init("dead.example.com A", "dead.example.com → no such name"),
        .init("back.example.net A", "back.example.net → 192.0.2.1"),
        .init("x.y.wild.example.com TXT", #""wild""#),
        .init("x.wild.example.com A", "no data"),
        .init("wild.example.com TXT", "no data"),
        .init("b.c.example.com A", "no data"),
        .init("host.old.example.com A", "host.old.example.com → 198.51.100.1"),
        .init("big.example.com TXT", "3 records of 500 octets"),
        .init("x.sub.example.com A", "not an answer"),
        .init("example.org A", "not an answer"),
    ]

    init(_ question: String, _ expected: String) {
        self.question = question
        self.expected = expected
    }

    /// The zones as they are read.
    static func parsedZones() -> [Zone] {
        zones.sorted { $0.key < $1.key }.compactMap { zoneFile($0.value).zone }
    }

    /// Asks, and compares.
    func check(_ resolver: any Resolving, sourceLocation: SourceLocation = #_sourceLocation) async {
        let words = question.split(separator: " ").map(String.init)
        let question = Question(name(words[0]), RecordType(mnemonic: words[1]) ?? .ANY)
        let got = await ResolverContract.words(resolver, question)
        // RFC 1035 §4.1.4: a compressed name has the case of the name that it points into.
        #expect(got.lowercased() == expected.lowercased(), sourceLocation: sourceLocation)
    }

    private static func words(_ resolver: any Resolving, _ question: Question) async -> String {
        do {
            let answer = try await resolver.resolve(question)
            let aliases = answer.aliases.map { $0.name.description }.joined(separator: ", ")
            let prefix = aliases.isEmpty ? "" : aliases + " → "
            switch answer.outcome {
            case .noData: return prefix + "no data"
            case .nameError: return prefix + "no such name"
            case .records(let records):
                let sizes = Set(records.compactMap { $0.data.joinedText?.count })
                if sizes == [500] { return prefix + "\(records.count) records of 500 octets" }
                return prefix + records.map(\.presentation).sorted().joined(separator: ", ")
            }
        } catch {
            return [.noSource, .refused].contains(error.code) ? "not an answer" : "\(error)"
        }
    }
}
