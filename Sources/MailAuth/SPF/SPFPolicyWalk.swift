import DNS

/// Walks a policy as for every sender at once, and counts what each branch costs.
struct SPFPolicyWalk {
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

    /// - Parameters:
    ///   - way: the terms that lead to the record.
    ///   - chain: the domains whose records lead to it.
    mutating func paths(
        through published: SPFPublishedRecord, by way: [SPFLocation], below chain: [DomainName]
    ) async -> Paths {
        cost.visits.append(SPFCost.Visit(published: published, path: way))
        let isMain = chain.count == redirects
        if isMain, let all = published.record.all {
            cost.ending = SPFEnding(location: published.location(all.term), qualifier: all.qualifier)
        }
        var paths = Paths()
        guard published.record.problems.isEmpty else {
            for found in published.record.problems {
                report(.syntax(found), at: published.location(found.range), by: way)
            }
            paths.end([], passes: false)
            return paths
        }
        let chain = chain + [published.domain]
        var path: [SPFCost.Spend] = []
        for (term, qualifier, mechanism) in published.record.directives {
            var nested = Paths(passing: [], other: [])
            if term.causesLookup {
                guard countTerm() else { break }
                var spend = SPFCost.Spend(location: published.location(term), path: way)
                if case .include(let target) = mechanism {
                    nested = await follow(target, from: published, spend: &spend, below: chain)
                } else {
                    await look(mechanism, of: published, spend: &spend)
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
        var spend = SPFCost.Spend(location: published.location(redirect.term), path: way)
        // Only redirects lead from the record itself to the one that decides about everyone else.
        if isMain { redirects += 1 }
        let nested = await follow(redirect.target, from: published, spend: &spend, below: chain)
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
    ) async -> Paths {
        let unknown = Paths(passing: [], other: [])
        guard let name = staticName(target, of: published.domain) else {
            spend.dependsOnSender = target.dependsOnSender
            if !target.dependsOnSender {
                report(.malformedTarget(spend.location.description), at: spend.location, by: spend.path)
            }
            return unknown
        }
        guard !chain.contains(name) else {
            report(.loop(name), at: spend.location, by: spend.path)
            return unknown
        }
        guard let answer = await ask(Question(name, .TXT), at: spend.location) else { return unknown }
        switch SPF.select(answer, of: name) {
        case .published(let next):
            return await paths(through: next, by: spend.path + [spend.location], below: chain)
        case .absent(let exists):
            spend.isVoidForIPv4 = true
            spend.isVoidForIPv6 = true
            report(.noRecord(name, exists: exists), at: spend.location, by: spend.path, source: answer.source)
        case .several(let records):
            report(.severalRecords(name, count: records.count), at: spend.location, by: spend.path)
        }
        return unknown
    }

    /// Whether what a mechanism looks up exists, and not too much of it.
    private mutating func look(
        _ mechanism: SPFMechanism, of published: SPFPublishedRecord, spend: inout SPFCost.Spend
    ) async {
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
        switch mechanism {
        case .exists:
            // RFC 7208 §5.7: always an A record, whatever the client's family.
            let isVoid = await ask(Question(name, .A), at: spend.location)?.records.isEmpty ?? false
            spend.isVoidForIPv4 = isVoid
            spend.isVoidForIPv6 = isVoid
        case .mx: await lookAtExchangers(of: name, spend: &spend)
        default: await lookAtAddresses(of: name, spend: &spend)
        }
    }

    private mutating func lookAtExchangers(of name: DomainName, spend: inout SPFCost.Spend) async {
        guard let answer = await ask(Question(name, .MX), at: spend.location) else { return }
        guard !answer.records.isEmpty else {
            spend.isVoidForIPv4 = true
            spend.isVoidForIPv6 = true
            return
        }
        guard answer.records.count <= spf.limits.exchangers else {
            report(
                .tooManyExchangers(name, count: answer.records.count, limit: spf.limits.exchangers),
                at: spend.location, by: spend.path)
            return
        }
        for exchange in answer.exchangers where !exchange.isRoot {
            await lookAtAddresses(of: exchange, spend: &spend)
        }
    }

    private mutating func lookAtAddresses(of name: DomainName, spend: inout SPFCost.Spend) async {
        if let answer = await ask(Question(name, .A), at: spend.location), answer.records.isEmpty {
            spend.isVoidForIPv4 = true
        }
        if let answer = await ask(Question(name, .AAAA), at: spend.location), answer.records.isEmpty {
            spend.isVoidForIPv6 = true
        }
    }

    /// An answer; nil, after a note, where DNS has none.
    private mutating func ask(_ question: Question, at location: SPFLocation) async -> Answer? {
        do throws(ResolverError) {
            return try await spf.resolver.resolve(question)
        } catch {
            cost.unanswered.append(SPFCost.Unanswered(location: location, error: error))
            return nil
        }
    }

    /// The name that a target is for every sender; nil where there is none.
    private func staticName(_ target: SPFMacroString, of domain: DomainName) -> DomainName? {
        guard !target.dependsOnSender, let nowhere = IPAddress("192.0.2.0") else { return nil }
        let expansion = SPFExpansion(
            localPart: [], senderDomain: [], domain: domain, ip: nowhere, helo: [], receiver: [], timestamp: 0)
        return SPFExpansion.name(expansion.expand(target))
    }

    private mutating func report(
        _ cause: SPFProblem.Cause, at location: SPFLocation, by way: [SPFLocation], source: String? = nil
    ) {
        let problem = SPFProblem(cause, at: location, path: way, source: source)
        if !cost.problems.contains(problem) { cost.problems.append(problem) }
    }
}
