public import DNS

/// What a policy costs a receiver at worst, whoever the sender is, counted past the limit.
///
/// The worst path is the longest that an evaluation can take through the record, its includes and its redirect: an
/// include that never says anything but pass ends it, all else may go on.
public struct SPFCost: Sendable, Hashable {
    /// The terms that cause lookups on the worst path, in the order in which they are evaluated.
    public var spends: [Spend] = []
    /// What makes the policy unusable for some senders or all, in the order in which it was found.
    public var problems: [SPFProblem] = []
    /// Every record that the walk came through, the domain's own first; one that is included twice stands here twice.
    public var visits: [Visit] = []
    /// The `all` that decides about everyone else, in the record itself or where its redirects lead; nil where the last
    /// record has none, or where a redirect depends on the sender.
    public var ending: SPFEnding?
    /// Whether the count ended at `SPFCost.mostTerms`, so that the truth is more.
    public var isTruncated = false
    /// The terms whose lookup DNS did not answer: what lies behind them is not counted.
    public var unanswered: [Unanswered] = []

    /// A policy that fans out may name terms without end: counting stops here.
    public static let mostTerms = 100

    /// How many terms that cause lookups (RFC 7208 §4.6.4: ten are allowed).
    public var lookups: Int { spends.count }
    /// How many of them look up what does not exist (RFC 7208 §4.6.4: two are allowed).
    public var voidLookups: Int { spends.count { $0.isVoid } }
    /// Whether the target of a term depends on the sender, so that what lies behind it could not be counted.
    public var dependsOnSender: Bool { spends.contains { $0.dependsOnSender } }

    /// One term that causes lookups.
    public struct Spend: Sendable, Hashable {
        /// The term.
        public var location: SPFLocation
        /// The includes and redirects that lead to it, from the domain's own record on.
        public var path: [SPFLocation]
        /// Whether what it looks up does not exist for clients of IPv4: no A record of the name, or of one of the
        /// exchangers.
        public var isVoidForIPv4 = false
        /// The same for clients of IPv6 and AAAA records.
        public var isVoidForIPv6 = false
        /// Whether its target depends on the sender.
        public var dependsOnSender = false

        /// How many includes and redirects lead to it.
        public var depth: Int { path.count }
        /// Whether what it looks up does not exist for any sender.
        public var isVoid: Bool { isVoidForIPv4 && isVoidForIPv6 }
        /// The term of the domain's own record that spends this lookup.
        public var spender: SPFLocation { path.first ?? location }
    }

    /// A record that the walk came through.
    public struct Visit: Sendable, Hashable {
        /// The record.
        public var published: SPFPublishedRecord
        /// The includes and redirects that lead to it; empty for the domain's own.
        public var path: [SPFLocation]
    }

    /// A term whose lookup DNS did not answer.
    public struct Unanswered: Sendable, Hashable {
        /// The term.
        public var location: SPFLocation
        /// The question, and what came instead of an answer.
        public var error: ResolverError
    }
}

/// What a policy says about everyone whom nothing else matches.
public struct SPFEnding: Sendable, Hashable {
    /// The `all`.
    public var location: SPFLocation
    /// What it means.
    public var qualifier: SPFQualifier
}

extension SPF {
    /// What the policy of a domain costs at worst.
    ///
    /// - Throws: what DNS could not answer; the cost is not known then.
    public func cost(of published: SPFPublishedRecord) async throws(ResolverError) -> SPFCost {
        let cost = await knownCost(of: published)
        if let unanswered = cost.unanswered.first { throw unanswered.error }
        return cost
    }

    /// What the policy of a domain costs at least, as far as DNS answers; what it did not answer is told.
    public func knownCost(of published: SPFPublishedRecord) async -> SPFCost {
        var walk = SPFPolicyWalk(spf: self)
        let paths = await walk.paths(through: published, by: [], below: [])
        walk.cost.spends = Array(paths.longest.prefix(SPFCost.mostTerms))
        if paths.longest.count > SPFCost.mostTerms { walk.cost.isTruncated = true }
        return walk.cost
    }
}
