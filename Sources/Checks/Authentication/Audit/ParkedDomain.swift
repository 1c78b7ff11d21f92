import DNS
import Findings
import MailAuth
import Scenarios

/// Judges a domain that neither sends nor receives mail: nobody may forge it, and nothing is sent to it.
struct ParkedDomain {
    private let domain: Located<DomainName>

    init(_ domain: Located<DomainName>) {
        self.domain = domain
    }

    func outcome(of subject: AuditSubject, in context: CheckContext) async -> CaseOutcome {
        guard let resolver = context.resources[ResolverKey.self] else {
            return .undetermined([.noResolver(at: domain.place)], type: "mailproof.dns")
        }
        do throws(ResolverError) {
            switch subject {
            case .spf, .dkim: return try await spf(SPF(resolver: resolver))
            case .mx: return try await nullMX(resolver)
            case .dmarc:
                var dmarc = DMARCSpecification(domain: domain)
                // A word of the scenario stands nowhere: the domain itself is to blame.
                dmarc.policy = Located(OneOrMany([.reject]), at: domain.place)
                dmarc.subdomainPolicy = Located(OneOrMany([.reject]), at: domain.place)
                return await DMARCCheck.run(Row(at: domain.place, dmarc), in: context)
            }
        } catch {
            return .undetermined(error, at: domain.place)
        }
    }

    /// RFC 7208 §10.1.2: a domain without mail publishes a record that authorises nobody.
    private func spf(_ spf: SPF) async throws(ResolverError) -> CaseOutcome {
        let review = try await spf.review(domain.value)
        guard let published = review.policy.published else {
            return .failed(
                review.findings.map { found in
                    var found = found
                    found.replacement = "v=spf1 -all"
                    return Finding(found, at: domain.place)
                })
        }
        let facts = [CaseOutcome.Property("spf.record", published.record.description)]
        let terms = published.record.terms
        let isAlone = terms.count == 1 && published.record.all?.qualifier == .fail
        guard !isAlone || !published.record.problems.isEmpty else { return .passed(properties: facts) }
        let found = RecordFinding(
            "spf/parked", .error, "\(domain.value) is parked, and its SPF record says more than -all",
            in: published.resource, at: 0..<published.record.text.count, section: "RFC 7208 §10.1.2",
            remedy: "publish nothing but -all", replacement: "v=spf1 -all")
        return .failed([Finding(found, at: domain.place)], properties: facts)
    }

    /// RFC 7505 §3: one MX record whose exchange is the root.
    private func nullMX(_ resolver: any Resolving) async throws(ResolverError) -> CaseOutcome {
        let answer = try await resolver.resolve(Question(domain.value, .MX))
        let facts = [
            CaseOutcome.Property(
                "mx.records",
                answer.records.isEmpty ? "none" : answer.records.map(\.presentation).joined(separator: ", "))
        ]
        if answer.records.count == 1, case .mx(0, .root)? = answer.records.first?.data {
            return .passed(properties: facts)
        }
        let got = answer.records.isEmpty ? "has no MX record" : "has MX records"
        var finding = Finding(
            "mx/parked", .error, "\(domain.value) is parked, and \(got), so that mail is tried all the same",
            at: domain.place.excerpt, remedy: "publish one MX record: 0 .",
            notes: answer.records.compactMap { $0.origin.map { .init("", at: $0.place.excerpt) } } + ["RFC 7505 §3"])
        if let source = answer.source { finding.notes.append(.init(accordingTo: source)) }
        return .failed([finding], properties: facts)
    }
}
