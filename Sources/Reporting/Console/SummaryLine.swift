import Findings

/// The last line of a run: `30 passed (1 warned), 1 failed in 4.210 s · seed 7 · test-results/mailproof.junit.xml · exit 1`.
struct SummaryLine {
    let summary: RunEvent.RunSummary
    let seed: UInt64
    let reports: [String]

    func text(_ palette: Palette) -> String {
        let counts = Verdict.allCases.compactMap { verdict -> String? in
            let count = summary.counts[verdict] ?? 0
            guard count > 0 else { return nil }
            let warned = verdict == .passed && summary.warned > 0 ? " (\(summary.warned) warned)" : ""
            return palette.paint("\(count) \(verdict.rawValue)", .verdict(verdict)) + warned
        }
        var parts = [counts.isEmpty ? "no case to run" : counts.joined(separator: ", ")]
        parts[0] += " in \(JUnitTime.text(summary.seconds)) s"
        parts.append("seed \(seed)")
        parts += reports
        let cause = summary.cause.map { " (\(VisibleText.line($0)))" } ?? ""
        parts.append("exit \(summary.exitCode)\(cause)")
        return parts.joined(separator: " · ")
    }
}
