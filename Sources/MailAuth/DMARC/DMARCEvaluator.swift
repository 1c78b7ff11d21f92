public import DNS

/// Domain-based Message Authentication, Reporting, and Conformance (RFC 9989, RFC 7489).
///
/// The domain of the From field says what shall happen to mail that neither SPF nor DKIM authenticates under a domain
/// near enough to it.
public struct DMARCEvaluator: Sendable {
    /// Who answers DNS questions.
    public let resolver: any Resolving
    /// How the policy and organizational domains are found.
    public let method: DMARCDiscoveryMethod
    /// The list for that method.
    let suffixes: PublicSuffixes?

    /// Evaluation by a walk up the tree, as RFC 9989 has it.
    public init(resolver: any Resolving) {
        self.resolver = resolver
        method = .treeWalk
        suffixes = nil
    }

    /// Evaluation with a public suffix list, as RFC 7489 has it.
    public init(resolver: any Resolving, suffixes: PublicSuffixes) {
        self.resolver = resolver
        method = .publicSuffixList
        self.suffixes = suffixes
    }

    /// The policy and the organizational domain that apply to a domain of a From field.
    public func discover(_ authorDomain: DomainName) async throws(ResolverError) -> DMARCDiscovery {
        var walker = DMARCWalker(evaluator: self)
        return try await walker.discover(authorDomain)
    }

    /// Judges a message.
    ///
    /// - Parameters:
    ///   - from: the domain of the only address in the From field; nil where there is none that could be used.
    ///   - spf: the result of SPF for MAIL FROM and the domain that it is about (RFC 9989 §4.4.2).
    ///   - dkim: the result of each signature and its `d=`.
    public func evaluate(
        from: DomainName?, spf: (value: SPFResult.Value, domain: DomainName)?,
        dkim: [(value: DKIMSignatureResult.Value, domain: DomainName)]
    ) async -> DMARCResult {
        var result = DMARCResult(
            value: .permerror, discovery: nil, disposition: nil, identifiers: [], failure: nil, trace: [])
        guard let from else { return result }
        var walker = DMARCWalker(evaluator: self)
        let discovery: DMARCDiscovery
        do throws(ResolverError) {
            discovery = try await walker.discover(from)
        } catch {
            result.value = .temperror
            result.failure = error
            result.trace = walker.trace
            return result
        }
        result.discovery = discovery
        guard let policy = discovery.policy, let record = discovery.published?.record else {
            // RFC 9989 §4.10.1: without an applicable record there is no DMARC for the message.
            result.value = .none
            result.trace = walker.trace
            return result
        }
        if let spf {
            let identifier = await walker.judge(
                .spf, spf.domain, spf.value.rawValue, mode: record.spfAlignment, against: discovery)
            result.identifiers.append(identifier)
        }
        for signature in dkim {
            let identifier = await walker.judge(
                .dkim, signature.domain, signature.value.rawValue, mode: record.dkimAlignment, against: discovery)
            result.identifiers.append(identifier)
        }
        // RFC 9989 §5.3.4: one aligned identifier that passed is enough.
        if result.identifiers.contains(where: \.isAligned) {
            result.value = .pass
        } else if let failure = result.identifiers.lazy.compactMap(\.failure).first {
            result.value = .temperror
            result.failure = failure
        } else if result.identifiers.contains(where: { $0.result == "temperror" && $0.isNear }) {
            // RFC 7489 §6.6.2: with a temporary error of a method it cannot be said that the message fails; but for a domain
            // that could not align, whatever its result.
            result.value = .temperror
        } else {
            result.value = .fail
            result.disposition = policy
        }
        result.trace = walker.trace
        return result
    }
}
