import Findings
import Reporting
import Runner
import Scenarios

/// Why a command ends before it did what it was asked for.
struct Ending: Error {
    /// The exit code.
    var status: Int32
    /// What to tell the user.
    var findings: [Finding]
    /// One sentence after all of them.
    var conclusion: String?
    /// Whether what is told is coloured.
    var color = ColorChoice.auto

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

    /// That paths of the command line lead to nothing; nil where all lead somewhere.
    ///
    /// Patterns, and paths that a template file decides on, are judged where they are filled in.
    init?(missing paths: [String]) {
        let missing = paths.filter { path in
            !path.contains("$(") && !path.contains(where: "*?[{".contains) && !Host.exists(path)
        }
        guard !missing.isEmpty else { return nil }
        self.init(
            ExitStatus.missingPath, missing.map { ScenarioFiles.Problem.missing(path: $0).finding })
    }

    /// What is wrong with scenario files that were named: where that is that they cannot be read, and no more, it is not
    /// their content.
    init(ofFiles findings: [Finding], conclusion: String) {
        let isUnreadable = findings.allSatisfy { $0.rule == "scenario/missing-file" && $0.excerpt == nil }
        self.init(
            isUnreadable ? ExitStatus.missingPath : ExitStatus.invalidScenario, findings, conclusion: conclusion)
    }

    /// What is wrong with a scenario that was written from arguments: where it is about files alone, they cannot be read.
    init(ofArguments findings: [Finding], conclusion: String) {
        let isUnreadable = findings.allSatisfy { $0.rule == "scenario/missing-file" }
        self.init(
            isUnreadable ? ExitStatus.missingPath : ExitStatus.invalidScenario, findings, conclusion: conclusion)
    }

    /// Tells the user.
    func tell(environment: [String: String]) {
        Diagnostics(color: color, environment: environment).tell(findings, conclusion: conclusion)
    }
}

/// Findings on standard error, a blank line between two.
struct Diagnostics {
    private let text: DiagnosticText

    init(color: ColorChoice, environment: [String: String]) {
        text = DiagnosticText(color.palette(isTerminal: ConsoleOutput.error.isTerminal) { environment[$0] })
    }

    /// Writes them all at once, then one sentence.
    func tell(_ findings: [Finding], conclusion: String? = nil) {
        let sentence = conclusion.map { [$0 + "\n"] } ?? []
        ConsoleOutput.error.write((findings.map(text.diagnostic) + sentence).joined(separator: "\n"))
    }
}
