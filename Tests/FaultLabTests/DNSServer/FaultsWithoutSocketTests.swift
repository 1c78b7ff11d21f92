import DNS
import FaultLab
import Support
import Testing

/// What a fault does to a packet is, to who asks without one, what a resolver makes of it.
@Suite("Faults of DNS for the receivers of the lab")
struct FaultsWithoutSocketTests {
    private static let question = Question(name("s1._domainkey.example.com"), .TXT)

    /// The lab's own names, and another resolver with the lab's faults before it.
    enum Source: CaseIterable {
        case names, other

        func resolver(_ board: FaultBoard) -> any Resolving {
            let zone = ExampleZone.zone
            switch self {
            case .names: return LabNames(zones: [zone], faults: board)
            case .other: return FaultyResolver(ZoneResolver([zone]), faults: board)
            }
        }
    }

    private func armed(_ source: Source, _ faults: DNSFault...) -> (any Resolving, [ArmedFault]) {
        let board = FaultBoard(seed: 7)
        return (source.resolver(board), faults.map { board.arm($0, lease: .seconds(600)) })
    }

    private func fault(
        _ answer: DNSFault.Reply? = nil, delay: Duration? = nil, timeToLive: UInt32? = nil
    ) -> DNSFault {
        DNSFault(Self.question.name, .TXT, answer: answer, delay: delay, timeToLive: timeToLive)
    }

    @Test("an answer under a wrong id is a timeout", arguments: Source.allCases)
    func wrongID(_ source: Source) async throws {
        let (resolver, faults) = armed(source, fault(.wrongID))
        let error = await #expect(throws: ResolverError.self) { try await resolver.resolve(Self.question) }
        #expect(error?.code == .timeout)
        #expect(faults[0].hits.total == 1)
    }

    @Test("a truncated answer is that over TCP, where another fault may strike", arguments: Source.allCases)
    func truncated(_ source: Source) async throws {
        let (resolver, faults) = armed(source, fault(.truncated))
        #expect(try await resolver.resolve(Self.question).records.count == 1)
        #expect(faults[0].hits.total == 1)
        let (other, both) = armed(source, fault(.truncated), fault(.serverFailure))
        let error = await #expect(throws: ResolverError.self) { try await other.resolve(Self.question) }
        #expect(error?.code == .serverFailure)
        #expect(both.map(\.hits.total) == [1, 1])
    }

    @Test("an answer that is held back comes later, and after a resolver's patience not at all")
    func delay() async throws {
        for source in Source.allCases {
            let (resolver, _) = armed(source, fault(delay: .seconds(1)))
            let start = ContinuousClock.now
            #expect(try await resolver.resolve(Self.question).records.count == 1)
            #expect(start.duration(to: .now) >= .seconds(1))
        }
        let (resolver, _) = armed(.names, fault(delay: .seconds(3600)))
        let error = await #expect(throws: ResolverError.self) { try await resolver.resolve(Self.question) }
        #expect(error?.code == .timeout)
    }

    @Test("a flipped key differs in one bit, and in the same one as over the network", arguments: Source.allCases)
    func flipped(_ source: Source) async throws {
        let (truth, _) = armed(source)
        let (resolver, _) = armed(source, fault(.flipped))
        let before = try #require(try await truth.resolve(Self.question).records.first?.data.joinedText)
        let after = try #require(try await resolver.resolve(Self.question).records.first?.data.joinedText)
        #expect(before.count == after.count)
        #expect(zip(before, after).count(where: { $0 != $1 }) == 1)
        let (again, _) = armed(.names, fault(.flipped))
        #expect(try await again.resolve(Self.question).records.first?.data.joinedText == after)
    }

    @Test("a TTL is the lie that it is over the network", arguments: Source.allCases)
    func timeToLive(_ source: Source) async throws {
        let (resolver, _) = armed(source, fault(timeToLive: 604_800))
        let answer = try await resolver.resolve(Self.question)
        #expect(answer.timeToLive == 604_800)
        #expect(answer.records.map(\.timeToLive) == [604_800])
    }
}
