import DNS
import Support
import Testing

/// Planned changes over a zone of this commit, and over what a server says.
struct PlannedChangesTests {
    private static let file = """
        $ORIGIN example.com.
        $TTL 300
        @ SOA ns hostmaster 1 2h 15m 2w 10m
        s1._domainkey TXT "v=DKIM1; p=old"
        www A 192.0.2.1
        alias CNAME www
        *.wild TXT "any"
        """

    /// Whether what is below the changes is a zone of ours, or a server.
    enum Below: CaseIterable {
        case zone, server

        func resolver(_ changes: [PlannedChange]) -> LayeredResolver {
            let planned = PlannedChanges(changes)
            let zone = zoneFile(PlannedChangesTests.file).zone
            switch self {
            case .zone: return LayeredResolver(planned: planned, zones: [zone].compactMap { $0 }, over: [])
            case .server:
                let server = OpenLayer(ZoneResolver([zone].compactMap { $0 }))
                return LayeredResolver(planned: planned, zones: [], over: [server])
            }
        }
    }

    private func set(_ owner: String, _ type: RecordType, _ texts: String...) -> PlannedChange {
        let records = texts.compactMap { text in
            RecordData(type, text: text).map {
                ResourceRecord(name: name(owner), type: type, timeToLive: 60, data: $0)
            }
        }
        return PlannedChange(name(owner), type, .set(records), author: "plan: r")
    }

    private func deleted(_ owner: String, _ type: RecordType) -> PlannedChange {
        PlannedChange(name(owner), type, .deleted, author: "plan: r")
    }

    /// What a question gets, as text.
    private func ask(_ resolver: LayeredResolver, _ owner: String, _ type: RecordType) async -> String {
        do throws(ResolverError) {
            let answer = try await resolver.resolve(Question(name(owner), type))
            let path = answer.aliases.map { "\($0.name) → " }.joined()
            return path
                + {
                    switch answer.outcome {
                    case .records(let records): records.map(\.plainText).sorted().joined(separator: " | ")
                    case .noData: "no data"
                    case .nameError: "no name"
                    }
                }()
        } catch {
            return "\(error.code): \(error.context)"
        }
    }

    @Test("a set that is planned answers in the place of the one that is there", arguments: Below.allCases)
    func replaces(_ below: Below) async throws {
        let resolver = below.resolver([set("s1._domainkey.example.com", .TXT, "v=DKIM1; p=new")])
        #expect(await ask(resolver, "s1._domainkey.example.com", .TXT) == "v=DKIM1; p=new")
        #expect(await ask(resolver, "www.example.com", .A) == "192.0.2.1")
        let answer = try await resolver.resolve(Question(name("s1._domainkey.example.com"), .TXT))
        #expect(answer.source == "plan: r sets it")
    }

    @Test("a deleted set is no data, and the answer says who deletes it", arguments: Below.allCases)
    func deletes(_ below: Below) async throws {
        let resolver = below.resolver([deleted("s1._domainkey.example.com", .TXT)])
        let answer = try await resolver.resolve(Question(name("s1._domainkey.example.com"), .TXT))
        #expect(answer.outcome == .noData)
        #expect(answer.source == "plan: r deletes it")
    }

    @Test("a set that is not known yet is an error that names who leaves it open", arguments: Below.allCases)
    func unknown(_ below: Below) async {
        let resolver = below.resolver([
            PlannedChange(name("s1._domainkey.example.com"), .TXT, .unknown(reason: "it is unknown"), author: "plan: r")
        ])
        #expect(await ask(resolver, "s1._domainkey.example.com", .TXT) == "notYetKnown: plan: r: it is unknown")
    }

    @Test("a name that gets its first set exists, and so do the names above it", arguments: Below.allCases)
    func existence(_ below: Below) async {
        let resolver = below.resolver([set("a.new.example.com", .TXT, "x")])
        #expect(await ask(resolver, "a.new.example.com", .A) == "no data")
        #expect(await ask(resolver, "new.example.com", .TXT) == "no data")
        #expect(await ask(resolver, "b.new.example.com", .TXT) == "no name")
    }

    @Test("a name that gets its first set is no longer made from a wildcard of the zone")
    func shieldsWildcard() async {
        let resolver = Below.zone.resolver([set("host.wild.example.com", .A, "192.0.2.9")])
        #expect(await ask(resolver, "host.wild.example.com", .TXT) == "no data")
        #expect(await ask(resolver, "below.host.wild.example.com", .TXT) == "no name")
        #expect(await ask(resolver, "other.wild.example.com", .TXT) == "any")
    }

    @Test(
        "a wildcard that is planned stands in for names that do not exist, and for no others", arguments: Below.allCases
    )
    func plannedWildcard(_ below: Below) async {
        let resolver = below.resolver([set("*.example.com", .TXT, "star")])
        #expect(await ask(resolver, "nothing.example.com", .TXT) == "star")
        #expect(await ask(resolver, "www.example.com", .TXT) == "no data")
        #expect(await ask(resolver, "below.www.example.com", .TXT) == "no name")
    }

