import Findings
import Scenarios

/// What `warn` and `quarantine` make of an outcome.
struct Judgement {
    /// The outcome that counts.
    var outcome: CaseOutcome
    /// Whether a failure was let through.
    var isWarned = false

    /// Judges an outcome of a check on a day, `2026-11-21`.
    init(_ outcome: CaseOutcome, of check: LoadedCheck, today: String) {
        self.outcome = outcome
        if let quarantine = check.quarantine { apply(quarantine, at: check.place.excerpt, today: today) }
        if check.warn, self.outcome.verdict == .failed {
            self.outcome.verdict = .passed
            isWarned = true
        }
    }

    /// Known failing: failed is skipped with the reason; passed, or past its date, is failed.
    ///
    /// What could not be found out stays so, for it says nothing about the known failure.
    private mutating func apply(_ quarantine: Quarantine, at excerpt: SourceExcerpt, today: String) {
        // RFC 3339 dates order as texts do.
        let isOver = today > quarantine.until
        switch outcome.verdict {
        case .failed where isOver:
            outcome.findings.append(
                Finding(
                    "run/quarantine-over", .error,
                    "the quarantine ended on \(quarantine.until) (\(quarantine.reason))", at: excerpt,
                    remedy: "mend what fails, or move the date"))
        case .failed:
            outcome.verdict = .skipped
            outcome.type = "mailproof.quarantine"
            outcome.reason = "quarantined until \(quarantine.until): \(quarantine.reason)"
        case .passed:
            outcome.verdict = .failed
            outcome.type = "mailproof.quarantine"
            outcome.findings.insert(
                Finding(
                    "run/quarantine-passed", .error,
                    "passed, though quarantined until \(quarantine.until) (\(quarantine.reason))", at: excerpt,
                    remedy: "remove the quarantine"), at: 0)
        case .undetermined, .skipped: break
        }
    }
}
