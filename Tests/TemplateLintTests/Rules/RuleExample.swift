import Findings
import TemplateLint

/// An example in the documentation of a rule: what it fires on, or what it leaves alone though it looks alike.
///
/// In the comment, `Fires:` or `Left alone:` stands on a line of its own, and a fenced block follows. The word behind
/// the fence says what the text is: `html` and `text` are sent as they are, `mustache` and `stencil` are templates as
/// they stand, or with their data as JSON behind a line `---`, `template` is one of a language that is not read, `eml` is a
/// message. `transactional` behind it says for
/// which mail; otherwise it is marketing. In the text `⟨12 × word⟩` stands for twelve words and `⟨U+200B⟩` for a
/// character that nobody can see.
struct RuleExample: Sendable, CustomStringConvertible {
    var rule: RuleID
    var fires: Bool
    var kind: String
    var mailClass: MailClass
    var text: String

    var description: String { "\(rule) \(fires ? "fires" : "is silent"): \(text.prefix(60))" }

    /// The examples of a rule.
    static func examples(of rule: any LintRule.Type) -> [RuleExample] {
        var found: [RuleExample] = []
        var fires: Bool?
        var block: (words: [Substring], lines: [Substring])?
        for line in rule.documentation.split(separator: "\n", omittingEmptySubsequences: false) {
            switch (line, block) {
            case ("```", let open?):
                block = nil
                guard let fires else { continue }
                found.append(
                    RuleExample(
                        rule: rule.id, fires: fires, kind: open.words.first.map(String.init) ?? "",
                        mailClass: open.words.dropFirst().first.flatMap { MailClass(rawValue: String($0)) }
                            ?? (rule.classes.contains(.marketing) ? .marketing : .transactional),
                        text: expanded(open.lines.joined(separator: "\n") + "\n")))
            case (_, let open?):
                block = (open.words, open.lines + [line])
            case ("Fires:", nil): fires = true
            case ("Left alone:", nil): fires = false
            case (_, nil) where line.hasPrefix("```"):
                block = (line.dropFirst(3).split(separator: " "), [])
            default: break
            }
        }
        return found
    }

    private static func expanded(_ text: String) -> String {
        text.replacing(/⟨U\+(?<code>[0-9A-F]+)⟩/) { match in
            UInt32(match.code, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? "?"
        }.replacing(/⟨(?<count>[0-9]+) × (?<words>[^⟩]*)⟩/) { match in
            String(repeating: String(match.words), count: Int(match.count) ?? 0)
        }
    }
}
