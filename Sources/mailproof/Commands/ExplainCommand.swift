import ArgumentParser
import Checks
import Findings
import Reporting
import Runner

/// `mailproof explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a rule means, why, and what to do.",
        discussion: "Without a rule, the rules that can be explained are listed. A finding's rule is in the event log.")

    @Argument(help: ArgumentHelp("The rule: headers/one-click-invalid.", valueName: "rule"))
    var rule: String?

    func run() throws {
        let known = (RuleExplanations.rules + RunRules.documentation.keys).sorted()
        guard let rule else {
            return ConsoleOutput.standard.write(known.map { "\($0)\n" }.joined())
        }
        let id = RuleID(rawValue: rule)
        if let text = RuleExplanations.text(for: id) ?? RunRules.documentation[id] {
            return ConsoleOutput.standard.write("\(rule)\n\n\(text)\n")
        }
        let siblings = known.filter { $0.group == id.group }.map(\.rawValue)
        let remedy =
            siblings.isEmpty
            ? "'mailproof explain' lists those it can explain"
            : "of that group there are \(siblings.joined(separator: ", "))"
        throw ValidationError("'\(rule)' is not explained in this version; \(remedy)")
    }
}
