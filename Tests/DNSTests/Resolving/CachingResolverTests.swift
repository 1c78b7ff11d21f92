import DNS
import Support
import Synchronization
import Testing

struct CachingResolverTests {
    private let question = Question(name("example.com"), .A)

    /// A clock that a test turns.
    private final class Clock: Sendable {
        private let time = Mutex(ContinuousClock.now)

        var now: ContinuousClock.Instant { time.withLock { $0 } }

        func advance(_ duration: Duration) {
            time.withLock { $0 += duration }
        }
    }

    @Test("answers as every resolver does, the second time too", arguments: ResolverContract.cases)
    func contract(_ contract: ResolverContract) async throws {
        let server = try ScriptedServer(ZoneResolver(ResolverContract.parsedZones()))
        defer { server.stop() }
        let resolver = CachingResolver(
            NetworkResolver(servers: [server.address], options: .init(timeout: .seconds(60), attempts: 1)))
        await contract.check(resolver)
        let asked = server.received.count
        await contract.check(resolver)
        // What was no answer is asked for again, and nothing else.
        #expect(server.received.count == (contract.expected == "not an answer" ? 2 * asked : asked))
    }

    @Test("an answer is kept for its time to live and no longer")
    func timeToLive() async throws {
        let clock = Clock()
        let stub = zone("example.com A 192.0.2.1", timeToLive: 60)
        let resolver = CachingResolver(OpenLayer(stub), now: { clock.now })
        for _ in 0..<3 { #expect(try await resolver.resolve(question).timeToLive == 60) }
        clock.advance(.seconds(59))
        _ = try await resolver.resolve(question)
        #expect(stub.questions.count == 1)
        clock.advance(.seconds(1))
        _ = try await resolver.resolve(question)
        #expect(stub.questions.count == 2)
    }

    @Test("the case of a name makes no other question, its type does")
    func sameQuestion() async throws {
        let stub = zone("example.com A 192.0.2.1\nexample.com TXT text")
        let resolver = CachingResolver(OpenLayer(stub))
        _ = try await resolver.resolve(question)
        _ = try await resolver.resolve(Question(name("EXAMPLE.com"), .A))
        _ = try await resolver.resolve(Question(name("example.com"), .TXT))
        #expect(stub.questionTexts == ["example.com A", "example.com TXT"])
    }

    @Test("a time to live of zero, and an absence without an SOA record, are not kept", arguments: [0, 60] as [UInt32])
    func notKept(_ timeToLive: UInt32) async throws {
        let stub = zone(timeToLive == 0 ? "example.com A 192.0.2.1" : "example.org A 192.0.2.1", timeToLive: timeToLive)
        let resolver = CachingResolver(OpenLayer(stub))
        _ = try await resolver.resolve(question)
        _ = try await resolver.resolve(question)
        #expect(stub.questions.count == 2)
    }

    @Test("that there is none is kept for the minimum of the SOA record")
    func negative() async throws {
        let clock = Clock()
        let server = try ScriptedServer(ZoneResolver(ResolverContract.parsedZones()))
        defer { server.stop() }
        let resolver = CachingResolver(NetworkResolver(servers: [server.address]), now: { clock.now })
        for seconds in [0, 599, 2] {
            clock.advance(.seconds(seconds))
            #expect(try await resolver.resolve(Question(name("nothing.example.com"), .A)).outcome == .nameError)
        }
        #expect(server.received.count == 2)
    }

    @Test("a failure is not kept")
    func failures() async {
        let stub = zone("example.com !SERVFAIL")
        let resolver = CachingResolver(OpenLayer(stub))
        for _ in 0..<2 {
            await #expect(throws: ResolverError.self) { try await resolver.resolve(question) }
        }
        #expect(stub.questions.count == 2)
    }

    @Test("many who ask the same at once cause one query, and share its failure", arguments: [true, false])
    func concurrentAskers(_ succeeds: Bool) async {
        let gate = Gate(succeeds ? zone("example.com A 192.0.2.1") : zone("example.com !TIMEOUT"))
        let resolver = CachingResolver(gate)
        let answered = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 {
                group.addTask { (try? await resolver.resolve(question)) != nil }
            }
            await gate.untilAsked(1)
            // Everybody else has to have come by the time it is answered; none of them asks again then.
            try? await Task.sleep(for: .milliseconds(200))
            gate.open()
            return await group.reduce(0) { $1 ? $0 + 1 : $0 }
        }
        #expect(answered == (succeeds ? 50 : 0))
        #expect(gate.asked == 1)
    }

