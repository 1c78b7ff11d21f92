import DNS
import Findings
import Support
import Testing

struct ZoneResolverTests {
    private let resolver = ZoneResolver(ResolverContract.parsedZones())

    @Test("answers as every resolver does", arguments: ResolverContract.cases)
    func contract(_ contract: ResolverContract) async {
        await contract.check(resolver)
    }

    @Test("a name belongs to the zone with the longest name")
    func longestZone() {
        let parent = zoneFile("$ORIGIN com.\n$TTL 1h\n@ SOA a b 1 2 3 4 5\nexample NS ns.example\n").zone
        let both = ZoneResolver(ResolverContract.parsedZones() + [parent].compactMap { $0 })
        #expect(both.zone(of: name("mx1.example.com"))?.apex == name("example.com"))
        #expect(both.zone(of: name("_dmarc.com"))?.apex == name("com"))
        #expect(both.zone(of: name("example.org")) == nil)
        #expect(both.owns(name("example.com")))
    }

    @Test("below a delegation the zone owns nothing")
    func delegation() {
        #expect(resolver.owns(name("nothing.example.com")))
        #expect(!resolver.owns(name("sub.example.com")))
        #expect(!resolver.owns(name("x.sub.example.com")))
        #expect(!resolver.owns(name("example.org")))
    }

    @Test("an answer tells its file, its TTL and its records' places")
    func provenance() async throws {
        let answer = try await resolver.resolve(Question(name("mx2.example.com"), .A))
        #expect(answer.source == "zones/example.zone")
        #expect(answer.timeToLive == 300)
        #expect(answer.records.first?.origin?.place.span.file == "zones/example.zone")
        #expect(try await resolver.resolve(Question(name("no.example.com"), .A)).timeToLive == 600)
    }

    @Test("aliases that loop, or never end, are errors")
    func loops() async {
        var text = "$ORIGIN l.example.\n$TTL 1h\na CNAME b\nb CNAME a\nself CNAME self\n"
        for number in 0..<20 { text += "n\(number) CNAME n\(number + 1)\n" }
        let resolver = ZoneResolver([zoneFile(text).zone].compactMap { $0 })
        for start in ["a", "b", "self", "n0"] {
            await #expect(throws: ResolverError.self) {
                try await resolver.resolve(Question(name("\(start).l.example"), .A))
            }
        }
        await #expect { try await resolver.resolve(Question(name("a.l.example"), .A)) } throws: {
            ($0 as? ResolverError)?.code == .aliasLoop
        }
    }
}
