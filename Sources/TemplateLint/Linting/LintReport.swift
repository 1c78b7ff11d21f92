package import Findings

/// What the rules found in one mail.
package struct LintReport: Sendable {
    /// What was found: errors first, then by place.
    package let findings: [Finding]
    /// How many of each severity, those that were left out of `findings` too.
    package let counts: [Severity: Int]
    /// Rules that could not look, and why.
    package let skipped: [Skipped]
    /// How much it all weighs.
    package let score: LintScore

    /// A rule that could not look.
    package struct Skipped: Sendable, Hashable {
        /// The rule.
        package let rule: RuleID
        /// Why: `needs a message with its header`.
        package let reason: String
    }

    /// How many findings there are of a severity.
    package func count(_ severity: Severity) -> Int {
        counts[severity] ?? 0
    }

    init(_ sink: FindingSink, skipped: [Skipped]) {
        findings = sink.findings.enumerated().sorted { left, right in
            if left.element.severity != right.element.severity { return left.element.severity > right.element.severity }
            let leftSpan = left.element.excerpt?.span
            let rightSpan = right.element.excerpt?.span
            let leftPlace = (leftSpan?.file ?? "", leftSpan?.line ?? 0, leftSpan?.column ?? 0, left.offset)
            return leftPlace < (rightSpan?.file ?? "", rightSpan?.line ?? 0, rightSpan?.column ?? 0, right.offset)
        }.map(\.element)
        var counts: [Severity: Int] = [:]
        for rule in sink.counts.values {
            for (severity, count) in rule { counts[severity, default: 0] += count }
        }
        self.counts = counts
        self.skipped = skipped
        score = LintScore(counts: sink.counts)
    }
}
