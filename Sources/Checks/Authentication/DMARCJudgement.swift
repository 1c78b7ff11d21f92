import DNS
import Findings
import MailAuth
import Scenarios

/// Judges what the evaluators found, expectation by expectation.
struct DMARCJudgement {
    let specification: DMARCSpecification
    /// What does not hold.
    var findings: [Finding] = []
    /// What is only worth a remark.
    var remarks: [Finding] = []
    /// The questions that DNS did not answer.
    var unanswered: [ResolverError] = []
    private var properties: [CaseOutcome.Property] = []
    private var output: [String] = []

    init(_ specification: DMARCSpecification) {
        self.specification = specification
    }

    /// What one method found.
    struct Discovered {
        var method: DMARCDiscoveryMethod
        var discovery: DMARCDiscovery
    }

    /// A failure is certain whatever else could not be found out.
    var outcome: CaseOutcome {
        if !findings.isEmpty { return .failed(findings, properties: properties, output: output) }
        guard let error = unanswered.first else {
            return .passed(remarks: remarks, properties: properties, output: output)
        }
        return .undetermined(error, at: specification.domain.place, properties: properties, output: output)
    }

    mutating func judge(by evaluators: [DMARCEvaluator]) async throws(ResolverError) {
        var found: [Discovered] = []
        for evaluator in evaluators {
            let discovery = try await evaluator.discover(specification.domain.value)
            output += discovery.trace.map { "\(evaluator.method.rawValue): \($0)" }
            found.append(Discovered(method: evaluator.method, discovery: discovery))
        }
        if let first = found.first?.discovery {
            properties.append(.init("dmarc.policy", first.policy?.rawValue ?? "none found"))
            properties.append(.init("dmarc.organizational_domain", first.organizationalDomain.description))
        }
        judgeRecords(found)
        judgeAgreement(found)
        judgePolicies(found)
        judgeReports(found)
        for evaluator in evaluators {
            guard let published = found.first(where: { $0.method == evaluator.method })?.discovery.published else {
                continue
            }
            await judgeAuthorizations(evaluator.reportAuthorizations(of: published), of: published)
            // Both methods ask the same of the same record.
            break
        }
        if let alignment = specification.alignment { await judgeAlignment(alignment, by: evaluators) }
    }

    private var domainPlace: Place { specification.domain.place }

    private mutating func judgeRecords(_ found: [Discovered]) {
        for item in found {
            guard let published = item.discovery.published else {
                add(absent(item))
                continue
            }
            let record = published.record
            let standard: DMARCStandard = item.method == .treeWalk ? .rfc9989 : .rfc7489
            for problem in record.problems(under: standard) {
                let finding = Finding(
                    "dmarc/invalid-record", .error,
                    "the DMARC record of \(published.domain) breaks \(standard.title): \(problem.message)",
                    at: domainPlace.excerpt, remedy: problem.remedy, notes: [note(problem.range, of: published)])
                // Where the newer standard does not mind, receivers read the record all the same.
                if standard == .rfc7489, found.count > 1, !record.problems(under: .rfc9989).contains(problem) {
                    remark(finding)
                } else {
                    add(finding, unlessSaid: problem)
                }
            }
        }
    }

    private func absent(_ item: Discovered) -> Finding {
        let domain = specification.domain.value
        if let several = item.discovery.several.first {
            return .unmet(
                expected: "one DMARC record", got: "several at _dmarc.\(several), which all count as none",
                at: domainPlace, remedy: "keep one of them")
        }
        return .unmet(
            expected: "a DMARC record for \(domain)", got: "none", at: domainPlace,
            remedy:
                "publish a TXT record at _dmarc.\(item.discovery.organizationalDomain) that begins with v=DMARC1; p=")
    }

    private mutating func judgeAgreement(_ found: [Discovered]) {
        guard let one = found.first, let other = found.last, one.method != other.method,
            one.discovery.published != nil || other.discovery.published != nil
        else { return }
        func differ(_ what: String, _ walk: String, _ list: String) {
            guard walk != list else { return }
            findings.append(
                .unmet(
                    expected: "tree walk and public suffix list to agree on the \(what)",
                    got: "\(walk) by the walk (RFC 9989), \(list) by the list (RFC 7489)",
                    at: specification.discovery?.place ?? domainPlace))
        }
        differ(
            "organizational domain", one.discovery.organizationalDomain.lowercased,
            other.discovery.organizationalDomain.lowercased)
        differ("domain of the record", one.recordDomain, other.recordDomain)
        differ("policy", one.discovery.policy?.rawValue ?? "none", other.discovery.policy?.rawValue ?? "none")
    }

    private mutating func judgePolicies(_ found: [Discovered]) {
        for item in found {
            guard let published = item.discovery.published else { continue }
            if let expected = specification.policy {
                let tag = item.discovery.policyTag ?? "p"
                judge(item.discovery.policy, expected, "policy", note: note(tag, of: published))
            }
            if let expected = specification.subdomainPolicy {
                let policy = item.discovery.policy == nil ? nil : item.subdomainPolicy
                let tag = published.record.subdomainPolicy == nil ? "p" : "sp"
                judge(policy, expected, "policy for subdomains", note: note(tag, of: published))
            }
            if let expected = specification.percent, !expected.value.contains(published.record.percent) {
                add(
                    .unmet(
                        expected: "pct=\(expected.value)", got: "\(published.record.percent)", at: expected.place,
                        notes: [note("pct", of: published)]))
            }
        }
    }

