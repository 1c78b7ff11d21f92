package import Findings

/// How much the findings of a mail weigh together, with the sum that shows it.
///
/// Each rule counts once, by the gravest of its findings: twenty images without a width are one thing to mend. An error
/// weighs as much as a mail that passes should have in all.
package struct LintScore: Sendable, Hashable {
    /// What one rule adds.
    package struct Term: Sendable, Hashable {
        /// The rule.
        package let rule: RuleID
        /// The gravest of its findings.
        package let severity: Severity
        /// How many findings it has.
        package let count: Int
        /// What it adds.
        package let points: Double
    }

    /// The rules that add something, the heaviest first.
    package let terms: [Term]

    init(counts: [RuleID: [Severity: Int]]) {
        terms = counts.compactMap { rule, counts in
            counts.keys.max().map { severity in
                Term(
                    rule: rule, severity: severity, count: counts.values.reduce(0, +),
                    points: Self.points(of: severity))
            }
        }.sorted { ($1.points, $0.rule) < ($0.points, $1.rule) }
    }

    /// What a rule adds whose gravest finding has this severity.
    package static func points(of severity: Severity) -> Double {
        switch severity {
        case .error: 3
        case .warning: 1
        case .info: 0.1
        }
    }

    /// The sum.
    package var total: Double {
        // In tenths, so that ten remarks are exactly one point.
        Double(terms.reduce(0) { $0 + Int(($1.points * 10).rounded()) }) / 10
    }

    /// The sum, term by term: `3.0 html/script (2 errors)`.
    package var explanation: [String] {
        terms.map { "\($0.points) \($0.rule) (\($0.count == 1 ? "" : "\($0.count) × ")\($0.severity.rawValue))" }
    }
}
