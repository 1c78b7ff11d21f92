package import Findings

/// How much the findings of a mail weigh together, with the sum that shows it.
///
/// Each rule counts once: twenty images without a width are one thing to mend. What it adds is in `ScoreWeights`, or
/// goes by the gravest of its findings. An error weighs as much as a mail that passes should have in all.
package struct LintScore: Sendable, Hashable {
    /// What one rule adds.
    package struct Term: Sendable, Hashable {
        /// The rule.
        package let rule: RuleID
        /// The gravest of its findings; nil where it weighs without one.
        package let severity: Severity?
        /// How many findings it has, or marks where it has none.
        package let count: Int
        /// What it adds.
        package let points: Double
    }

    /// The rules that add something, the heaviest first.
    package let terms: [Term]

    /// The score of findings, and of marks that are no findings (see `FindingSink.weigh(in:at:)`).
    init(counts: [RuleID: [Severity: Int]], marks: [RuleID: Int] = [:]) {
        let found = counts.compactMap { rule, counts in
            counts.keys.max().map { severity in
                Term(
                    rule: rule, severity: severity, count: counts.values.reduce(0, +),
                    points: ScoreWeights.table[rule]?.points ?? Self.points(of: severity))
            }
        }
        let marked = marks.compactMap { rule, count in
            counts[rule] == nil
                ? ScoreWeights.table[rule].map { Term(rule: rule, severity: nil, count: count, points: $0.points) }
                : nil
        }
        terms = (found + marked).filter { $0.points != 0 }
            .sorted { ($1.points, $0.rule) < ($0.points, $1.rule) }
    }

    /// What a rule without a weight of its own adds whose gravest finding has this severity.
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

    /// The sum, term by term: `3.0 html/script (2 × error)`.
    package var explanation: [String] {
        terms.map { term in
            let kind = term.severity?.rawValue ?? "not a finding"
            return "\(term.points) \(term.rule) (\(term.count == 1 ? "" : "\(term.count) × ")\(kind))"
        }
    }
}
