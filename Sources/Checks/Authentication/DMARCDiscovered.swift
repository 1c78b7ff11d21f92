import DNS
import Findings
import MailAuth

/// What one method found for a domain, and what follows for the names below it.
struct DMARCDiscovered {
    let method: DMARCDiscoveryMethod
    let discovery: DMARCDiscovery
    /// The record that subdomains without one of their own get their policy from; nil where there is none.
    let subdomainRecord: DMARCPublishedRecord?

    /// Why that record is not known; nil where it is.
    let subdomainFailure: ResolverError?

    init(_ domain: DomainName, by evaluator: DMARCEvaluator) async throws(ResolverError) {
        method = evaluator.method
        discovery = try await evaluator.discover(domain)
        // RFC 9989 §4.10.1, RFC 7489 §6.6.3: names below take the record of the organizational domain, whatever the
        // domain itself says.
        guard let published = discovery.published, published.domain == domain,
            discovery.organizationalDomain != domain
        else {
            subdomainRecord = discovery.published
            subdomainFailure = nil
            return
        }
        do throws(ResolverError) {
            subdomainRecord = try await evaluator.discover(discovery.organizationalDomain).published
            subdomainFailure = nil
        } catch {
            subdomainRecord = nil
            subdomainFailure = error
        }
    }

    /// The standard that asks for the method.
    var standard: DMARCStandard { method == .treeWalk ? .rfc9989 : .rfc7489 }

    /// What mail of an existing subdomain meets.
    var subdomainPolicy: DMARCPolicy? {
        effective { $0.subdomainPolicy ?? $0.policy }
    }

    /// What mail of a subdomain that does not exist meets.
    var nonexistentPolicy: DMARCPolicy? {
        // RFC 7489 does not know np.
        effective { (method == .treeWalk ? $0.nonexistentPolicy : nil) ?? $0.subdomainPolicy ?? $0.policy }
    }

    /// Which tag says so.
    var nonexistentTag: String {
        guard let record = subdomainRecord?.record else { return "p" }
        if method == .treeWalk, record.nonexistentPolicy != nil { return "np" }
        return record.subdomainPolicy == nil ? "p" : "sp"
    }

    private func effective(_ policy: (DMARCRecord) -> DMARCPolicy?) -> DMARCPolicy? {
        guard let record = subdomainRecord?.record else { return nil }
        switch record.use(under: method.standard) {
        case .nothing: return nil
        case .monitoring: return DMARCPolicy.none
        case .policies:
            // RFC 9989 §4.7: t=y asks for one level below, and RFC 7489 does not know it. RFC 7489 §6.6.4: with pct=0
            // all mail gets the next lower policy.
            let isLowered = method == .treeWalk ? record.isTesting : record.percent == 0
            return isLowered ? policy(record)?.oneLevelBelow : policy(record)
        }
    }

    /// The facts for a report of one screen.
    var properties: [CaseOutcome.Property] {
        var properties: [CaseOutcome.Property] = []
        if let published = discovery.published {
            properties.append(.init("dmarc.record", published.record.text.printable))
            properties.append(.init("dmarc.found_at", "_dmarc.\(published.domain)"))
        }
        properties.append(.init("dmarc.policy", discovery.policy?.rawValue ?? "none found"))
        let unknown = subdomainFailure == nil ? "none found" : "not known"
        if let record = discovery.published?.record {
            properties += [
                .init("dmarc.subdomain_policy", subdomainPolicy?.rawValue ?? unknown),
                .init("dmarc.nonexistent_policy", nonexistentPolicy?.rawValue ?? unknown),
                .init("dmarc.alignment", "spf \(record.spfAlignment), dkim \(record.dkimAlignment)"),
            ]
        }
        properties.append(.init("dmarc.organizational_domain", discovery.organizationalDomain.description))
        if let record = discovery.published?.record {
            let addresses = record.aggregateReports.map(\.text)
            properties.append(.init("dmarc.reports", addresses.isEmpty ? "none" : addresses.joined(separator: ", ")))
        }
        return properties
    }
}
