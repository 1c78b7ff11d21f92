import DNS
import Support
import Testing

struct LayeredResolverTests {
    private let zones = ZoneResolver(ResolverContract.parsedZones())

    private func ask(_ resolver: LayeredResolver, _ text: String) async throws(ResolverError) -> Answer {
        try await resolver.resolve(Question(name(text), .A))
    }

    @Test("the first layer that owns a name answers, though it be that there is none")
    func firstOwner() async throws {
        let rest = zone("nothing.example.com A 203.0.113.1\nexample.org A 203.0.113.2")
        let resolver = LayeredResolver([zones, OpenLayer(rest)])
        #expect(try await ask(resolver, "nothing.example.com").outcome == .nameError)
        #expect(try await ask(resolver, "example.org").records.count == 1)
        #expect(rest.questionTexts == ["example.org A"])
    }

    @Test("below a delegation the next layer answers")
    func delegation() async throws {
        let rest = zone("x.sub.example.com A 203.0.113.1")
        #expect(try await ask(LayeredResolver([zones, OpenLayer(rest)]), "x.sub.example.com").records.count == 1)
    }

    @Test("a name that no layer owns is an error, not an absence")
    func noSource() async {
        await #expect { try await ask(LayeredResolver([zones]), "example.org") } throws: {
            ($0 as? ResolverError)?.code == .noSource
        }
    }

    @Test("an alias out of a zone goes on in the next layer")
    func aliasOutward() async throws {
        let own = ZoneResolver(
            [zoneFile("$ORIGIN own.example.\n$TTL 60\nwww CNAME web.vendor.example.\n").zone].compactMap { $0 })
        let rest = zone("web.vendor.example CNAME lb.vendor.example\nlb.vendor.example A 203.0.113.1")
        let answer = try await ask(LayeredResolver([own, OpenLayer(rest)]), "www.own.example")
        #expect(answer.records.count == 1)
        #expect(answer.aliases.map(\.name) == [name("www.own.example"), name("web.vendor.example")])
        #expect(answer.timeToLive == 60)
        await #expect { try await ask(LayeredResolver([own]), "www.own.example") } throws: {
            guard let error = $0 as? ResolverError else { return false }
            return error.code == .noSource && error.context.contains("to which www.own.example is an alias")
        }
    }

    @Test("an alias that a later layer followed by itself comes back to the zone that owns its target")
    func aliasInward() async throws {
        let rest = zone("img.vendor.example CNAME mx1.example.com\nmx1.example.com A 203.0.113.66")
        let answer = try await ask(LayeredResolver([zones, OpenLayer(rest)]), "img.vendor.example")
        #expect(answer.records.map(\.presentation) == ["192.0.2.1"])
        #expect(answer.aliases.count == 1)
    }

    @Test("a loop through two layers ends")
    func loop() async {
        let own = ZoneResolver(
            [zoneFile("$ORIGIN own.example.\n$TTL 60\na CNAME b.vendor.example.\n").zone].compactMap { $0 })
        let rest = zone("b.vendor.example CNAME a.own.example\na.own.example A 203.0.113.1")
        await #expect { try await ask(LayeredResolver([own, OpenLayer(rest)]), "a.own.example") } throws: {
            ($0 as? ResolverError)?.code == .aliasLoop
        }
    }

    @Test("a failure behind an alias says how it came there")
    func failureBehindAlias() async {
        let own = ZoneResolver(
            [zoneFile("$ORIGIN own.example.\n$TTL 60\na CNAME b.vendor.example.\n").zone].compactMap { $0 })
        let rest = zone("b.vendor.example !SERVFAIL")
        await #expect { try await ask(LayeredResolver([own, OpenLayer(rest)]), "a.own.example") } throws: {
            guard let error = $0 as? ResolverError else { return false }
            return error.code == .serverFailure && error.question.name == name("a.own.example")
                && error.context.hasPrefix("b.vendor.example, to which a.own.example is an alias,")
        }
    }
}
