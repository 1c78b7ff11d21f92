import DNS
package import Findings
import MailAuth
package import Scenarios

/// `dmarc`: what a domain asks receivers to do with mail that fails (RFC 9989, RFC 7489).
package enum DMARCCheck: CheckKind {
    package static let key = "dmarc"
    package static let summary = "The DMARC policy of a domain, as receivers of both standards find it."
    package static let isolation = Isolation.looks

    package static func subject(_ specification: DMARCSpecification) -> String {
        specification.domain.value.description
    }

    package static func rows(_ specification: DMARCSpecification, loading: Loading) -> [Row<DMARCSpecification>] {
        var row = specification
        row.needs = loading.needsOfAbsentDNS(at: specification.domain.place)
        return [Row(at: specification.domain.place, row)]
    }

    package static func needs(_ specification: DMARCSpecification) -> [Need] {
        specification.needs
    }

    package static func run(_ row: Row<DMARCSpecification>, in context: CheckContext) async -> CaseOutcome {
        guard let resolver = context.resources[ResolverKey.self] else {
            return .undetermined([.noResolver(at: row.place)], type: "mailproof.dns")
        }
        let specification = row.specification
        var evaluators: [DMARCEvaluator] = []
        for method in (specification.discovery?.value ?? .both).methods {
            guard method == .publicSuffixList else {
                evaluators.append(DMARCEvaluator(resolver: resolver))
                continue
            }
            guard let suffixes = PublicSuffixes() else { return noList(at: specification) }
            evaluators.append(DMARCEvaluator(resolver: resolver, suffixes: suffixes))
        }
        var judgement = DMARCJudgement(specification)
        do throws(ResolverError) {
            try await judgement.judge(by: evaluators)
        } catch {
            judgement.unanswered.append(error)
        }
        return judgement.outcome
    }

    private static func noList(at specification: DMARCSpecification) -> CaseOutcome {
        let place = specification.discovery?.place ?? specification.domain.place
        let finding = Finding(
            "dmarc/no-suffix-list", .error, "there is no public suffix list on this machine", at: place.excerpt,
            remedy: "install the package publicsuffix, or set discovery: tree_walk")
        return .undetermined([finding], type: "mailproof.dns")
    }
}
