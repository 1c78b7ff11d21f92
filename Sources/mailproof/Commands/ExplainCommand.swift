import ArgumentParser
import Checks
import Findings
import Reporting
import Runner
import Scenarios

/// `mailproof explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a rule or a server's reply means, why, and what to do.",
        discussion: """
            Without a rule, the rules that can be explained are listed, and those of a group for its name. A finding's \
            rule is in the event log.

            'mailproof explain reply "451 4.7.1 …"' explains what a server said.
            """)

    @Argument(help: ArgumentHelp("The rule: headers/one-click-invalid; or the word reply.", valueName: "rule"))
    var rule: String?

    @Argument(help: ArgumentHelp("Behind the word reply: what the server said.", valueName: "reply"))
    var reply: [String] = []

    @Option(help: ArgumentHelp("The server that said it: some services have codes of their own.", valueName: "host"))
    var mx: String?

    func run() throws {
        if rule == "reply" { return try explainReply() }
        guard reply.isEmpty, mx == nil else {
            throw ValidationError("write 'mailproof explain reply \"…\"' to have a reply explained")
        }
        let known = (RuleExplanations.rules + RunRules.documentation.keys).sorted()
        guard let rule else {
            return ConsoleOutput.standard.write(known.map { "\($0)\n" }.joined())
        }
        let id = RuleID(rawValue: rule)
        if let text = RuleExplanations.text(for: id) ?? RunRules.documentation[id] {
            return ConsoleOutput.standard.write("\(rule)\n\n\(text)\n")
        }
        // The name of a group stands for its rules.
        let group = known.filter { $0.rawValue.hasPrefix("\(rule)/") }
        guard group.isEmpty else { return ConsoleOutput.standard.write(group.map { "\($0)\n" }.joined()) }
        throw ValidationError("'\(rule)' is not explained in this version; \(Self.remedy(for: id, among: known))")
    }

    private static func remedy(for rule: RuleID, among known: [RuleID]) -> String {
        if let near = Nearest.word(to: rule.rawValue, among: known.map(\.rawValue)) { return "did you mean \(near)?" }
        // Without its group, a rule is still known by its name.
        let named = known.filter { $0.rawValue.hasSuffix("/\(rule.rawValue)") }.map(\.rawValue)
        if !named.isEmpty { return "did you mean \(named.joined(separator: " or "))?" }
        let siblings = known.filter { $0.group == rule.group }.map(\.rawValue)
        guard siblings.isEmpty else { return "of that group there are \(siblings.joined(separator: ", "))" }
        return "'mailproof explain' lists those it can explain"
    }

    private func explainReply() throws {
        guard let text = ReplyExplanations.text(for: reply.joined(separator: " "), mx: mx) else {
            throw ValidationError("what the server said stands behind 'reply': \"550 5.1.1 no such user\"")
        }
        ConsoleOutput.standard.write(text)
    }
}
