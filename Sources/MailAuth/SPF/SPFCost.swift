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
    /// The `all` that decides about everyone else, in the record itself or where its redirects lead; nil where the last
    /// record has none, or where a redirect depends on the sender.
    public var ending: SPFEnding?
    /// Whether the count ended at `SPFCost.mostTerms`, so that the truth is more.
    public var isTruncated = false

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
        /// How many includes and redirects lead to it.
        public var depth: Int
        /// Whether what it looks up does not exist for any sender: no address of either family, no exchanger, no record.
        public var isVoid = false
        /// Whether its target depends on the sender.
        public var dependsOnSender = false
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
        var counting = SPFCounting(spf: self)
        let paths = try await counting.paths(through: published, below: [])
        counting.cost.spends = Array(paths.longest.prefix(SPFCost.mostTerms))
        if paths.longest.count > SPFCost.mostTerms { counting.cost.isTruncated = true }
        return counting.cost
    }
}

/// Walks a policy as for every sender at once.
private struct SPFCounting {
    let spf: SPF
    var cost = SPFCost()
    private var terms = 0
    private var redirects = 0

    init(spf: SPF) {
        self.spf = spf
    }

    /// The longest way to each kind of end; nil where there is none.
    struct Paths {
        var passing: [SPFCost.Spend]?
        var other: [SPFCost.Spend]?

        var longest: [SPFCost.Spend] {
            let passing = passing ?? []
            let other = other ?? []
            return passing.count > other.count ? passing : other
        }

        mutating func end(_ path: [SPFCost.Spend], passes: Bool) {
            if passes {
                if (passing?.count ?? -1) < path.count { passing = path }
            } else if (other?.count ?? -1) < path.count {
                other = path
            }
        }
    }

    mutating func paths(
        through published: SPFPublishedRecord, below chain: [DomainName]
    ) async throws(ResolverError) -> Paths {
        let isMain = chain.count == redirects
        if isMain, let all = published.record.all {
            cost.ending = SPFEnding(location: published.location(all.term), qualifier: all.qualifier)
        }
        var paths = Paths()
        guard published.record.problems.isEmpty else {
            for found in published.record.problems { problem(.syntax(found), at: published.location(found.range)) }
            paths.end([], passes: false)
            return paths
        }
        let chain = chain + [published.domain]
        var path: [SPFCost.Spend] = []
        for (term, qualifier, mechanism) in published.record.directives {
            var nested = Paths(passing: [], other: [])
            if term.causesLookup {
                guard countTerm() else { break }
                var spend = SPFCost.Spend(location: published.location(term), depth: chain.count - 1)
                if case .include(let target) = mechanism {
                    nested = try await follow(target, from: published, spend: &spend, below: chain)
                } else {
                    try await look(mechanism, of: published, spend: &spend)
                }
                path.append(spend)
            }
            if let matching = nested.passing { paths.end(path + matching, passes: qualifier == .pass) }
            guard mechanism != .all, let going = nested.other else { return paths }
            path += going
        }
        guard let redirect = published.record.redirect, countTerm() else {
            paths.end(path, passes: false)
            return paths
        }
        var spend = SPFCost.Spend(location: published.location(redirect.term), depth: chain.count - 1)
        // Only redirects lead from the record itself to the one that decides about everyone else.
        if isMain { redirects += 1 }
        let nested = try await follow(redirect.target, from: published, spend: &spend, below: chain)
        path.append(spend)
        if let passing = nested.passing { paths.end(path + passing, passes: true) }
        if let other = nested.other { paths.end(path + other, passes: false) }
        return paths
    }

    private mutating func countTerm() -> Bool {
        terms += 1
        if terms > SPFCost.mostTerms { cost.isTruncated = true }
        return !cost.isTruncated
    }

    /// The paths through the policy that an include or a redirect leads to.
    private mutating func follow(
        _ target: SPFMacroString, from published: SPFPublishedRecord, spend: inout SPFCost.Spend,
        below chain: [DomainName]
    ) async throws(ResolverError) -> Paths {
        let unknown = Paths(passing: [], other: [])
        guard let name = staticName(target, of: published.domain) else {
            spend.dependsOnSender = target.dependsOnSender
            if !target.dependsOnSender {
                problem(.malformedTarget(spend.location.description), at: spend.location)
            }
            return unknown
        }
        guard !chain.contains(name) else {
            problem(.loop(name), at: spend.location)
            return unknown
        }
        switch try await spf.policy(of: name) {
        case .published(let next):
            return try await paths(through: next, below: chain)
        case .absent(let exists):
            spend.isVoid = true
            problem(.noRecord(name, exists: exists), at: spend.location)
        case .several(let records):
            problem(.severalRecords(name, count: records.count), at: spend.location)
        }
        return unknown
    }

    /// Whether what a mechanism looks up exists, and not too much of it.
    private mutating func look(
        _ mechanism: SPFMechanism, of published: SPFPublishedRecord, spend: inout SPFCost.Spend
    ) async throws(ResolverError) {
        let target: SPFMacroString?
        switch mechanism {
        case .a(let spec, _), .mx(let spec, _): target = spec
        case .exists(let spec): target = spec
        case .ptr:
            spend.dependsOnSender = true
            return
        case .all, .include, .ip4, .ip6: return
        }
        let name = target.map { staticName($0, of: published.domain) } ?? published.domain
        guard let name else {
            spend.dependsOnSender = true
            return
        }
        if case .exists = mechanism {
            spend.isVoid = try await spf.resolver.resolve(Question(name, .A)).records.isEmpty
        } else if case .mx = mechanism {
            let answer = try await spf.resolver.resolve(Question(name, .MX))
            spend.isVoid = answer.records.isEmpty
            guard answer.records.count <= spf.limits.exchangers else {
                problem(
                    .tooManyExchangers(name, count: answer.records.count, limit: spf.limits.exchangers),
                    at: spend.location)
                return
            }
            for exchange in answer.exchangers where !exchange.isRoot && !spend.isVoid {
                spend.isVoid = try await !hasAddress(exchange)
            }
        } else {
            spend.isVoid = try await !hasAddress(name)
        }
    }

    private func hasAddress(_ name: DomainName) async throws(ResolverError) -> Bool {
        if try await !spf.resolver.resolve(Question(name, .A)).records.isEmpty { return true }
        return try await !spf.resolver.resolve(Question(name, .AAAA)).records.isEmpty
    }

    /// The name that a target is for every sender; nil where there is none.
    private func staticName(_ target: SPFMacroString, of domain: DomainName) -> DomainName? {
        guard !target.dependsOnSender, let nowhere = IPAddress("192.0.2.0") else { return nil }
        let expansion = SPFExpansion(
            localPart: [], senderDomain: [], domain: domain, ip: nowhere, helo: [], receiver: [], timestamp: 0)
        return SPFExpansion.name(expansion.expand(target))
    }

    private mutating func problem(_ cause: SPFProblem.Cause, at location: SPFLocation) {
        let problem = SPFProblem(cause, at: location)
        if !cost.problems.contains(problem) { cost.problems.append(problem) }
    }
}
