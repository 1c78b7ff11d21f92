import DNS
import FaultLab
import Support
import Testing

@Suite("Which of its questions dig sees struck", .enabled(if: Dig.isExpected, DugLab.absence))
struct DNSCadenceClientTests {
    @Test(
        "as the cadence says, and the fault counts what dig saw",
        arguments: [
            (FaultCadence(), "xxxxxx"), (FaultCadence(first: 2), "xx...."), (FaultCadence(after: 4), "....xx"),
            (FaultCadence(first: 1, after: 2), "..x..."), (FaultCadence(every: 3), "..x..x"),
            (FaultCadence(after: 1, every: 2), "..x.x."),
            (FaultCadence(per: .init(window: .seconds(3600), allow: 4)), "....xx"),
        ])
    func cadence(_ cadence: FaultCadence, _ expected: String) async throws {
        try await DugLab.run { lab in
            let fault = try lab.arm("mx.example.com", .A, .nameError, cadence: cadence)
            let seen = try await lab.statuses(of: 6).map { $0 == "NXDOMAIN" ? "x" : "." }.joined()
            #expect(seen == expected)
            #expect(fault.hits.total == expected.filter { $0 == "x" }.count)
            #expect(fault.hits.matches == 6)
        }
    }

    @Test("by chance the same ones in every run of a seed")
    func chance() async throws {
        var runs: [[String]] = []
        for _ in 0..<2 {
            try await DugLab.run { lab in
                let fault = try lab.arm("mx.example.com", .A, .serverFailure, cadence: FaultCadence(chance: 0.5))
                let seen = try await lab.statuses(of: 12)
                #expect(Set(seen) == ["SERVFAIL", "NOERROR"])
                #expect(fault.hits.total == seen.count(where: { $0 == "SERVFAIL" }))
                runs.append(seen)
            }
        }
        #expect(runs.count == 2 && runs.first == runs.last)
    }

    @Test("until its time from the first hit on is over")
    func lasting() async throws {
        try await DugLab.run { lab in
            let fault = try lab.arm(
                "mx.example.com", .A, .nameError, cadence: FaultCadence(lasting: .milliseconds(500)))
            var seen: [String] = []
            let deadline = ContinuousClock.now.advanced(by: .seconds(60))
            while seen.last != "NOERROR", ContinuousClock.now < deadline { seen += try await lab.statuses(of: 1) }
            #expect(seen.first == "NXDOMAIN")
            #expect(seen.last == "NOERROR")
            #expect(fault.hits.total == seen.count - 1)
        }
    }

    @Test("the first of two faults that strikes has the word, and the other one takes what it leaves")
    func several() async throws {
        try await DugLab.run { lab in
            let first = try lab.arm("mx.example.com", .A, .nameError, cadence: FaultCadence(first: 1))
            let second = try lab.arm("mx.example.com", .A, .refused, cadence: FaultCadence(first: 1))
            #expect(try await lab.statuses(of: 3) == ["NXDOMAIN", "REFUSED", "NOERROR"])
            #expect([first.hits.total, second.hits.total] == [1, 1])
        }
    }

    @Test("a lease that is over mends by itself")
    func lease() async throws {
        try await DugLab.run { lab in
            let fault = try lab.lab.arm(
                DNSFault(name("mx.example.com"), .A, answer: .nameError), lease: .milliseconds(500))
            let deadline = ContinuousClock.now.advanced(by: .seconds(60))
            while fault.isArmed, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
            #expect(try await lab.statuses(of: 1) == ["NOERROR"])
        }
    }
}
