import Findings
import Scenarios
import TemplateLint

/// What is wrong with single arguments: said of the command line, before a scenario is made of it.
extension OneOffLint {
    /// What is wrong, in a sentence each; empty where nothing is.
    package var problems: [String] {
        let words = [
            Self.problem("--class", mailClass, MailClass.self),
            Self.problem("--engine", engine, LintRendering.Engine.self),
            Self.problem("--profile", profile, LintPolicy.Profile.self),
        ]
        return words.compactMap(\.self) + providers.compactMap { Self.problem("--provider", $0, ProviderName.self) }
            + rules.compactMap(Self.problem)
    }

    private static func problem<Word: ScenarioWord>(_ option: String, _ text: String?, _ type: Word.Type) -> String? {
        guard let text, Word(rawValue: text) == nil else { return nil }
        return "\(option): expected \(Word.expectation), found '\(text)'"
    }

    /// What is wrong with one `rule=level`.
    private static func problem(_ rule: String) -> String? {
        let parts = rule.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { return "--rule: expected rule=level, found '\(rule)'" }
        let id = RuleID(rawValue: parts[0])
        guard LintRules.rule(id) != nil else {
            guard !LintRules.planned.contains(parts[0]) else {
                return "--rule: \(id) is known, but not in this version"
            }
            let near = LintRules.nearest(to: parts[0]).map { "; did you mean \($0)?" } ?? ""
            return "--rule: there is no rule '\(id)'\(near)"
        }
        return problem("--rule \(id)", parts[1], LintPolicy.Level.self)
    }
}
