import Findings
import Synchronization

/// What a run has come to so far.
final class RunTally: Sendable {
    private struct State {
        var counts: [Verdict: Int] = [:]
        var warned = 0
        var leftovers = 0
        /// The case after which nothing more is begun.
        var lastCase: String?
    }

    private let state = Mutex(State())

    /// A case has ended.
    func add(_ report: RunEvent.CaseReport) {
        state.withLock { state in
            state.counts[report.outcome.verdict, default: 0] += 1
            if report.warned { state.warned += 1 }
        }
    }

    /// Something could not be undone.
    func addLeftover() {
        state.withLock { $0.leftovers += 1 }
    }

    /// Nothing more is to be begun, because of this case; the first one counts.
    func stopBeginning(after name: String) {
        state.withLock { $0.lastCase = $0.lastCase ?? name }
    }

    /// The case after which nothing more is begun.
    var lastCase: String? {
        state.withLock { $0.lastCase }
    }

    /// The end of the run: the exit code, and where it was not decided by verdicts, what decided it.
    func summary(interruption: Interruption?, seconds: Double) -> RunEvent.RunSummary {
        state.withLock { state in
            var summary = RunEvent.RunSummary(
                counts: state.counts, warned: state.warned, seconds: seconds, exitCode: ExitStatus.passed,
                cause: interruption?.cause)
            if state.leftovers > 0 {
                summary.exitCode = ExitStatus.cleanupFailed
                summary.cause = (summary.cause.map { "\($0), " } ?? "") + "cleanup failed"
            } else if case .signal(_, let number)? = interruption {
                summary.exitCode = 128 + number
            } else if state.counts[.failed, default: 0] > 0 {
                summary.exitCode = ExitStatus.failed
            } else if state.counts[.undetermined, default: 0] > 0 {
                summary.exitCode = ExitStatus.undetermined
            }
            return summary
        }
    }
}

/// The exit codes of a run.
package enum ExitStatus {
    /// Every gate held.
    package static let passed: Int32 = 0
    /// At least one expectation failed.
    package static let failed: Int32 = 1
    /// None failed, something could not be determined.
    package static let undetermined: Int32 = 2
    /// No case was selected.
    package static let nothingSelected: Int32 = 3
    /// Something could not be undone and may still be active.
    package static let cleanupFailed: Int32 = 4
    /// The command line is wrong, or asks for what is not allowed (EX_USAGE of sysexits.h).
    package static let usage: Int32 = 64
    /// A scenario is invalid (EX_DATAERR).
    package static let invalidScenario: Int32 = 65
    /// A path does not exist (EX_NOINPUT).
    package static let missingPath: Int32 = 66
    /// An error of mailproof itself (EX_SOFTWARE).
    package static let internalError: Int32 = 70
    /// A report cannot be written (EX_CANTCREAT).
    package static let unwritableReport: Int32 = 73
}
