import DNS
import Support
import Testing

/// Datagrams that are lost on their way to a real server.
@Suite(
    "lost datagrams", .enabled(if: NSD.isExpected, "nsd is not installed: apt-get install nsd"),
    .timeLimit(.minutes(10)))
struct LostDatagramTests {
    private let question = Question(name("mx1.example.com"), .A)

    private func withRelay(losing count: Int, _ body: (LossyRelay) async throws -> Void) async throws {
        let path = try #require(NSD.path, "CI=true and nsd is missing: ci/install nsd")
        let nsd = try NSD(path, zones: ResolverContract.zones)
        do {
            try await nsd.waitUntilReady()
            let relay = try LossyRelay(to: nsd.address, losing: count)
            defer { relay.stop() }
            try await body(relay)
        } catch {
            Issue.record(error)
        }
        await nsd.stop()
    }

    @Test("what is lost is sent again until there is an answer", arguments: [0, 1, 2])
    func again(_ lost: Int) async throws {
        try await withRelay(losing: lost) { relay in
            let options = NetworkResolver.Options(timeout: .milliseconds(500), attempts: 10)
            let answer = try await NetworkResolver(servers: [relay.address], options: options).resolve(question)
            #expect(answer.addressTexts == ["192.0.2.1"])
            // A slow machine may ask once more than what was lost.
            #expect(relay.received > lost)
        }
    }

    @Test("where everything is lost the answer is unknown, and nothing is absent")
    func everything() async throws {
        try await withRelay(losing: .max) { relay in
            let options = NetworkResolver.Options(timeout: .milliseconds(100), attempts: 3)
            let resolver = NetworkResolver(servers: [relay.address], options: options)
            do {
                let answer = try await resolver.resolve(question)
                Issue.record("an answer: \(answer)")
            } catch {
                #expect((error as? ResolverError)?.code == .timeout)
            }
            // The last datagram may still be on its way.
            for _ in 0..<100 where relay.received < 3 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(relay.received == 3)
        }
    }
}

extension Answer {
    fileprivate var addressTexts: [String] { records.map(\.presentation) }
}
