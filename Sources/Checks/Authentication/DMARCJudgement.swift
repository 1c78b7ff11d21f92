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
    var output: [String] = []

    init(_ specification: DMARCSpecification) {
        self.specification = specification
    }

    /// A failure is certain whatever else could not be found out.
    var outcome: CaseOutcome {
        let remarks = remarks.sorted { $0.severity > $1.severity }
        if !findings.isEmpty { return .failed(findings + remarks, properties: properties, output: output) }
        guard let error = unanswered.first else {
            return .passed(remarks: remarks, properties: properties, output: output)
        }
        return .undetermined(error, at: specification.domain.place, properties: properties, output: output)
    }

    mutating func judge(by evaluators: [DMARCEvaluator]) async throws(ResolverError) {
        var found: [DMARCDiscovered] = []
        for evaluator in evaluators {
            let discovered = try await DMARCDiscovered(specification.domain.value, by: evaluator)
            output += discovered.discovery.trace.map { "\(evaluator.method.rawValue): \($0)" }
            found.append(discovered)
        }
        properties = found.first?.properties ?? []
        await judgeNames(found, by: evaluators)
        judgeRecords(found)
        judgeAgreement(found)
        judgePolicies(found)
        judgeReports(found)
        for (evaluator, discovered) in zip(evaluators, found) {
            guard let published = discovered.discovery.published else { continue }
            await judgeAuthorizations(evaluator.reportAuthorizations(of: published), of: published)
            // Both methods ask the same of the same record.
            break
        }
        if let alignment = specification.alignment { await judgeAlignment(alignment, by: evaluators) }
    }

    var domainPlace: Place { specification.domain.place }

    /// Adds a finding once: two methods mostly find the same.
    mutating func add(_ finding: Finding) {
        let isSaid = (findings + remarks).contains {
            $0.message == finding.message && $0.excerpt == finding.excerpt
        }
        guard !isSaid else { return }
        if finding.severity == .error { findings.append(finding) } else { remarks.append(finding) }
    }

    func note(_ tag: String, of published: DMARCPublishedRecord) -> Finding.Note {
        note(published.record.tags[tag]?.range ?? 0..<published.record.text.count, of: published)
    }

    func note(_ range: Range<Int>, of published: DMARCPublishedRecord) -> Finding.Note {
        .init(ofRecord: published.resource, at: range)
    }
}

// MARK: Expectations about policies

extension DMARCJudgement {
    private mutating func judgePolicies(_ found: [DMARCDiscovered]) {
        for item in found {
            guard let published = item.discovery.published else { continue }
            if let expected = specification.policy {
                let tag = item.discovery.policyTag ?? "p"
                judge(item.discovery.policy, expected, "policy", note: note(tag, of: published))
            }
            judgeSubdomains(item, published)
            if let expected = specification.percent, !expected.value.contains(published.record.percent) {
                add(
                    .unmet(
                        expected: "pct=\(expected.value)", got: "\(published.record.percent)", at: expected.place,
                        notes: [note("pct", of: published)]))
            }
        }
    }

    private mutating func judgeSubdomains(_ item: DMARCDiscovered, _ published: DMARCPublishedRecord) {
        guard specification.subdomainPolicy != nil || specification.nonexistentPolicy != nil else { return }
        if let failure = item.subdomainFailure {
            unanswered.append(failure)
            return
        }
        let holder = item.subdomainRecord ?? published
        if let expected = specification.subdomainPolicy {
            let tag = holder.record.subdomainPolicy == nil ? "p" : "sp"
            judge(item.subdomainPolicy, expected, "policy for subdomains", note: note(tag, of: holder))
        }
        if let expected = specification.nonexistentPolicy {
            judge(
                item.nonexistentPolicy, expected, "policy for subdomains that do not exist",
                note: note(item.nonexistentTag, of: holder))
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
}

// MARK: Expectations about reports

extension DMARCJudgement {
    private mutating func judgeReports(_ found: [DMARCDiscovered]) {
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
                let rule = DMARCRule.reportNotAuthorized
                let found = RecordFinding(
                    rule.id, rule.severity,
                    "\(authorization.uri) does not say that it wants the reports of \(published.domain)",
                    in: published.resource, at: authorization.uri.range, section: rule.section,
                    remedy: "have the TXT record v=DMARC1 published at \(name), or send reports elsewhere")
                add(Finding(found, at: specification.reports?.place ?? domainPlace))
            }
        }
    }
}
