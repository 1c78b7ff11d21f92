import Findings
import Scenarios
import TemplateLint

/// Judges a lint report by the bounds of its check.
struct LintOutcome {
    private let report: LintReport
    private let row: Row<LintSpecification>
    /// What is new beside what was known; nil where nothing is.
    private let comparison: LintBaseline.Comparison?

    init(_ report: LintReport, of row: Row<LintSpecification>) {
        self.report = report
        self.row = row
        let file = row.specification.file?.name ?? ""
        comparison = row.specification.known.map { $0.compare(report, of: file) }
    }

    /// What counts: everything, or what is new.
    private func count(_ severity: Severity) -> Int {
        comparison.map { $0.newCounts[severity] ?? 0 } ?? report.count(severity)
    }

    private var findings: [Finding] { comparison?.new ?? report.findings }
    private var total: LintScore { comparison?.newScore ?? report.score }

    var outcome: CaseOutcome {
        let specification = row.specification
        let errors = specification.errors ?? Located(Bound(.equals(0)), at: row.place)
        var broken: [Finding] = []
        var culprits: Severity?
        if let finding = judge(count(.error), errors, "error") {
            broken.append(finding)
            culprits = .error
        }
        if let warnings = specification.warnings, let finding = judge(count(.warning), warnings, "warning") {
            broken.append(finding)
            culprits = .warning
        }
        if let score = specification.score, !score.value.contains(self.total.total) {
            let total = self.total.total
            broken.append(
                Finding(
                    "lint/score", .error, "expected a score of \(score.value), got \(total)", label: "got \(total)",
                    at: score.excerpt, notes: self.total.explanation.map { .init($0) }))
            culprits = .info
        }
        guard let culprits else {
            return .passed(remarks: findings, properties: properties, output: output)
        }
        // What must be mended comes first, then the bounds that say so, then what else was found.
        let told = findings.filter { $0.severity >= culprits }
        let others = findings.filter { $0.severity < culprits }
        return .failed(told + broken + others, properties: properties, output: output)
    }

    private func judge(_ count: Int, _ bound: Located<Bound<Int>>, _ name: String) -> Finding? {
        guard !bound.value.contains(count) else { return nil }
        let noun = bound.value.description == "1" || bound.value.description.hasSuffix(" 1") ? name : "\(name)s"
        return Finding(
            RuleID(rawValue: "lint/\(name)s"), .error, "expected \(bound.value) \(noun), got \(count)",
            label: "got \(count)", at: bound.excerpt)
    }

    private var properties: [CaseOutcome.Property] {
        [
            .init("lint.errors", "\(count(.error))"), .init("lint.warnings", "\(count(.warning))"),
            .init("lint.remarks", "\(count(.info))"), .init("lint.score", "\(total.total)"),
        ] + (comparison.map { [.init("lint.known", "\($0.knownCount)")] } ?? [])
    }

    /// The sum of the score, and the rules that could not look.
    private var output: [String] {
        var lines = ["score \(total.total)"] + total.explanation.map { "  \($0)" }
        let reasons = Dictionary(grouping: report.skipped, by: \.reason).sorted { $0.key < $1.key }
        for (reason, rules) in reasons {
            lines.append("not looked at (\(reason)): \(rules.map(\.rule.rawValue).joined(separator: ", "))")
        }
        for suppressed in report.suppressed {
            let reason = suppressed.reason.isEmpty ? "without a reason" : suppressed.reason
            let place = suppressed.finding.excerpt.map { " at \($0.span)" } ?? ""
            lines.append("disabled\(place): \(suppressed.finding.rule) (\(reason))")
        }
        for (fingerprint, count) in comparison?.gone ?? [] {
            lines.append("not found any more, remove it from the baseline: \(fingerprint.rule) (\(count))")
        }
        return lines
    }
}
