import DNS
import FaultLab
import Support
import Testing

@Suite("The DNS server and packets of any octets")
struct HostileDNSPacketTests {
    @Test("counts what it cannot read, answers it by an error at most, and goes on serving others")
    func datagrams() async throws {
        try await withServer { server, resolver in
            let before = server.counts
            let socket = try RawDatagrams(port: server.port)
            var random = SeededGenerator(seed: 5)
            for round in 0..<40 {
                for _ in 0..<25 {
                    let length = Int.random(in: 0...1400, using: &random)
                    // With QR set, so that none of them is a query.
                    var octets = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
                    if length > 2 { octets[2] |= 0x80 }
                    socket.send(octets)
                }
                let answer = try await resolver.resolve(Question(name("mx.example.com"), .A))
                #expect(answer.records.count == 1, "round \(round)")
            }
            let counts = server.counts
            #expect(counts.queries - before.queries == 40)
            #expect(counts.responses - before.responses == 40)
            // Some may have found the socket's buffer full.
            #expect((1...1000).contains(counts.unreadable - before.unreadable))
        }
    }

    @Test("says FORMERR, NOTIMP and REFUSED, and counts each")
    func counted() async throws {
        let responder = DNSResponder(LabNames(zones: [ExampleZone.zone], faults: FaultBoard(seed: 1)))
        let query = try DNSMessage(id: 1, questions: [Question(name("mx.example.com"), .A)]).encoded()
        var notify = query
        notify[2] = 4 << 3
        let elsewhere = try DNSMessage(id: 1, questions: [Question(name("a.example"), .A)]).encoded()
        let transfer = try DNSMessage(
            id: 1, questions: [Question(name("example.com"), RecordType(rawValue: 252))]
        ).encoded()
        for octets in [query, Array(query.dropLast()), notify, elsewhere, transfer, [], [1, 2, 3]] {
            _ = responder.respond(to: octets, over: .datagram)
        }
        var expected = DNSServerCounts()
        expected.queries = 3
        expected.responses = 5
        expected.unreadable = 3
        expected.refused = 3
        #expect(responder.counts == expected)
    }

    @Test("a client that asks over TCP and never reads holds nobody else up")
    func unread() async throws {
        try await withServer { server, resolver in
            let question = try DNSMessage(id: 1, questions: [Question(name("big.example.com"), .TXT)]).encoded()
            let connection = try RawConnection(port: server.port)
            // 30 MB of answers to it would have to be kept. It ends with the server.
            let query = [0, UInt8(question.count)] + question
            let queries = (0..<40_000).flatMap { _ in query }
            Task { try? await connection.send(queries) }
            let deadline = ContinuousClock.now.advanced(by: .seconds(60))
            while server.counts.queries < 1000, ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(10))
            }
            for _ in 0..<20 {
                #expect(try await resolver.resolve(Question(name("mx.example.com"), .A)).records.count == 1)
            }
            #expect((1000..<40_000).contains(server.counts.queries))
        }
    }

    @Test("so many answers are held back and no more, and a stop waits for none of them")
    func held() async throws {
        let late = DNSFault(name("mx.example.com"), .A, delay: .seconds(3600))
        try await withServer(late) { server, resolver in
            let question = try DNSMessage(id: 1, questions: [Question(name("mx.example.com"), .A)]).encoded()
            let socket = try RawDatagrams(port: server.port)
            let deadline = ContinuousClock.now.advanced(by: .seconds(120))
            while server.counts.dropped == 0, ContinuousClock.now < deadline {
                for _ in 0..<50 { socket.send(question) }
                #expect(try await resolver.resolve(Question(name("example.com"), .MX)).records.count == 1)
            }
            #expect(server.counts.dropped >= 1)
            #expect(server.counts.queries > 10_000)
        }
    }

    private func withServer(
        _ fault: DNSFault? = nil, _ body: (LabDNSServer, NetworkResolver) async throws -> Void
    ) async throws {
        let lab = try await Lab.start(LabConfiguration(servers: [], dns: .init(zones: [ExampleZone.zone]), seed: 1))
        do {
            if let fault { _ = try lab.arm(fault, lease: .seconds(600)) }
            let server = try #require(lab.dns)
            let address = try #require(ServerAddress(server.address))
            try await body(server, NetworkResolver(servers: [address], options: .init(timeout: .seconds(20))))
        } catch {
            Issue.record(error)
        }
        #expect(await lab.stop() == [])
    }
}
