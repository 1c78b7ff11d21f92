import DNS
import FaultLab
import Support
import Testing

@Suite("Zones that are replaced while a lab runs")
struct ZoneReloadTests {
    private static func zone(_ serial: Int) throws -> Zone {
        try Zone.of(
            """
            $ORIGIN example.com.
            $TTL 1h
            @    SOA ns1 hostmaster \(serial) 2h 15m 2w 10m
            a    TXT "\(serial)"
            b    TXT "\(serial)"
            """)
    }

    @Test("are seen by the next question, by clients and by the receivers of the lab")
    func reload() async throws {
        try await withLab { lab, server, resolver in
            let question = Question(name("a.example.com"), .TXT)
            for serial in 1...3 {
                server.reload([try Self.zone(serial)])
                #expect(try await resolver.resolve(question).records.first?.plainText == "\(serial)")
                let inside = try #require(lab.resolver)
                #expect(try await inside.resolve(question).records.first?.plainText == "\(serial)")
            }
            server.reload([])
            await #expect(throws: ResolverError.self) { try await resolver.resolve(question) }
        }
    }

    @Test("leave no question without an answer, and faults armed")
    func underLoad() async throws {
        try await withLab { lab, server, resolver in
            let fault = try lab.arm(DNSFault(name("b.example.com"), .TXT, answer: .noData), lease: .seconds(600))
            let zones = try (1...20).map { try Self.zone($0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        for _ in 0..<200 {
                            let answer = try await resolver.resolve(Question(name("a.example.com"), .TXT))
                            #expect(answer.records.count == 1)
                        }
                    }
                }
                for zone in zones {
                    server.reload([zone])
                    try await Task.sleep(for: .milliseconds(2))
                }
                try await group.waitForAll()
            }
            #expect(try await resolver.resolve(Question(name("b.example.com"), .TXT)).outcome == .noData)
            #expect(fault.hits.total == 1)
        }
    }

    private func withLab(_ body: (Lab, LabDNSServer, NetworkResolver) async throws -> Void) async throws {
        let lab = try await Lab.start(LabConfiguration(servers: [], dns: .init(zones: [try Self.zone(0)]), seed: 1))
        do {
            let server = try #require(lab.dns)
            let address = try #require(ServerAddress(server.address))
            try await body(lab, server, NetworkResolver(servers: [address], options: .init(timeout: .seconds(30))))
        } catch {
            Issue.record(error)
        }
        #expect(await lab.stop() == [])
    }
}
