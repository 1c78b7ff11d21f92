import DNS
import Findings

// RFC 9989 §4.7 and §4.10.1, RFC 7489 §6.3 and §6.6.3: what the policies come to.
extension DMARCRecordLint {
    mutating func readPolicies(_ standing: Standing) {
        guard let tag = record.tags["p"] else {
            let isSpoken = findings.contains {
                $0.rule == DMARCRule.misspeltTag.id || $0.rule == DMARCRule.missingSemicolon.id
            }
            if !isSpoken {
                report(
                    .noPolicy, "the DMARC record of \(published.domain) has no p=: \(consequence)",
                    remedy: "add p=none, p=quarantine or p=reject behind v=DMARC1",
                    replacement: draft.setting("p", to: "none").moving("p", to: 1))
            }
            readPolicyWords()
            return
        }
        readPolicyWords()
        // RFC 7489 §6.4: dmarc-record = dmarc-version dmarc-sep dmarc-request …; RFC 9989 §4.8 leaves the order free.
        if standards.contains(.rfc7489), record.tags.tags.count > 1, record.tags.tags[1].name != "p" {
            report(
                .policyNotSecond, "receivers of RFC 7489 may refuse the record: p= does not stand behind v=DMARC1",
                at: tag.range, severity: severityOfOlder, remedy: "move p= right behind v=DMARC1",
                replacement: draft.moving("p", to: 1))
        }
        readGaps(standing)
        // A policy for subdomains asks for something, and an address under a misspelt name was meant to.
        let policies = [record.policy, record.subdomainPolicy, record.nonexistentPolicy].compactMap(\.self)
        let isMisspelt = findings.contains { $0.rule == DMARCRule.misspeltTag.id }
        if arePoliciesUsed, policies.allSatisfy({ $0 == .none }), record.tags["rua"] == nil, !isMisspelt {
            report(
                .nothingAsked, "the record asks receivers for nothing: p=none, and no address for reports",
                at: tag.range, remedy: "add rua=mailto: and an address that reads reports, or a policy",
                replacement: draft.setting("rua", to: "mailto:dmarc@\(published.domain)"))
        }
    }

    /// Whether receivers of every standard that is asked about take the policies for what they say.
    private var arePoliciesUsed: Bool {
        standards.allSatisfy { record.use(under: $0) == .policies }
    }

    /// What receivers make of a record without a policy that they can read.
    private var consequence: String {
        record.aggregateReports.isEmpty
            ? "receivers ignore the record" : "receivers take it for p=none, because it names an address for reports"
    }

    private mutating func readPolicyWords() {
        for name in ["p", "sp", "np"] {
            // RFC 7489 does not know np.
            guard let tag = record.tags[name], DMARCPolicy(rawValue: tag.text.lowercased()) == nil, !isJoined(tag),
                name != "np" || standards.contains(.rfc9989)
            else { continue }
            let near = NearestWord.of(tag.text.lowercased(), among: DMARCPolicy.allCases.map(\.rawValue))
            report(
                .badPolicy, "'\(tag.value.printable)' is no policy: \(consequence)",
                at: tag.valueRange.isEmpty ? tag.range : tag.valueRange,
                remedy: near.map { "write \(name)=\($0)" }
                    ?? "write \(name)=none, \(name)=quarantine or \(name)=reject",
                replacement: near.map { draft.setting(name, to: $0) })
        }
    }

    /// Policies for subdomains that are dead text, or leave a gap.
    private mutating func readGaps(_ standing: Standing) {
        if let organizational = standing.organizationalDomain, organizational != published.domain,
            published.domain.isSubdomain(of: organizational), record.isPublicSuffix == nil
        {
            // RFC 9989 §4.7: the subdomains of a subdomain meet the policy of the organizational domain.
            for name in ["sp", "np"] {
                guard let tag = record.tags[name] else { continue }
                report(
                    .deadSubdomainPolicy,
                    "\(name)= is dead text at \(published.domain): names below it take the policy of \(organizational)",
                    at: tag.range, remedy: "remove it, and set \(name)= in the record of \(organizational)",
                    replacement: draft.removing(name))
            }
            return
        }
        guard arePoliciesUsed, let policy = record.policy else { return }
        if let tag = record.tags["sp"], let subdomains = record.subdomainPolicy, subdomains < policy {
            report(
                .weakerSubdomains,
                "forgeries of subdomains meet \(subdomains.rawValue), those of \(published.domain) meet \(policy.rawValue)",
                at: tag.range, remedy: "write sp=\(policy.rawValue) once all subdomains that send are authenticated",
                replacement: draft.setting("sp", to: policy.rawValue))
        }
        let subdomains = record.subdomainPolicy ?? policy
        if standards.contains(.rfc9989), let tag = record.tags["np"], let nonexistent = record.nonexistentPolicy,
            nonexistent < subdomains
        {
            report(
                .weakerNonexistent,
                "names that do not exist meet \(nonexistent.rawValue), those that do meet \(subdomains.rawValue)",
                at: tag.range, remedy: "write np=reject: nobody sends from a name that does not exist",
                replacement: draft.setting("np", to: DMARCPolicy.reject.rawValue))
        }
    }
}
