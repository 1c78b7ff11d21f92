import Findings
import Scenarios
import TemplateLint

/// Judges a lint report by the bounds of its check.
struct LintOutcome {
    private let report: LintReport
    private let row: Row<LintSpecification>

    init(_ report: LintReport, of row: Row<LintSpecification>) {
        self.report = report
        self.row = row
    }

    var outcome: CaseOutcome {
        let specification = row.specification
        let errors = specification.errors ?? Located(Bound(.equals(0)), at: row.place)
        var broken: [Finding] = []
        var culprits: Severity?
        if let finding = judge(report.count(.error), errors, "error") {
            broken.append(finding)
            culprits = .error
        }
        if let warnings = specification.warnings, let finding = judge(report.count(.warning), warnings, "warning") {
            broken.append(finding)
            culprits = .warning
        }
        if let score = specification.score, !score.value.contains(report.score.total) {
            let total = report.score.total
            broken.append(
                Finding(
                    "lint/score", .error, "expected a score of \(score.value), got \(total)", label: "got \(total)",
                    at: score.excerpt, notes: report.score.explanation.map { .init($0) }))
            culprits = .info
        }
        guard let culprits else {
            return .passed(remarks: report.findings, properties: properties, output: output)
        }
        // What must be mended comes first, then the bounds that say so, then what else was found.
        let told = report.findings.filter { $0.severity >= culprits }
        let others = report.findings.filter { $0.severity < culprits }
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
            .init("lint.errors", "\(report.count(.error))"), .init("lint.warnings", "\(report.count(.warning))"),
            .init("lint.remarks", "\(report.count(.info))"), .init("lint.score", "\(report.score.total)"),
        ]
    }

    /// The sum of the score, and the rules that could not look.
    private var output: [String] {
        var lines = ["score \(report.score.total)"] + report.score.explanation.map { "  \($0)" }
        let reasons = Dictionary(grouping: report.skipped, by: \.reason).sorted { $0.key < $1.key }
        for (reason, rules) in reasons {
            lines.append("not looked at (\(reason)): \(rules.map(\.rule.rawValue).joined(separator: ", "))")
        }
        return lines
    }
}
