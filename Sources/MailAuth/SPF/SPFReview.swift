public import DNS
public import Findings

/// Everything that can be said about the policy of a domain without a sender.
public struct SPFReview: Sendable {
    /// What the domain publishes.
    public var policy: SPFPolicy
    /// What it costs at worst, as far as DNS answered; empty where there is no one record.
    public var cost: SPFCost
    /// What should be mended, what makes receivers answer permerror first.
    public var findings: [RecordFinding]
    /// Who answered for the domain; see `Answer.source`.
    public var source: String?

    /// Every rule that a review may speak by.
    public static let rules: [RuleID] = [
        "spf/allow-all", "spf/covered-network", "spf/duplicate-include", "spf/long-record", "spf/loop",
        "spf/malformed-target", "spf/multiple-records", "spf/no-helo-record", "spf/no-record", "spf/obsolete-type",
        "spf/ptr", "spf/redirect-with-all", "spf/split-strings", "spf/syntax", "spf/too-costly",
        "spf/too-many-exchangers", "spf/too-many-lookups", "spf/too-many-void-lookups", "spf/unreachable-term",
        "spf/unrecognised-record", "spf/unusable-explanation", "spf/validated-name", "spf/void-for-family",
        "spf/void-include", "spf/void-lookup", "spf/wide-network",
    ]
}

extension SPF {
    /// Looks over the policy of a domain and all that it includes.
    ///
    /// - Parameter heloNames: the names that the senders of the domain say in HELO.
    /// - Throws: what DNS could not answer about the domain's own record; deeper gaps are in `cost.unanswered`.
    public func review(
        _ domain: DomainName, heloNames: [DomainName] = []
    ) async throws(ResolverError) -> SPFReview {
        let answer = try await resolver.resolve(Question(domain, .TXT))
        var review = SPFReview(
            policy: SPF.select(answer, of: domain), cost: SPFCost(), findings: [], source: answer.source)
        switch review.policy {
        case .absent(let exists): review.findings = SPFAbsentPolicy(domain, exists: exists, answer).findings
        case .several(let records): review.findings = [SPFAbsentPolicy.several(records, of: domain)]
        case .published(let published):
            review.cost = await knownCost(of: published)
            review.findings = SPFLint(review.cost, limits: limits).findings
            review.findings += await obsoleteType(domain)
            review.findings += await unusableExplanation(of: published)
        }
        for name in heloNames where name != domain {
            review.findings += await missingHELOPolicy(of: name)
        }
        return review
    }

    // What follows is advice: a question without an answer leaves it out, and changes no verdict.

    /// RFC 7208 §3.1: records of type SPF (99) are not looked at any more.
    private func obsoleteType(_ domain: DomainName) async -> [RecordFinding] {
        guard let records = try? await resolver.resolve(Question(domain, .SPF)).records, !records.isEmpty
        else { return [] }
        return [
            RecordFinding(
                "spf/obsolete-type", .warning, "\(domain) has a record of type SPF (99), which nobody looks at",
                in: records.first, section: "RFC 7208 §3.1", remedy: "remove it; the TXT record is the policy")
        ]
    }

    /// RFC 7208 §6.2: the target of exp= has exactly one TXT record that is an explain-string.
    private func unusableExplanation(of published: SPFPublishedRecord) async -> [RecordFinding] {
        guard let (term, target) = published.record.explanation, let name = target.staticName,
            let records = try? await resolver.resolve(Question(name, .TXT)).records
        else { return [] }
        let problem: String
        if records.count == 1, let text = records.first?.data.joinedText {
            do throws(RecordProblem) {
                _ = try SPFMacroParser.explanation(text[...])
                return []
            } catch {
                problem = "its text cannot be read: \(error.message)"
            }
        } else {
            problem = "there \(records.isEmpty ? "is no TXT record" : "are \(records.count) TXT records") at \(name)"
        }
        return [
            RecordFinding(
                "spf/unusable-explanation", .info, "'\(term)' explains nothing: \(problem)", in: published.resource,
                at: term.range, section: "RFC 7208 §6.2", remedy: "publish one TXT record there, or remove the term")
        ]
    }

    /// RFC 7208 §10.1.3: a host that says its name in HELO publishes a policy for it.
    private func missingHELOPolicy(of name: DomainName) async -> [RecordFinding] {
        guard case .absent(true)? = try? await policy(of: name) else { return [] }
        return [
            RecordFinding(
                "spf/no-helo-record", .info, "\(name), a name that a sender says in HELO, publishes no SPF record",
                section: "RFC 7208 §10.1.3", remedy: "publish a TXT record at \(name)", replacement: "v=spf1 a -all")
        ]
    }
}