    private mutating func judge(
        _ policy: DMARCPolicy?, _ expected: Located<Words<DMARCPolicy>>, _ what: String, note: Finding.Note
    ) {
        if let policy, expected.value.contains(policy) { return }
        add(
            .unmet(
                expected: "\(what) \(expected.value)", got: policy?.rawValue ?? "none that applies",
                at: expected.place, notes: [note]))
    }

    private mutating func judgeReports(_ found: [Discovered]) {
        guard let reports = specification.reports, reports.value == .required,
            let published = found.lazy.compactMap(\.discovery.published).first,
            published.record.aggregateReports.isEmpty
        else { return }
        add(
            .unmet(
                expected: "an address for aggregate reports (rua=)", got: "none", at: reports.place,
                remedy: "add rua=mailto:dmarc@\(published.domain) to the record",
                notes: [note(published.record.tags["rua"]?.range ?? 0..<1, of: published)]))
    }

    private mutating func judgeAuthorizations(
        _ authorizations: [DMARCReportAuthorization], of published: DMARCPublishedRecord
    ) {
        for authorization in authorizations {
            switch authorization.state {
            case .notNeeded, .authorized: continue
            case .undetermined(let error): unanswered.append(error)
            case .unauthorized:
                let name = authorization.question?.name.description ?? "the destination"
                add(
                    .unmet(
                        expected: "\(authorization.uri) to want the reports of \(published.domain)",
                        got: "no consent", at: specification.reports?.place ?? domainPlace,
                        remedy: "have the TXT record v=DMARC1 published at \(name), or send reports elsewhere",
                        notes: [note(authorization.uri.range, of: published)]))
            }
        }
    }

    private mutating func judgeAlignment(
        _ alignment: Located<DMARCAlignmentSpecification>, by evaluators: [DMARCEvaluator]
    ) async {
        let wanted = alignment.value
        let expected = wanted.expect?.value ?? OneOrMany([.pass])
        for evaluator in evaluators {
            let result = await evaluator.evaluate(
                from: wanted.from.name, spf: wanted.mailFrom.map { (value: .pass, domain: $0.name) },
                dkim: wanted.dkim.map { (value: .pass, domain: $0.name) })
            output += result.identifiers.map { "\(evaluator.method.rawValue): \($0)" }
            guard !expected.contains(result.value) else { continue }
            if let failure = result.failure {
                unanswered.append(failure)
                continue
            }
            var notes = result.identifiers.map { Finding.Note($0.description) }
            if let published = result.discovery?.published {
                let tags = result.identifiers.map { $0.method == .spf ? "aspf" : "adkim" }
                notes.append(note(tags.first { published.record.tags[$0] != nil } ?? "p", of: published))
            }
            add(
                .unmet(
                    expected: expected.description, got: result.value.rawValue,
                    at: wanted.expect?.place ?? alignment.place, notes: notes))
        }
    }
}

extension DMARCJudgement {
    /// Adds a finding once: two methods mostly find the same.
    private mutating func add(_ finding: Finding) {
        let isSaid = findings.contains {
            $0.message == finding.message && $0.excerpt == finding.excerpt
        }
        if !isSaid { findings.append(finding) }
    }

    /// Adds a finding about a mistake that the other standard may have named already.
    private mutating func add(_ finding: Finding, unlessSaid problem: RecordProblem) {
        if !findings.contains(where: { $0.message.hasSuffix(problem.message) }) { findings.append(finding) }
    }

    private mutating func remark(_ finding: Finding) {
        var finding = finding
        finding.severity = .warning
        remarks.append(finding)
    }

    private func note(_ tag: String, of published: DMARCPublishedRecord) -> Finding.Note {
        note(published.record.tags[tag]?.range ?? 0..<published.record.text.count, of: published)
    }

    private func note(_ range: Range<Int>, of published: DMARCPublishedRecord) -> Finding.Note {
        guard let place = published.place(of: range) else {
            return .init("in the TXT record of _dmarc.\(published.domain)")
        }
        return .init("", at: place.excerpt)
    }
}

extension DMARCJudgement.Discovered {
    /// Where the record that applies was found, for comparing.
    var recordDomain: String {
        discovery.published.map(\.domain.lowercased) ?? "none"
    }

    /// What mail of an existing subdomain meets.
    var subdomainPolicy: DMARCPolicy? {
        guard let record = discovery.published?.record else { return nil }
        guard record.use == .policies else { return record.use == .monitoring ? DMARCPolicy.none : nil }
        let policy = record.subdomainPolicy ?? record.policy
        // RFC 9989 §4.7: t=y asks for one level below, and RFC 7489 does not know it.
        return method == .treeWalk && record.isTesting ? policy?.oneLevelBelow : policy
    }
}

extension DMARCStandard {
    fileprivate var title: String {
        self == .rfc9989 ? "RFC 9989" : "RFC 7489"
    }
}
