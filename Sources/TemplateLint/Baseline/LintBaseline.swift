package import Findings

/// Findings that are known and accepted for now: what is new beside them fails, what is gone from them is told.
package struct LintBaseline: Sendable, Hashable {
    /// How often each finding is known.
    package private(set) var counts: [LintFingerprint: Int] = [:]

    /// Nothing is known.
    package init() {}

    /// Everything that was found.
    package init(_ reports: [LintReport]) {
        for report in reports {
            for occurrence in report.occurrences { counts[occurrence.fingerprint, default: 0] += 1 }
        }
    }

    /// The same findings, with their files under other names.
    package func renamed(_ name: (String) -> String) -> LintBaseline {
        var renamed = LintBaseline()
        for (fingerprint, count) in counts {
            var fingerprint = fingerprint
            fingerprint.file = name(fingerprint.file)
            renamed.add(fingerprint, count: count)
        }
        return renamed
    }

    /// Adds a finding that is known so often; of two entries for the same the greater number holds.
    mutating func add(_ fingerprint: LintFingerprint, count: Int) {
        counts[fingerprint] = max(count, counts[fingerprint] ?? 0)
    }

    /// A report seen beside a baseline.
    package struct Comparison: Sendable {
        /// Findings that are not known, or more of the same than are known.
        package var new: [Finding] = []
        /// Findings that are known.
        package var known: [Finding] = []
        /// How much what is new weighs.
        package var newScore = LintScore(counts: [:])
        /// How many of each severity are new, those that the report left out too.
        package var newCounts: [Severity: Int] = [:]
        /// How many are known, those that the report left out too.
        package var knownCount = 0
        /// What was known of the file and was not found as often any more, with how much less often.
        package var gone: [(fingerprint: LintFingerprint, count: Int)] = []
    }

    /// Tells what is new in the report of a file from what is known; of the same, the last ones are the new ones.
    ///
    /// - Parameter name: under which name the baseline has a file of the report.
    package func compare(
        _ report: LintReport, of file: String, name: (String) -> String = { $0 }
    ) -> Comparison {
        let file = name(file)
        var seen: [LintFingerprint: Int] = [:]
        var comparison = Comparison()
        var newByRule: [RuleID: [Severity: Int]] = [:]
        for occurrence in report.occurrences {
            var fingerprint = occurrence.fingerprint
            fingerprint.file = name(fingerprint.file)
            let isKnown = (counts[fingerprint] ?? 0) > seen[fingerprint, default: 0]
            if isKnown {
                seen[fingerprint, default: 0] += 1
                comparison.knownCount += 1
            } else {
                comparison.newCounts[occurrence.severity, default: 0] += 1
                newByRule[fingerprint.rule, default: [:]][occurrence.severity, default: 0] += 1
            }
            guard let index = occurrence.finding else { continue }
            if isKnown {
                comparison.known.append(report.findings[index])
            } else {
                comparison.new.append(report.findings[index])
            }
        }
        comparison.newScore = LintScore(counts: newByRule)
        comparison.gone = counts.filter { $0.key.file == file }
            .map { (fingerprint: $0.key, count: $0.value - seen[$0.key, default: 0]) }
            .filter { $0.count > 0 }.sorted { $0.fingerprint < $1.fingerprint }
        return comparison
    }
}