    @Test("what a wildcard will have is unknown to the names that it stands in for", arguments: Below.allCases)
    func unknownWildcard(_ below: Below) async {
        let resolver = below.resolver([
            PlannedChange(name("*.example.com"), .TXT, .unknown(reason: "open"), author: "plan: r")
        ])
        #expect(await ask(resolver, "nothing.example.com", .TXT) == "notYetKnown: plan: r: open")
    }

    @Test("a planned alias answers for every type but those that are planned beside it", arguments: Below.allCases)
    func alias(_ below: Below) async {
        let resolver = below.resolver([
            set("web.example.com", .CNAME, "www.example.com"), set("web.example.com", .TXT, "own"),
        ])
        #expect(await ask(resolver, "web.example.com", .A) == "web.example.com → 192.0.2.1")
        #expect(await ask(resolver, "web.example.com", .TXT) == "own")
        #expect(await ask(resolver, "web.example.com", .CNAME) == "www.example.com")
    }

    @Test("an alias that is deleted uncovers nothing", arguments: Below.allCases)
    func deletedAlias(_ below: Below) async {
        let resolver = below.resolver([deleted("alias.example.com", .CNAME)])
        #expect(await ask(resolver, "alias.example.com", .A).hasPrefix("no "))
        #expect(await ask(resolver, "alias.example.com", .CNAME) == "no data")
    }

    @Test("an alias of a lower layer leads to what is planned for its target", arguments: Below.allCases)
    func aliasIntoPlan(_ below: Below) async {
        let resolver = below.resolver([set("www.example.com", .A, "192.0.2.77")])
        #expect(await ask(resolver, "alias.example.com", .A) == "alias.example.com → 192.0.2.77")
    }

    @Test("single records are put into a set and taken out of it, the others stay", arguments: Below.allCases)
    func edits(_ below: Below) async {
        func edit(_ removed: [String], _ added: [String]) -> PlannedChange {
            let owner = name("www.example.com")
            return PlannedChange(
                owner, .A,
                .edited(
                    removed: removed.compactMap { RecordData(.A, text: $0) },
                    added: added.compactMap { RecordData(.A, text: $0) }.map {
                        ResourceRecord(name: owner, type: .A, timeToLive: 60, data: $0)
                    }), author: "plan: r")
        }
        #expect(await ask(below.resolver([edit([], ["192.0.2.2"])]), "www.example.com", .A) == "192.0.2.1 | 192.0.2.2")
        #expect(await ask(below.resolver([edit(["192.0.2.1"], [])]), "www.example.com", .A) == "no data")
        let both = [edit(["192.0.2.1"], []), edit([], ["192.0.2.3"]), edit([], ["192.0.2.1"])]
        #expect(await ask(below.resolver(both), "www.example.com", .A) == "192.0.2.1 | 192.0.2.3")
    }

    @Test("a set that moves from one resource to another is there")
    func moved() async {
        let resolver = Below.zone.resolver([
            deleted("www.example.com", .A), set("www.example.com", .A, "192.0.2.5"), deleted("www.example.com", .A),
        ])
        #expect(await ask(resolver, "www.example.com", .A) == "192.0.2.5")
    }

    @Test("resources that disagree about a set leave it unknown")
    func disagreement() async {
        let same = [set("www.example.com", .A, "192.0.2.5"), set("www.example.com", .A, "192.0.2.5")]
        #expect(await ask(Below.zone.resolver(same), "www.example.com", .A) == "192.0.2.5")
        let different = [set("www.example.com", .A, "192.0.2.5"), set("www.example.com", .A, "192.0.2.6")]
        #expect(await ask(Below.zone.resolver(different), "www.example.com", .A).hasPrefix("notYetKnown"))
    }

    @Test("a planned set of a name that nothing else holds answers; its other types are undetermined")
    func alone() async {
        let resolver = LayeredResolver(
            planned: PlannedChanges([set("solo.example", .TXT, "x")]), zones: [], over: [])
        #expect(await ask(resolver, "solo.example", .TXT) == "x")
        #expect(await ask(resolver, "solo.example", .A).hasPrefix("noSource"))
    }

    @Test("a failure of the layer below an edited set is a failure, not an absence")
    func failureBelow() async {
        let edit = PlannedChange(
            name("www.example.org"), .A, .edited(removed: [.a(address("192.0.2.1"))], added: []), author: "plan: r")
        let resolver = LayeredResolver(
            planned: PlannedChanges([edit]), zones: [], over: [OpenLayer(zone("www.example.org !SERVFAIL"))])
        #expect(await ask(resolver, "www.example.org", .A).hasPrefix("serverFailure"))
    }

    @Test("single changes beyond what a set can have leave it unknown, in a time that does not grow with their square")
    func manyEdits() async {
        let owner = name("www.example.com")
        let edits = (0..<20_000).map { number in
            PlannedChange(
                owner, .TXT,
                .edited(
                    removed: [],
                    added: [ResourceRecord(name: owner, type: .TXT, timeToLive: 60, data: .text("\(number)"))]),
                author: "plan: r[\(number)]")
        }
        #expect(await ask(Below.server.resolver(edits), "www.example.com", .TXT).hasPrefix("notYetKnown"))
        #expect(await ask(Below.server.resolver(Array(edits[..<1000])), "www.example.com", .TXT).count > 1000)
    }
}
