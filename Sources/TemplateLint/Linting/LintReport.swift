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
    /// What comments in the files disabled; it is in none of the figures.
    package let suppressed: [Suppressed]
    /// Every finding, those left out of `findings` too, for a baseline.
    package let occurrences: [Occurrence]

    /// A finding that a comment disabled.
    package struct Suppressed: Sendable, Hashable {
        /// The finding.
        package let finding: Finding
        /// Why, in the words of the comment; empty where it gives no reason.
        package let reason: String
    }

    /// A finding as a baseline knows it.
    package struct Occurrence: Sendable, Hashable {
        /// What makes it the same one in the next version of the file.
        package let fingerprint: LintFingerprint
        /// How severe it is.
        package let severity: Severity
        /// Its number in `findings`; nil where it was left out.
        package internal(set) var finding: Int?
    }

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
        let keys = sink.findings.indices.map { SortKey(sink.findings[$0], number: $0) }.sorted(by: <)
        findings = keys.map { sink.findings[$0.number] }
        let numbers = Dictionary(uniqueKeysWithValues: zip(keys.map(\.number), keys.indices))
        occurrences = sink.occurrences.map { occurrence in
            var occurrence = occurrence
            occurrence.finding = occurrence.finding.flatMap { numbers[$0] }
            return occurrence
        }
        suppressed = sink.suppressed
        var counts: [Severity: Int] = [:]
        for rule in sink.counts.values {
            for (severity, count) in rule { counts[severity, default: 0] += count }
        }
        self.counts = counts
        self.skipped = skipped
        score = LintScore(counts: sink.counts, marks: sink.marks)
    }

    /// What findings are put in order by; they themselves are too large to be moved about.
    private struct SortKey {
        var severity: Severity
        var file: String
        var line: Int
        var column: Int
        var number: Int

        init(_ finding: Finding, number: Int) {
            severity = finding.severity
            let span = finding.excerpt?.span
            file = span?.file ?? ""
            line = span?.line ?? 0
            column = span?.column ?? 0
            self.number = number
        }

        static func < (left: SortKey, right: SortKey) -> Bool {
            if left.severity != right.severity { return left.severity > right.severity }
            return (left.file, left.line, left.column, left.number)
                < (right.file, right.line, right.column, right.number)
        }
    }
}
