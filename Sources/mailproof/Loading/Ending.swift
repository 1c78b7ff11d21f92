import ArgumentParser
import Findings
import Reporting
import Runner

/// Why a command ends before it did what it was asked for.
struct Ending: Error {
    /// The exit code.
    var status: Int32
    /// What to tell the user.
    var findings: [Finding]
    /// One sentence after all of them.
    var conclusion: String?

    init(_ status: Int32, _ findings: [Finding], conclusion: String? = nil) {
        self.status = status
        self.findings = findings
        self.conclusion = conclusion
    }

    /// What a refusal of the planner means.
    init(_ refusal: PlanRefusal) {
        switch refusal {
        case .notAllowed(let findings):
            self.init(ExitStatus.usage, findings, conclusion: "nothing was started")
        case .nothingSelected(let finding): self.init(ExitStatus.nothingSelected, [finding])
        }
    }

    /// Tells the user, and gives the exit code for ArgumentParser to end with.
    func told(_ palette: Palette) -> ExitCode {
        let text = DiagnosticText(palette)
        var said = findings.map(text.diagnostic).joined(separator: "\n")
        if let conclusion { said += (said.isEmpty ? "" : "\n") + conclusion + "\n" }
        ConsoleOutput.error.write(said)
        return ExitCode(status)
    }
}
