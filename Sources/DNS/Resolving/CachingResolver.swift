/// Keeps the answers of another layer for as long as they may be kept, and asks once for many who ask the same.
///
/// It is made for one run. A time to live is honoured to the second and not stretched: a domain that publishes three
/// seconds, or none, says that its next answer may differ, and a receiver would see the difference too. What is kept is
/// given out as it came, with the whole time to live, so that a check of that time sees what the server said.
public struct CachingResolver: Resolving, ResolverLayer {
    /// How many answers are kept; the oldest makes room.
    ///
    /// The audits of 2,000 domains ask for fewer.
    public static let mostEntries = 32_768
    /// How many octets of records are kept; a thousand answers of the largest size.
    public static let mostOctets = 16 << 20

    private let base: any ResolverLayer
    private let cache: AnswerCache
    private let now: @Sendable () -> ContinuousClock.Instant

    /// A cache in front of a layer.
    public init(
        _ base: any ResolverLayer, mostEntries: Int = CachingResolver.mostEntries,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        self.base = base
        self.now = now
        cache = AnswerCache(mostEntries: mostEntries, mostOctets: CachingResolver.mostOctets)
    }

    /// What the layer behind it owns.
    public func owns(_ name: DomainName) -> Bool { base.owns(name) }

    /// Asks through the cache, and follows aliases that the layer does not follow itself.
    public func resolve(_ question: Question) async throws(ResolverError) -> Answer {
        let finding = cache.look(question, at: now())
        // Most answers are known and final: they go the short way.
        if case .kept(.answer(let answer)) = finding { return answer }
        let step = try await step(question, finding)
        if case .answer(let answer) = step { return answer }
        return try await LayeredResolver([self]).resolve(question, goingOnFrom: step)
    }

    /// The kept answer, that of somebody who asks the same just now, or a new one.
    public func step(_ question: Question) async throws(ResolverError) -> ResolverStep {
        try await step(question, cache.look(question, at: now()))
    }

    private func step(
        _ question: Question, _ first: AnswerCache.Finding
    ) async throws(ResolverError) -> ResolverStep {
        var finding = first
        while true {
            switch finding {
            case .kept(let step): return step
            case .leads: return try await lead(question)
            case .follows(let asker):
                if let outcome = await cache.outcome(of: question, for: asker) { return try outcome.get() }
                // Who asked was cancelled: its query is gone, and somebody else has to ask.
                finding = cache.look(question, at: now())
            }
        }
    }

    /// Asks the layer, and tells everybody who waits.
    private func lead(_ question: Question) async throws(ResolverError) -> ResolverStep {
        do throws(ResolverError) {
            let step = try await base.step(question)
            // RFC 1035 §3.2.1: a time of zero is for the transaction in progress, which is that of those who wait.
            let time = step.timeToLive
            cache.conclude(question, .success(step), keptUntil: time == 0 ? nil : now().advanced(by: .seconds(time)))
            return step
        } catch {
            // A failure is of those who waited for it: who asks later tries again.
            cache.conclude(question, error.code == .cancelled ? nil : .failure(error), keptUntil: nil)
            throw error
        }
    }
}

extension ResolverStep {
    /// For how many seconds it may be kept: RFC 2181 §5.2 for a set, RFC 2308 §5 for "there is none", which the answer
    /// has taken together with its aliases.
    fileprivate var timeToLive: UInt32 {
        switch self {
        case .answer(let answer): answer.timeToLive
        case .alias(let aliases, _): aliases.map(\.timeToLive).min() ?? 0
        }
    }
}
