import DNS
import Support
import Testing

/// The contract against a real authoritative server, over real packets.
struct NSDContractTests {
    @Test(
        "a resolver in front of NSD answers as over the same zone files",
        .enabled(if: NSD.isExpected, "nsd is not installed: apt-get install nsd"), .timeLimit(.minutes(10)))
    func contract() async throws {
        let path = try #require(NSD.path, "CI=true and nsd is missing: ci/install nsd")
        let nsd = try NSD(path, zones: ResolverContract.zones)
        let resolver = NetworkResolver(servers: [nsd.address])
        do {
            try await nsd.waitUntilReady()
            for contract in ResolverContract.cases { await contract.check(resolver) }
        } catch {
            Issue.record(error)
        }
        await nsd.stop()
    }
}
