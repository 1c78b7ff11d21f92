import DNS

/// Asks DNS for the records of one evaluation, each name once.
struct DMARCWalker {
    let evaluator: DMARCEvaluator
    private(set) var trace: [DMARCStep] = []
    private var answers: [Question: Answer] = [:]
    private var several: [DomainName] = []

    init(evaluator: DMARCEvaluator) {
        self.evaluator = evaluator
    }

    /// RFC 9989 §4.10: a walk asks at most eight times; from longer names it jumps to this many labels.
    static let labelsAfterJump = 7

    mutating func discover(_ authorDomain: DomainName) async throws(ResolverError) -> DMARCDiscovery {
        several = []
        var discovery: DMARCDiscovery
        switch evaluator.suffixes {
        case .some(let suffixes): discovery = try await discover(authorDomain, with: suffixes)
        case nil: discovery = try await walk(authorDomain)
        }
        trace.append(.organizationalDomain(discovery.organizationalDomain, of: authorDomain))
        if let published = discovery.published {
            (discovery.policy, discovery.policyTag) = try await policy(of: published, for: authorDomain)
            if let policy = discovery.policy {
                trace.append(.policy(policy, tag: discovery.policyTag, of: published.domain))
            }
        }
        discovery.several = several
        discovery.trace = trace
        return discovery
    }

    /// Whether a domain is authenticated and near enough to that of the From field.
    mutating func judge(
        _ method: DMARCIdentifier.Method, _ domain: DomainName, _ result: String, mode: DMARCAlignmentMode,
        against discovery: DMARCDiscovery
    ) async -> DMARCIdentifier {
        var identifier = DMARCIdentifier(
            method: method, domain: domain, result: result, mode: mode, organizationalDomain: nil, isAligned: false,
            failure: nil)
        // A domain that would align decides the verdict where it passed, and leaves it open where it met a temporary error.
        let matters = result == "pass" || result == "temperror"
        // RFC 9989 §4.10.2: identical domains need no walk; nor does one whose result says nothing.
        if domain == discovery.authorDomain {
            identifier.isNear = true
        } else if matters, mode == .relaxed {
            do throws(ResolverError) {
                let organizational = try await organizationalDomain(of: domain)
                identifier.organizationalDomain = organizational
                identifier.isNear = organizational == discovery.organizationalDomain
            } catch {
                identifier.failure = error
            }
        }
        identifier.isAligned = identifier.isNear && result == "pass"
        trace.append(.judged(identifier))
        return identifier
    }

    private mutating func organizationalDomain(of domain: DomainName) async throws(ResolverError) -> DomainName {
        if let suffixes = evaluator.suffixes { return suffixes.organizationalDomain(of: domain) }
        return try await walk(domain).organizationalDomain
    }
}

// RFC 9989 §4.10.
extension DMARCWalker {
    private mutating func walk(_ start: DomainName) async throws(ResolverError) -> DMARCDiscovery {
        var found: [DMARCPublishedRecord] = []
        for target in DMARCWalker.targets(of: start) {
            guard let published = try await record(at: target) else { continue }
            found.append(published)
            // RFC 9989 §4.10 steps 2 and 6: psd=n and psd=y end the walk.
            if published.record.isPublicSuffix != nil { break }
        }
        let organizational = DMARCWalker.organizationalDomain(of: start, found)
        // RFC 9989 §4.10.1: the record of the author domain, else of its organizational domain, else of its public
        // suffix.
        let published =
            found.first { $0.domain == start } ?? found.first { $0.domain == organizational }
            ?? found.first { $0.record.isPublicSuffix == true }
        return DMARCDiscovery(
            authorDomain: start, organizationalDomain: organizational, published: published, several: [], policy: nil,
            policyTag: nil, trace: [])
    }

    /// The names of a walk: the start, then its ancestors up to the top-level domain, after a jump from long names.
    static func targets(of start: DomainName) -> [DomainName] {
        let count = start.labelCount
        guard count > 0 else { return [] }
        // RFC 9989 §4.10 step 4: below eight labels one is removed, from eight on all but seven.
        let next = min(count - 1, labelsAfterJump)
        return [start] + stride(from: next, to: 0, by: -1).map { start.suffix($0) }
    }