    @Test("an asker that is cancelled does not cancel it for others")
    func cancelledAsker() async throws {
        let gate = Gate(zone("example.com A 192.0.2.1"))
        let resolver = CachingResolver(gate)
        let first = Task { try? await resolver.resolve(question) }
        await gate.untilAsked(1)
        let second = Task { try? await resolver.resolve(question) }
        let third = Task { try? await resolver.resolve(question) }
        try await Task.sleep(for: .milliseconds(100))
        third.cancel()
        #expect(await third.value == nil)
        first.cancel()
        #expect(await first.value == nil)
        await gate.untilAsked(2)
        gate.open()
        #expect(await second.value?.records.count == 1)
    }

    @Test("where all are cancelled the query is")
    func lastOneLeaves() async throws {
        let gate = Gate(zone("example.com A 192.0.2.1"))
        let resolver = CachingResolver(gate)
        let only = Task { try? await resolver.resolve(question) }
        await gate.untilAsked(1)
        only.cancel()
        #expect(await only.value == nil)
        #expect(gate.cancelled == 1)
    }

    @Test("the oldest answers make room")
    func bound() async throws {
        let stub = zone((0..<10).map { "h\($0).example.com A 192.0.2.\($0)" }.joined(separator: "\n"))
        let resolver = CachingResolver(OpenLayer(stub), mostEntries: 5)
        for number in 0..<10 { _ = try await resolver.resolve(Question(name("h\(number).example.com"), .A)) }
        for number in 5..<10 { _ = try await resolver.resolve(Question(name("h\(number).example.com"), .A)) }
        #expect(stub.questions.count == 10)
        _ = try await resolver.resolve(Question(name("h4.example.com"), .A))
        #expect(stub.questions.count == 11)
    }

    @Test("aliases and what they lead to are one answer")
    func aliases() async throws {
        let stub = zone("www.example.com CNAME example.com\nexample.com A 192.0.2.1")
        let resolver = CachingResolver(OpenLayer(stub))
        for _ in 0..<2 {
            let answer = try await resolver.resolve(Question(name("www.example.com"), .A))
            #expect(answer.aliases.count == 1 && answer.records.count == 1)
        }
        #expect(stub.questions.count == 1)
    }
}

/// A layer that answers when it is opened, and counts.
private final class Gate: ResolverLayer {
    private struct State {
        var isOpen = false
        var asked = 0
        var cancelled = 0
    }

    private let state = Mutex(State())
    private let resolver: StubZone

    init(_ resolver: StubZone) {
        self.resolver = resolver
    }

    var asked: Int { state.withLock { $0.asked } }
    var cancelled: Int { state.withLock { $0.cancelled } }

    func open() {
        state.withLock { $0.isOpen = true }
    }

    func owns(_ name: DomainName) -> Bool { true }

    func step(_ question: Question) async throws(ResolverError) -> ResolverStep {
        state.withLock { $0.asked += 1 }
        while !state.withLock({ $0.isOpen }) {
            do {
                try await Task.sleep(for: .milliseconds(2))
            } catch {
                state.withLock { $0.cancelled += 1 }
                throw ResolverError(.cancelled, question, "the run was stopped")
            }
        }
        return .answer(try await resolver.resolve(question))
    }

    /// Returns when it was asked so often.
    func untilAsked(_ count: Int) async {
        while asked < count { try? await Task.sleep(for: .milliseconds(2)) }
    }
}
