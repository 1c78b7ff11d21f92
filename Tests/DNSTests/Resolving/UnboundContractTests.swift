import DNS
import Support
import Testing

/// The contract against a real recursor in front of a real authoritative server, over real packets.
@Suite("Unbound in front of NSD", .timeLimit(.minutes(10)))
struct UnboundContractTests {
    private static let isExpected = NSD.isExpected && Program.isExpected("unbound")
    private static let absence: Comment = "nsd or unbound is not installed: apt-get install nsd unbound"

    /// Both daemons, and a zone that the server behind knows nothing of; they are ended whatever happens.
    private func withUnbound(_ body: (ServerAddress) async throws -> Void) async throws {
        let path = try #require(NSD.path, "CI=true and nsd is missing: ci/install nsd")
        let program = try #require(Program("unbound"), "CI=true and unbound is missing: ci/install unbound")
        let nsd = try NSD(path, zones: ResolverContract.zones)
        do {
            try await nsd.waitUntilReady()
            let zones = ResolverContract.zones.keys + ["lame.example", "example.org"]
            let unbound = try Unbound(program, zones: zones.map { ($0, nsd.address) })
            do {
                try await unbound.waitUntilReady()
                try await body(unbound.address)
            } catch {
                Issue.record(error)
            }
            await unbound.stop()
        } catch {
            Issue.record(error)
        }
        await nsd.stop()
    }

    @Test("a resolver in front of it answers as over the same zone files", .enabled(if: isExpected, absence))
    func contract() async throws {
        try await withUnbound { server in
            let resolver = NetworkResolver(servers: [server], options: .init(timeout: .seconds(60)))
            // A recursor looks below a delegation and beyond our zones itself; what it then says is not ours to fix.
            let own = ResolverContract.cases.filter { $0.expected != "not an answer" }
            #expect(own.count >= ResolverContract.cases.count - 2)
            for contract in own { await contract.check(resolver) }
            let cache = CachingResolver(resolver)
            for _ in 0..<2 {
                for contract in own { await contract.check(cache) }
            }
        }
    }

    @Test(
        "a zone whose server knows nothing of it is SERVFAIL, which is never absence", .enabled(if: isExpected, absence)
    )
    func serverFailure() async throws {
        try await withUnbound { server in
            let resolver = NetworkResolver(servers: [server], options: .init(timeout: .seconds(10), attempts: 1))
            do {
                let answer = try await resolver.resolve(Question(name("mail.lame.example"), .TXT))
                Issue.record("an answer: \(answer)")
            } catch {
                let error = try #require(error as? ResolverError)
                #expect(error.code == .serverFailure, "\(error)")
                #expect(error.description.contains("mail.lame.example TXT"))
            }
        }
    }
}
