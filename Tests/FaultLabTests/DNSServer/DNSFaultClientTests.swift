import DNS
import FaultLab
import Support
import Testing

@Suite("What dig sees of a fault of DNS", .enabled(if: Dig.isExpected, DugLab.absence))
struct DNSFaultClientTests {
    @Test(
        "a code or no data in place of records",
        arguments: [
            (DNSFault.Reply.nameError, "NXDOMAIN"), (.noData, "NOERROR"), (.serverFailure, "SERVFAIL"),
            (.refused, "REFUSED"),
        ])
    func code(_ answer: DNSFault.Reply, _ status: String) async throws {
        try await DugLab.run { lab in
            let fault = try lab.arm("mx.example.com", .A, answer)
            let seen = try await lab.dig.ask("mx.example.com", "A")
            #expect(seen.status == status, "\(seen.output)")
            #expect(seen.answers.isEmpty)
            #expect(fault.hits.total == 1)
            // Of another type nothing is said.
            #expect(try await lab.dig.ask("mx.example.com", "AAAA").status == "NOERROR")
            #expect(fault.hits.matches == 1)
        }
    }

    @Test("no answer at all")
    func timeout() async throws {
        try await DugLab.run { lab in
            let fault = try lab.arm("mx.example.com", .A, .timeout)
            let seen = try await lab.dig.ask("mx.example.com", "A", "+timeout=1")
            #expect(seen.status == nil, "\(seen.output)")
            #expect(seen.output.contains("no servers could be reached"), "\(seen.output)")
            #expect(fault.hits.total == 1)
        }
    }

    @Test("the first two queries are lost, and the third is answered")
    func lostFirst() async throws {
        try await DugLab.run { lab in
            let fault = try lab.arm("mx.example.com", .A, .timeout, cadence: FaultCadence(first: 2))
            let seen = try await lab.dig.ask("mx.example.com", "A", "+tries=10", "+timeout=2")
            #expect(seen.answers == ["mx.example.com. 3600 IN A 192.0.2.10"], "\(seen.output)")
            let lost = seen.output.split(separator: "\n").count(where: { $0.contains("timed out") })
            #expect(lost >= 2, "\(seen.output)")
            #expect(fault.hits.total == 2)
        }
    }

    @Test("a truncated answer over UDP, and the whole one over TCP")
    func truncated() async throws {
        try await DugLab.run { lab in
            let fault = try lab.arm("mx.example.com", .A, .truncated)
            let cut = try await lab.dig.ask("mx.example.com", "A", "+ignore")
            #expect(cut.flags.contains("tc"), "\(cut.output)")
            #expect(cut.answers.isEmpty)
            #expect(fault.hits.total == 1)
            let whole = try await lab.dig.ask("mx.example.com", "A")
            #expect(whole.output.contains("Truncated, retrying in TCP mode"), "\(whole.output)")
            #expect(whole.answers == ["mx.example.com. 3600 IN A 192.0.2.10"])
            // What came over TCP was no hit.
            #expect(fault.hits.total == 2)
        }
    }

    @Test("an answer under another id, which it does not take")
    func wrongID() async throws {
        try await DugLab.run { lab in
            let fault = try lab.arm("mx.example.com", .A, .wrongID)
            let seen = try await lab.dig.ask("mx.example.com", "A", "+timeout=2")
            #expect(seen.output.contains("ID mismatch"), "\(seen.output)")
            #expect(seen.status == nil)
            #expect(fault.hits.total == 1)
        }
    }

    @Test("the true answer, or the fault's, a second late")
    func delay() async throws {
        try await DugLab.run { lab in
            let truth = try lab.arm("mx.example.com", .A, delay: .seconds(1))
            let start = ContinuousClock.now
            for option in ["+notcp", "+tcp"] {
                let seen = try await lab.dig.ask("mx.example.com", "A", option)
                #expect(seen.answers == ["mx.example.com. 3600 IN A 192.0.2.10"], "\(seen.output)")
            }
            #expect(start.duration(to: .now) >= .seconds(2))
            #expect(truth.hits.total == 2)
            truth.disarm()
            _ = try lab.arm("mx.example.com", .A, .serverFailure, delay: .seconds(1))
            let again = ContinuousClock.now
            #expect(try await lab.dig.ask("mx.example.com", "A").status == "SERVFAIL")
            #expect(again.duration(to: .now) >= .seconds(1))
        }
    }

    @Test("another record in the place of the zone's")
    func replaced() async throws {
        try await DugLab.run { lab in
            let fault = try lab.arm("mx.example.com", .A, DNSFault.Reply(text: "198.51.100.7", type: .A))
            let seen = try await lab.dig.ask("mx.example.com", "A")
            #expect(seen.answers == ["mx.example.com. 0 IN A 198.51.100.7"], "\(seen.output)")
            #expect(fault.hits.total == 1)
        }
    }

    @Test("a key with one bit flipped, the same one in every run of a seed")
    func flipped() async throws {
        var keys: [String] = []
        for _ in 0..<2 {
            try await DugLab.run { lab in
                let selector = "s1._domainkey.example.com"
                let truth = try await lab.dig.ask(selector, "TXT").answers
                let fault = try lab.arm(selector, .TXT, .flipped)
                let seen = try await lab.dig.ask(selector, "TXT").answers
                let (before, after) = try (#require(truth.first), #require(seen.first))
                #expect(before.count == after.count)
                #expect(zip(before, after).count(where: { $0 != $1 }) == 1)
                #expect(fault.hits.total == 1)
                keys.append(after)
            }
        }
        #expect(Set(keys).count == 1)
    }

    @Test("a TTL that is a lie, of records and of their absence")
    func timeToLive() async throws {
        try await DugLab.run { lab in
            _ = try lab.arm("mx.example.com", .A, timeToLive: 604_800)
            #expect(
                try await lab.dig.ask("mx.example.com", "A").answers == ["mx.example.com. 604800 IN A 192.0.2.10"])
            _ = try lab.arm("mx.example.com", .TXT, .nameError, timeToLive: 7)
            let absent = try await lab.dig.ask("mx.example.com", "TXT")
            #expect(absent.status == "NXDOMAIN")
            #expect(absent.authorities.first?.hasPrefix("example.com. 7 IN SOA ") == true, "\(absent.output)")
        }
    }

    @Test("strikes the end of an alias, and not the alias itself")
    func alias() async throws {
        try await DugLab.run { lab in
            let fault = try lab.arm("mx.example.com", .A, .nameError)
            let seen = try await lab.dig.ask("www.example.com", "A")
            #expect(seen.status == "NXDOMAIN")
            #expect(seen.answers == ["www.example.com. 3600 IN CNAME mx.example.com."])
            #expect(fault.hits.bySubject == ["mx.example.com": 1])
        }
    }
}
