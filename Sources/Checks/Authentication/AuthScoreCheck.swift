import DNS
package import Findings
import MailAuth
package import Scenarios

/// `auth_score`: how much of its authentication a domain has in place, of 100 points.
package enum AuthScoreCheck: CheckKind {
    package static let key = "auth_score"
    package static let summary = "The score of a domain's authentication: SPF 30, DKIM 35, DMARC 30, BIMI 5."
    package static let isolation = Isolation.looks

    package static func subject(_ specification: AuthScoreSpecification) -> String {
        specification.domain.value.description
    }

    package static func rows(
        _ specification: AuthScoreSpecification, loading: Loading
    ) -> [Row<AuthScoreSpecification>] {
        var row = specification
        row.needs = loading.needsOfAbsentDNS(at: specification.domain.place)
        return [Row(at: specification.score?.place ?? specification.domain.place, row)]
    }

    package static func needs(_ specification: AuthScoreSpecification) -> [Need] {
        specification.needs
    }

    package static func run(_ row: Row<AuthScoreSpecification>, in context: CheckContext) async -> CaseOutcome {
        guard let resolver = context.resources[ResolverKey.self] else {
            return .undetermined([.noResolver(at: row.place)], type: "mailproof.dns")
        }
        let specification = row.specification
        let domain = specification.domain
        let place = domain.place
        var parts: [AuthenticationScore.Part: CaseOutcome] = [:]
        parts[.spf] = await SPFCheck.run(Row(at: place, SPFSpecification(defaultsFor: domain)), in: context)
        var keys: [CaseOutcome] = []
        for selector in specification.selectors {
            var dkim = DKIMSpecification(domain: domain, selectors: [selector])
            dkim.selector = selector
            keys.append(await DKIMCheck.run(Row(at: selector.place, dkim), in: context))
        }
        parts[.dkim] = keys.isEmpty ? nil : .combined(keys)
        parts[.dmarc] = await DMARCCheck.run(Row(at: place, DMARCSpecification(domain: domain)), in: context)
        parts[.bimi] = await BIMIStanding(domain, resolver).outcome()
        return judge(parts, specification)
    }

    private static func judge(
        _ parts: [AuthenticationScore.Part: CaseOutcome], _ specification: AuthScoreSpecification
    ) -> CaseOutcome {
        let score = AuthenticationScore(parts.mapValues { AuthenticationScore.Standing($0.verdict) })
        let properties = [CaseOutcome.Property("auth_score.score", score.description)]
        // Each part explains itself in its own case of `spf`, `dkim` and `dmarc`; here a line each will do.
        let output = AuthenticationScore.Part.allCases.flatMap { part in
            (parts[part]?.findings ?? []).map { "\(part.title): \($0.message)" }
        }
        guard let expected = specification.score else { return .passed(properties: properties, output: output) }
        let certain = (score.lowest...score.highest).map(expected.value.contains)
        guard certain.contains(false) else { return .passed(properties: properties, output: output) }
        let finding = Finding.unmet(
            expected: "a score of \(expected.value)", got: score.description, at: expected.place,
            notes: output.map { .init($0) })
        guard certain.contains(true) else { return .failed([finding], properties: properties, output: output) }
        let unknown = parts.values.first { $0.verdict == .undetermined }
        return .undetermined(
            [finding] + (unknown?.findings ?? []), type: unknown?.type ?? "mailproof.dns",
            transient: unknown?.transient, properties: properties, output: output)
    }
}

extension AuthenticationScore.Standing {
    fileprivate init(_ verdict: Verdict) {
        switch verdict {
        case .passed: self = .valid
        case .failed, .skipped: self = .invalid
        case .undetermined: self = .unknown
        }
    }
}

/// Whether a domain's BIMI record lets receivers show its logo: the record alone, neither logo nor certificate.
private struct BIMIStanding {
    private let domain: Located<DomainName>
    private let resolver: any Resolving

    init(_ domain: Located<DomainName>, _ resolver: any Resolving) {
        self.domain = domain
        self.resolver = resolver
    }

    func outcome() async -> CaseOutcome {
        guard let name = domain.value.prepending("default", "_bimi") else { return failed("the name is too long") }
        do throws(ResolverError) {
            let answer = try await resolver.resolve(Question(name, .TXT))
            let records = answer.records.compactMap { $0.data.joinedText.flatMap { BIMIRecord(text: $0) } }
            guard let record = records.first, records.count == 1 else {
                return failed(records.isEmpty ? "no record at \(name)" : "\(records.count) records at \(name)")
            }
            if let problem = record.problems.first { return failed(problem.message) }
            guard !record.isDeclined else { return failed("the record at \(name) declines to take part") }
            let discovery = try await DMARCEvaluator(resolver: resolver).discover(domain.value)
            // draft-brand-indicators §7: a policy of none shows no logo.
            guard let policy = discovery.policy, policy > .none else {
                return failed("DMARC asks for nothing, so that no receiver shows a logo")
            }
            return .passed()
        } catch {
            return .undetermined(error, at: domain.place)
        }
    }

    private func failed(_ message: String) -> CaseOutcome {
        .failed([Finding("bimi/not-shown", .error, message, at: domain.place.excerpt)])
    }
}
