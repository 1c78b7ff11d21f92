import DNS
import FaultLab
import Support
import Testing

@Suite("Unbound validates a signed zone of the lab", .timeLimit(.minutes(10)))
struct SignedZoneTests {
    private static let isExpected =
        SignedZoneText.isExpected && Dig.isExpected && Program.isExpected("unbound")
    private static let absence: Comment = "apt-get install ldnsutils unbound bind9-dnsutils"

    static let text = """
        $ORIGIN example.com.
        $TTL 1h
        @         SOA   ns1 hostmaster 1 2h 15m 2w 10m
                  NS    ns1
                  MX    10 mx
        ns1       A     192.0.2.53
        mx        A     192.0.2.10
        www       CNAME mx
        *.wild    TXT   "any"
        a.ent     A     192.0.2.11
        sub       NS    ns.sub
        ns.sub    A     192.0.2.54
        moved     DNAME wild
        s1._domainkey TXT "v=DKIM1; k=ed25519; p=bFlTq68mEDA1knD4gOLYUPaPTKbi9ZNu23Qqlsz1i7Y="
        """

    /// Questions, and the status of a secure answer.
    private static let questions = [
        ("mx.example.com", "A", "NOERROR", 1), ("example.com", "SOA", "NOERROR", 1),
        ("example.com", "DNSKEY", "NOERROR", 1), ("www.example.com", "A", "NOERROR", 2),
        ("any.wild.example.com", "TXT", "NOERROR", 1), ("x.any.wild.example.com", "TXT", "NOERROR", 1),
        ("any.wild.example.com", "MX", "NOERROR", 0), ("mx.example.com", "TXT", "NOERROR", 0),
        ("ent.example.com", "A", "NOERROR", 0), ("nobody.example.com", "A", "NXDOMAIN", 0),
        ("x.y.mx.example.com", "A", "NXDOMAIN", 0), ("b.ent.example.com", "A", "NXDOMAIN", 0),
        ("sub.example.com", "DS", "NOERROR", 0), ("host.moved.example.com", "TXT", "NOERROR", 3),
    ]

    /// The names of questions that are in the zone as they are, signed.
    private static let owners: Set = ["mx.example.com", "example.com", "www.example.com"]

    @Test(
        "says secure of records, wildcards, aliases, no data and no such name",
        .enabled(if: isExpected, absence), arguments: SignedZoneText.Denial.allCases)
    func secure(_ denial: SignedZoneText.Denial) async throws {
        try await withUnbound(denial) { _, dig in
            for (name, type, status, answers) in Self.questions {
                let seen = try await dig.ask(name, type, "+adflag")
                #expect(seen.status == status, "\(name) \(type)\n\(seen.output)")
                // RFC 5155 §9.2: where delegations are left out, nothing is said for sure of a name that is not there.
                let isSure = denial != .optOut || Self.owners.contains(name)
                #expect(seen.flags.contains("ad") || !isSure, "\(name) \(type)\n\(seen.output)")
                #expect(seen.answers.count == answers, "\(name) \(type)\n\(seen.output)")
            }
        }
    }

    @Test("refuses a flipped key and a replaced record as bogus", .enabled(if: isExpected, absence))
    func bogus() async throws {
        try await withUnbound(.nsec) { lab, dig in
            let selector = name("s1._domainkey.example.com")
            let flipped = try lab.arm(DNSFault(selector, .TXT, answer: .flipped), lease: .seconds(600))
            #expect(try await dig.ask("s1._domainkey.example.com", "TXT").status == "SERVFAIL")
            #expect(flipped.hits.total >= 1)
            // A client that does not validate is given it.
            let taken = try await dig.ask("s1._domainkey.example.com", "TXT", "+cdflag")
            #expect(taken.status == "NOERROR" && taken.answers.count == 1, "\(taken.output)")
            let other = try DNSFault.Reply(text: "198.51.100.7", type: .A)
            _ = try lab.arm(DNSFault(name("mx.example.com"), .A, answer: other), lease: .seconds(600))
            #expect(try await dig.ask("mx.example.com", "A").status == "SERVFAIL")
        }
    }

    @Test("refuses everything below a signing key with a flipped bit", .enabled(if: isExpected, absence))
    func bogusKey() async throws {
        try await withUnbound(.nsec) { lab, dig in
            _ = try lab.arm(DNSFault(name("example.com"), .DNSKEY, answer: .flipped), lease: .seconds(600))
            #expect(try await dig.ask("mx.example.com", "A").status == "SERVFAIL")
        }
    }

    @Test("signatures are given to who asks for them, and to nobody else", .enabled(if: isExpected, absence))
    func asked() async throws {
        let signed = try await SignedZoneText(Self.text, apex: "example.com", .nsec3)
        try await DugLab.run([try Zone.of(signed.text)]) { lab in
            #expect(try await lab.dig.ask("mx.example.com", "A").answers.count == 1)
            let both = try await lab.dig.ask("mx.example.com", "A", "+dnssec")
            #expect(both.answers.count == 2, "\(both.output)")
            #expect(both.output.contains("flags: do;"), "\(both.output)")
            #expect(try await lab.dig.ask("nobody.example.com", "A").authorities.count == 1)
            // RFC 5155 §7.2.2: start of authority, closest encloser, next closer and wildcard, each with its signature.
            let denied = try await lab.dig.ask("nobody.example.com", "A", "+dnssec", "+bufsize=1232")
            #expect([6, 8].contains(denied.authorities.count), "\(denied.output)")
        }
    }

    /// A lab with a signed zone, and Unbound in front of it that trusts the zone's key.
    private func withUnbound(
        _ denial: SignedZoneText.Denial, _ body: (Lab, Dig) async throws -> Void
    ) async throws {
        let unbound = try #require(Program("unbound"), "CI=true and unbound is missing: ci/install unbound")
        let dig = try #require(Program("dig"), "CI=true and dig is missing: ci/install bind9-dnsutils")
        let signed = try await SignedZoneText(Self.text, apex: "example.com", denial)
        let zone = try Zone.of(signed.text)
        let lab = try await Lab.start(LabConfiguration(servers: [], dns: .init(zones: [zone]), seed: 1))
        do {
            let server = try #require(lab.dns.flatMap { ServerAddress($0.address) })
            let validator = try Unbound(
                unbound, zones: [("example.com", server)], anchors: [signed.anchor])
            do {
                try await validator.waitUntilListening()
                try await body(lab, Dig(dig, port: Int(validator.address.port)))
            } catch {
                Issue.record(error)
            }
            await validator.stop()
        } catch {
            Issue.record(error)
        }
        #expect(await lab.stop() == [])
    }
}
