import DNS
import Support
import Testing

struct ZoneLookupTests {
    /// The zone of RFC 4592 §2.2.1, with a delegation, a DNAME and glue.
    private let zone =
        zoneFile(
            """
            $ORIGIN example.
            $TTL 3600
            @                  SOA   ns.example.com. h.example.com. 1 2 3 4 300
                               NS    ns.example.com.
                               NS    ns.example.net.
            *                  TXT   "this is a wildcard"
                               MX    10 host1.example.
            sub.*              TXT   "this is not a wildcard"
            host1              A     192.0.2.1
            _ssh._tcp.host1    SRV   0 0 22 host1
            _ssh._tcp.host2    SRV   0 0 22 host2
            subdel             NS    ns.example.com.
                               NS    ns.subdel
                               DS    1 8 2 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
            ns.subdel          A     192.0.2.3
            old                DNAME new.example.net.
            """
        ).zone ?? Zone(apex: .root, records: [])

    private func ask(_ text: String, _ type: RecordType) -> Zone.Lookup {
        zone.lookup(Question(name(text), type))
    }

    private func count(_ lookup: Zone.Lookup) -> Int? {
        if case .records(let records) = lookup { records.count } else { nil }
    }

    @Test("the examples of RFC 4592 §2.2.1 whose answer is synthesised")
    func synthesised() {
        #expect(count(ask("host3.example", .MX)) == 1)
        #expect(ask("host3.example", .A) == .noData)
        #expect(count(ask("foo.bar.example", .TXT)) == 1)
        if case .records(let records) = ask("foo.bar.example", .TXT) {
            #expect(records.map(\.name) == [name("foo.bar.example")])
        }
    }

    @Test("the examples of RFC 4592 §2.2.1 whose answer is not synthesised")
    func notSynthesised() {
        #expect(ask("host1.example", .MX) == .noData)
        #expect(ask("sub.*.example", .MX) == .noData)
        #expect(ask("_telnet._tcp.host1.example", .SRV) == .nameError)
        #expect(ask("ghost.*.example", .MX) == .nameError)
        guard case .delegation = ask("host.subdel.example", .A) else {
            Issue.record("a name below a delegation belongs to other servers")
            return
        }
    }

    @Test("a name that only has names below it exists")
    func emptyNonTerminals() {
        #expect(ask("_tcp.host1.example", .A) == .noData)
        #expect(ask("host2.example", .TXT) == .noData)
        #expect(ask("*.example", .A) == .noData)
    }

    @Test("at a delegation only DS records are the zone's own")
    func delegations() {
        guard case .delegation(let servers) = ask("subdel.example", .NS) else {
            Issue.record("the NS records of a delegation are those of its child")
            return
        }
        #expect(servers.count == 2)
        #expect(count(ask("subdel.example", .DS)) == 1)
        guard case .delegation = ask("ns.subdel.example", .A) else {
            Issue.record("glue is not the zone's own")
            return
        }
        #expect(count(ask("example", .NS)) == 2)
    }

    @Test("a DNAME record moves everything below it")
    func redirection() {
        guard case .alias(let record, let target) = ask("a.b.old.example", .A) else {
            Issue.record("expected an alias")
            return
        }
        #expect(target == name("a.b.new.example.net"))
        #expect(record.name == name("a.b.old.example"))
        #expect(count(ask("old.example", .DNAME)) == 1)
        #expect(ask("old.example", .A) == .noData)
        let long =
            (0..<3).map { _ in String(repeating: "x", count: 63) }.joined(separator: ".") + "."
            + String(repeating: "y", count: 46) + ".old.example"
        #expect(ask(long, .A) == .tooLong)
    }

    @Test("names outside are outside, and the case of names does not matter")
    func outside() {
        #expect(ask("example.com", .A) == .outside)
        #expect(count(ask("HOST1.Example", .A)) == 1)
    }

    @Test("any type is every record of the name")
    func anyType() {
        #expect(count(ask("example", .ANY)) == 3)
        #expect(ask("_tcp.host1.example", .ANY) == .noData)
    }

    @Test("negative answers are kept for the lesser of the SOA record's TTL and minimum")
    func negativeTimeToLive() {
        #expect(zone.negativeTimeToLive == 300)
    }
}
