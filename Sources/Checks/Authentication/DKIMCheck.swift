import DNS
package import Findings
import MailAuth
package import Scenarios

/// `dkim`: the published keys of a domain (RFC 6376 §3.6.1).
package enum DKIMCheck: CheckKind {
    package static let key = "dkim"
    package static let summary = "The DKIM keys of a domain: that each is published, valid, strong, and ours."
    package static let isolation = Isolation.looks

    package static func subject(_ specification: DKIMSpecification) -> String {
        specification.domain.value.description
    }

    package static func rows(_ specification: DKIMSpecification, loading: Loading) -> [Row<DKIMSpecification>] {
        var specification = specification
        specification.needs = loading.needsOfAbsentDNS(at: specification.domain.place)
        return specification.selectors.map { selector in
            var row = specification
            row.selector = selector
            row.privateKey = privateKey(of: selector.value, in: specification, loading)
            let label = specification.selectors.count > 1 ? selector.value.description : nil
            return Row(label, at: selector.place, row)
        }
    }

    private static func privateKey(
        of selector: DomainName, in specification: DKIMSpecification, _ loading: Loading
    ) -> DKIMSpecification.PrivateKeyFile? {
        let entry = specification.privateKeys?.entries.first { DomainName($0.name) == selector }
        guard let path = entry?.value, let text = loading.read(path) else { return nil }
        do throws(DKIMKeyError) {
            return .init(path: path, key: try DKIMPrivateKey(pem: text.text))
        } catch {
            loading.report(
                "scenario/bad-key", "\(text.file) holds no key that can be used: \(error)", label: "no usable key",
                at: path.place, remedy: "name the PEM file of the private key that signs for \(selector)")
            return nil
        }
    }

    package static func needs(_ specification: DKIMSpecification) -> [Need] {
        specification.needs
    }

    package static func run(_ row: Row<DKIMSpecification>, in context: CheckContext) async -> CaseOutcome {
        guard let resolver = context.resources[ResolverKey.self] else {
            return .undetermined([.noResolver(at: row.place)], type: "mailproof.dns")
        }
        let specification = row.specification
        guard let selector = specification.selector,
            let name = specification.domain.value.prepending("_domainkey").flatMap(selector.value.appending)
        else {
            return .failed([
                Finding(
                    "dkim/long-name", .error, "selector and domain together are too long for a name",
                    at: row.place.excerpt)
            ])
        }
        do throws(ResolverError) {
            let answer = try await resolver.resolve(Question(name, .TXT))
            let sibling = await sibling(of: name, answer, resolver)
            return DKIMKeyJudgement(specification, name: name, at: selector.place).outcome(answer, sibling: sibling)
        } catch {
            return .undetermined(error, at: selector.place)
        }
    }

    /// What a selector that nobody has answers with, where the answer comes from a zone file.
    ///
    /// Nil where it is not known: a remark about wildcards is not worth a case that cannot be determined.
    static func sibling(of name: DomainName, _ answer: Answer, _ resolver: any Resolving) async -> Answer? {
        guard answer.records.contains(where: { $0.origin != nil }),
            let sibling = DKIMKeyLint.improbableSibling(of: name)
        else { return nil }
        return try? await resolver.resolve(Question(sibling, .TXT))
    }
}
