import DNS
import FaultLab
import Support
import Testing

@Suite("The DNS server of the lab")
struct LabDNSServerTests {
    @Test("answers a resolver over UDP, and over TCP what does not fit")
    func network() async throws {
        try await withLab { lab, resolver in
            let mx = try await resolver.resolve(Question(name("example.com"), .MX))
            #expect(mx.records.map(\.data) == [.mx(preference: 10, exchange: name("mx.example.com"))])
            let big = try await resolver.resolve(Question(name("big.example.com"), .TXT))
            #expect(big.records.first?.data.joinedText?.count == 720)
            #expect(try await resolver.resolve(Question(name("nobody.example.com"), .A)).outcome == .nameError)
            #expect(try await resolver.resolve(Question(name("mx.example.com"), .TXT)).outcome == .noData)
            #expect(try await resolver.resolve(Question(name("www.example.com"), .A)).aliases.count == 1)
            #expect(await failure(resolver, "example.org") == .refused)
        }
    }

    @Test("fails as a fault says, and as long as it is armed")
    func faults() async throws {
        try await withLab { lab, resolver in
            let mx = name("mx.example.com")
            let failing = try lab.arm(DNSFault(mx, .A, answer: .serverFailure), lease: .seconds(60))
            #expect(await failure(resolver, "mx.example.com") == .serverFailure)
            failing.disarm()
            let silent = try lab.arm(DNSFault(mx, .A, answer: .timeout), lease: .seconds(60))
            #expect(await failure(resolver, "mx.example.com") == .timeout)
            #expect(silent.hits.total >= 1)
            silent.disarm()
            let other = try #require(RecordData(.A, text: "198.51.100.7"))
            let replaced = try lab.arm(DNSFault(mx, .A, answer: .records([other])), lease: .seconds(60))
            #expect(try await resolver.resolve(Question(mx, .A)).records.map(\.data) == [other])
            replaced.disarm()
            #expect(try await resolver.resolve(Question(mx, .A)).records.map(\.data) == [.a(address("192.0.2.10"))])
        }
    }

    @Test("tells the receivers of the lab the same as everybody")
    func inside() async throws {
        try await withLab { lab, _ in
            let resolver = try #require(lab.resolver)
            #expect(try await resolver.resolve(Question(name("www.example.com"), .A)).records.count == 1)
            #expect(try await resolver.resolve(Question(name("nobody.example.com"), .A)).outcome == .nameError)
            #expect(await failure(resolver, "example.org") == .noSource)
            let silent = try lab.arm(DNSFault(name("mx.example.com"), nil, answer: .timeout), lease: .seconds(60))
            #expect(await failure(resolver, "www.example.com") == .timeout)
            silent.disarm()
            #expect(await failure(resolver, "www.example.com") == nil)
        }
    }

    @Test("puts faults before another resolver, where the lab has no zones")
    func faultyResolver() async throws {
        let board = FaultBoard(seed: 1)
        let resolver = FaultyResolver(
            zone(
                """
                a.example. CNAME b.example.
                b.example. TXT "here"
                """), faults: board)
        let question = Question(name("a.example"), .TXT)
        #expect(try await resolver.resolve(question).records.count == 1)
        let gone = board.arm(DNSFault(name("b.example"), .TXT, answer: .nameError), lease: .seconds(60))
        let answer = try await resolver.resolve(question)
        #expect(answer.outcome == .nameError)
        #expect(answer.aliases.count == 1)
        gone.disarm()
        _ = board.arm(DNSFault(name("a.example"), .TXT, answer: .serverFailure), lease: .seconds(60))
        #expect(await failure(resolver, "a.example", .TXT) == .serverFailure)
    }

    @Test("is missing where a fault of DNS has nothing to break")
    func noDNS() async throws {
        let lab = try await Lab.start(LabConfiguration(servers: [], seed: 1))
        #expect(throws: LabError.self) {
            try lab.arm(DNSFault(name("a.example"), nil, answer: .timeout), lease: .seconds(1))
        }
        _ = await lab.stop()
    }

    private func failure(_ resolver: any Resolving, _ text: String, _ type: RecordType = .A) async -> ResolverError
        .Code?
    {
        do {
            _ = try await resolver.resolve(Question(name(text), type))
            return nil
        } catch {
            return error.code
        }
    }

    private func withLab(_ body: (Lab, NetworkResolver) async throws -> Void) async throws {
        let lab = try await Lab.start(LabConfiguration(servers: [], dns: .init(zones: [ExampleZone.zone]), seed: 1))
        do {
            let server = try #require(lab.dns.flatMap { ServerAddress($0.address) })
            let options = NetworkResolver.Options(timeout: .milliseconds(300), attempts: 1)
            try await body(lab, NetworkResolver(servers: [server], options: options))
        } catch {
            _ = await lab.stop()
            throw error
        }
        #expect(await lab.stop() == [])
    }
}
