/// The rules by which replies are told apart, read from text.
///
/// A rule is a line: reply codes, enhanced status codes, words, reason, disposition, and behind `#` where it is from.
///
///     5xx  x.7.1  "relay access denied|relaying * denied"  relay-denied  -  # Postfix access(5)
///
/// - Codes: `550`, `4xx`, `55x`, several with commas, `*` for any reply.
/// - Enhanced status codes: `5.7.1`, `x.7.1`, `5.7.606-649`, `4.3.x`, several with commas; `*` for any reply, with or
///   without one.
/// - Words: phrases in lower case between quotation marks, `|` between those of which one is enough, ` * ` for some
///   words between, ` ~ ` for a word or none between, `{name}` for each phrase of a group that a line `let name = a|b` has made; `-` for any text. A phrase
///   that begins with a letter or digit begins a word of the text; it may end inside one.
/// - `@data` behind the words: only where the reply answers that step of the dialogue.
/// - Disposition: `hard`, `soft`, `policy`, or `-` for what the reason and the first digit say.
///
/// A line `[google mx=google.com,googlemail.com text="gsmtp"]` begins the rules of one service; they hold where the server
/// has a name in one of these domains or its reply has the phrase. `[*]` ends them; rules behind `[* weak]` count less
/// than enhanced status codes.
package struct ReplyRuleTable: Sendable {
    /// A line that cannot be read.
    package struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// Its number, from 1.
        package var line: Int
        /// The line.
        package var text: String
        /// What is wrong with it.
        package var cause: String

        /// Number, line and cause.
        package var description: String { "line \(line): \(cause): \(text)" }
    }

    /// A service that has rules of its own.
    struct Provider: Sendable, Hashable {
        var name: String
        /// The domains of its servers, in lower case.
        var domains: [String]
        /// What its replies hold.
        var marks: [ReplyRule.Phrase]
    }

    /// The rules, those that weigh most first.
    package private(set) var rules: [ReplyRule] = []
    /// The services.
    private(set) var providers: [Provider] = []
    /// The lines that could not be read; they are no rules.
    package private(set) var problems: [Problem] = []

    /// The most services a table may have: one bit each.
    static let providersLimit = 63

    /// Reads a table.
    package init(_ text: String) {
        var groups: [String: [String]] = [:]
        var provider: Int?
        var isWeak = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let stripped = line.drop { $0 == " " }
            guard let first = stripped.first, first != "#" else { continue }
            let reader = ReplyRuleLine(stripped, groups: groups)
            do throws(ReplyRuleLine.Cause) {
                if first == "[" {
                    (provider, isWeak) = try section(reader)
                } else if stripped.hasPrefix("let ") {
                    let (name, phrases) = try reader.group()
                    groups[name] = phrases
                } else {
                    let name = provider.map { providers[$0].name }
                    rules.append(try reader.rule(provider: provider, named: name, isWeak: isWeak, line: index + 1))
                }
            } catch {
                problems.append(Problem(line: index + 1, text: String(stripped), cause: error.text))
            }
        }
        // The sort is stable: among rules of one weight, the upper one decides.
        rules.sort { $0.weight < $1.weight }
    }

    private mutating func section(_ reader: ReplyRuleLine) throws(ReplyRuleLine.Cause) -> (Int?, Bool) {
        let (section, isWeak) = try reader.section()
        guard let section else { return (nil, isWeak) }
        if let known = providers.firstIndex(where: { $0.name == section.name }) { return (known, isWeak) }
        guard providers.count < ReplyRuleTable.providersLimit else {
            throw ReplyRuleLine.Cause(text: "there are too many services")
        }
        providers.append(section)
        return (providers.count - 1, isWeak)
    }
}
