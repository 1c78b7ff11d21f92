import ArgumentParser
import Checks
import Findings
import Reporting
import Runner
import Scenarios

/// `mailproof undo`.
struct UndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Disarm what a run that was killed has left behind.",
        discussion: """
            Before a run breaks what would stay broken without it, it writes down how to mend that: in the folder \
            leases of MAILPROOF_STATE, else of $XDG_STATE_HOME/mailproof or ~/.local/state/mailproof. What a run that \
            is at work holds is left alone until its lease is over.

            With --lab, every fault in a lab that runs elsewhere is disarmed, whoever armed it, and the lab is free for \
            the next drill. Its token comes from MAILPROOF_LAB_TOKEN.

              mailproof undo --lab https://lab.staging.example:8443

            Exit codes: 0 nothing is left behind · 4 something may still be active
            """)

    @Option(help: ArgumentHelp("The URL of a lab's control API.", valueName: "url"))
    var lab: String?

    func run() async throws {
        if let lab {
            guard lab.hasPrefix("http://") || lab.hasPrefix("https://") else {
                throw ValidationError("--lab: expected a URL such as https://lab.staging.example:8443, found '\(lab)'")
            }
            return ConsoleOutput.standard.write(try await LabUndo(url: lab).lines().map { "\($0)\n" }.joined())
        }
        let settings = try Settings()
        guard let journal = settings.journal else {
            throw Ending(
                ExitStatus.usage,
                [
                    Finding(
                        "lease/no-journal", .error, "there is no folder in which leases could have been written down",
                        remedy: "set MAILPROOF_STATE to the one that the run had")
                ])
        }
        BrokenPipes.ignore()
        let outcomes = await LeaseUndoing(journal, host: Host.name, by: LeasedDeed.undo).undoAll()
        var problems: [Finding] = []
        var lines: [String] = []
        for outcome in outcomes {
            switch outcome {
            case .undone(let record):
                lines.append("undone: \(record.lease.description), left behind by run \(record.run) of \(record.since)")
            case .held(let record):
                lines.append(
                    "left alone: \(record.lease.description), held by run \(record.run) (process \(record.process) on "
                        + "\(record.host)) until \(record.lease.expires) at most")
            case .failed(let findings): problems += findings
            }
        }
        if outcomes.isEmpty { lines.append("nothing was left behind") }
        ConsoleOutput.standard.write(lines.map { $0 + "\n" }.joined())
        guard problems.isEmpty else {
            throw Ending(ExitStatus.cleanupFailed, problems, conclusion: "something may still be active")
        }
    }
}

extension Settings {
    /// Where leases are written down; nil where the environment names no place.
    var journal: LeaseJournal? { LeaseJournal { environment[$0] } }
}
