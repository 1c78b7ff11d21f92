import DNS
import Findings
import MailAuth
import Scenarios

// What stands in DNS, and what is to be mended in it.
extension DMARCJudgement {
    /// What stands at the names that receivers ask, where they find no record there or the answer is from a zone file.
    ///
    /// What DNS does not answer here says nothing: the walks have asked the names that a verdict hangs on.
    mutating func judgeNames(_ found: [DMARCDiscovered], by evaluators: [DMARCEvaluator]) async {
        guard let resolver = evaluators.first?.resolver else { return }
        let domain = specification.domain.value
        let isMissing = found.contains { $0.discovery.published == nil }
        let own = found.lazy.compactMap(\.discovery.published).first { $0.domain == domain }
        var domains = found.flatMap(\.discovery.several)
        if own == nil || own?.resource.origin != nil { domains.insert(domain, at: 0) }
        var told: [RecordFinding] = []
        var source: String?
        for asked in domains.uniqued() {
            guard let name = asked.prepending("_dmarc"), let answer = try? await resolver.resolve(Question(name, .TXT))
            else { continue }
            source = source ?? answer.source
            var sibling: Answer?
            if answer.records.contains(where: { $0.origin != nil }),
                let other = DMARCNameLint.improbableSibling(of: asked)
            {
                sibling = try? await resolver.resolve(Question(other, .TXT))
            }
            told += DMARCNameLint(name: name, answer: answer, sibling: sibling, isCovered: !isMissing).findings
        }
        if isMissing, !told.contains(where: { $0.severity == .error }) {
            add(absent(found, according: source))
            var elsewhere: [(name: DomainName, answer: Answer)] = []
            for name in DMARCNameLint.wrongNames(for: domain) {
                guard let answer = try? await resolver.resolve(Question(name, .TXT)) else { continue }
                elsewhere.append((name, answer))
            }
            told += DMARCNameLint(misplacedRecordsOf: domain, in: elsewhere).findings
        }
        for finding in told { add(Finding(finding, at: domainPlace)) }
    }

    private func absent(_ found: [DMARCDiscovered], according source: String?) -> Finding {
        let domain = specification.domain.value
        let without = found.filter { $0.discovery.published == nil }
        let organizational = without.first?.discovery.organizationalDomain ?? domain
        let rule = DMARCRule.noRecord
        let whom = without.count < found.count ? " for receivers of \(without.map(\.standard.title).joined())" : ""
        var finding = Finding(
            RecordFinding(
                rule.id, rule.severity, "there is no DMARC record for \(domain)\(whom)", section: rule.section,
                remedy: "publish a TXT record at _dmarc.\(organizational) that begins with v=DMARC1; p="),
            at: domainPlace)
        if let source { finding.notes.append(.init(accordingTo: source)) }
        return finding
    }

    /// Every record that applies, once, under the standards whose receivers find it.
    mutating func judgeRecords(_ found: [DMARCDiscovered]) {
        let suffixes = PublicSuffixes()
        for item in found {
            guard let published = item.discovery.published else { continue }
            let finders = found.filter { $0.discovery.published == published }
            guard finders.first?.method == item.method else { continue }
            let standing = DMARCRecordLint.Standing(
                organizationalDomain: published.domain == specification.domain.value
                    ? item.discovery.organizationalDomain : nil,
                isPublicSuffix: suffixes.map { $0.registrableDomain(of: published.domain) == nil })
            let lint = DMARCRecordLint(published, standing: standing, under: Set(finders.map(\.standard)))
            for finding in lint.findings { add(Finding(finding, at: domainPlace)) }
        }
    }
}

extension DMARCStandard {
    /// `RFC 9989`.
    var title: String {
        self == .rfc9989 ? "RFC 9989" : "RFC 7489"
    }
}

extension Array where Element: Hashable {
    /// Each element once, in the order of its first appearance.
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