    /// RFC 9989 §4.10.2: from the records of a walk, longest name first.
    private static func organizationalDomain(
        of start: DomainName, _ found: [DMARCPublishedRecord]
    ) -> DomainName {
        for published in found {
            if published.record.isPublicSuffix == false { return published.domain }
            if published.record.isPublicSuffix == true, published.domain != start {
                return start.suffix(published.domain.labelCount + 1)
            }
        }
        // The record with the fewest labels; without any, the domain itself.
        return found.last?.domain ?? start
    }
}

// RFC 7489 §6.6.3.
extension DMARCWalker {
    private mutating func discover(
        _ authorDomain: DomainName, with suffixes: PublicSuffixes
    ) async throws(ResolverError) -> DMARCDiscovery {
        let organizational = suffixes.organizationalDomain(of: authorDomain)
        var published = try await record(at: authorDomain)
        // RFC 7489 §6.6.3 step 3: the organizational domain is asked only where the author domain has no record at all.
        if published == nil, several.isEmpty, organizational != authorDomain {
            published = try await record(at: organizational)
        }
        return DMARCDiscovery(
            authorDomain: authorDomain, organizationalDomain: organizational, published: published, several: [],
            policy: nil, policyTag: nil, trace: [])
    }
}

extension DMARCWalker {
    /// The only policy record at `_dmarc` below a domain.
    private mutating func record(at domain: DomainName) async throws(ResolverError) -> DMARCPublishedRecord? {
        guard let name = domain.prepending("_dmarc") else { return nil }
        let answer = try await ask(Question(name, .TXT))
        let records = answer.records.compactMap { DMARCPublishedRecord($0, of: domain) }
        // RFC 9989 §4.10 step 2: several records at one name are all discarded.
        guard records.count <= 1 else {
            if !several.contains(domain) {
                several.append(domain)
                trace.append(.several(domain, count: records.count))
            }
            return nil
        }
        guard let only = records.first else { return nil }
        trace.append(.found(domain, text: only.record.text.printable))
        return only
    }

    /// What a record asks for, and which tag says so; no policy where DMARC does not apply.
    private mutating func policy(
        of published: DMARCPublishedRecord, for authorDomain: DomainName
    ) async throws(ResolverError) -> (DMARCPolicy?, String?) {
        let record = published.record
        switch record.use(under: evaluator.method.standard) {
        case .nothing: return (nil, nil)
        case .monitoring: return (DMARCPolicy.none, nil)
        case .policies: break
        }
        var policy = record.policy
        var tag = "p"
        if published.domain != authorDomain {
            if let subdomains = record.subdomainPolicy {
                policy = subdomains
                tag = "sp"
            }
            // RFC 9989 §4.7: np is for names that do not exist, and RFC 7489 does not know it.
            if evaluator.method == .treeWalk, let nonexistent = record.nonexistentPolicy,
                try await !exists(authorDomain)
            {
                policy = nonexistent
                tag = "np"
            }
        }
        // RFC 9989 §4.7: t=y asks for one level below, and RFC 7489 does not know it.
        if evaluator.method == .treeWalk, record.isTesting { policy = policy?.oneLevelBelow }
        // RFC 7489 §6.6.4: what the sample leaves out gets the next lower policy; with pct=0 that is everything.
        if evaluator.method == .publicSuffixList, record.percent == 0 { policy = policy?.oneLevelBelow }
        return (policy, tag)
    }

    /// RFC 9989 §3.2.13: a name exists unless the answer is NXDOMAIN, whatever the type asked for.
    private mutating func exists(_ domain: DomainName) async throws(ResolverError) -> Bool {
        try await ask(Question(domain, .A)).outcome != .nameError
    }

    private mutating func ask(_ question: Question) async throws(ResolverError) -> Answer {
        if let known = answers[question] { return known }
        do throws(ResolverError) {
            let answer = try await evaluator.resolver.resolve(question)
            answers[question] = answer
            trace.append(.asked(question, SPFStep.Reply(.success(answer))))
            return answer
        } catch {
            trace.append(.asked(question, .failed(error.code)))
            throw error
        }
    }
}
