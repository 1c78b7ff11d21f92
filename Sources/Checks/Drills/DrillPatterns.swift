package import Alerting
package import Findings
package import Scenarios

/// Names with what their values must be: a text, or `re:` and a regular expression.
package struct DrillPatterns: ScenarioDecodable {
    /// The names in order.
    package var entries: [Entry] = []

    /// One name.
    package struct Entry: Sendable {
        /// The name.
        package var name: String
        /// What its value must be.
        package var pattern: TextPattern
        /// Where that is written.
        package var place: Place
    }

    /// No names.
    package init() {}

    package static var schema: JSONSchema { Named<String>.schema }

    package static func decode(_ node: Node, in decoding: Decoding) -> DrillPatterns? {
        guard let named = Named<Located<String>>.decode(node, in: decoding) else { return nil }
        var patterns = DrillPatterns()
        for entry in named.entries {
            do throws(TextPattern.InvalidExpression) {
                let pattern = try TextPattern(entry.value.value)
                patterns.entries.append(Entry(name: entry.name, pattern: pattern, place: entry.value.place))
            } catch {
                decoding.report(
                    "drill/bad-expression", "this is no regular expression: \(error.reason)", at: entry.value.place,
                    remedy: "correct it, or remove re: to compare the text itself")
            }
        }
        return patterns.entries.count == named.entries.count ? patterns : nil
    }

    /// The patterns by name.
    package var dictionary: [String: TextPattern] {
        Dictionary(entries.map { ($0.name, $0.pattern) }) { _, last in last }
    }

    /// Where the value of a name is written.
    package func place(of name: String) -> Place? {
        entries.first { $0.name == name }?.place
    }

    /// In words: `team: email, severity: critical`.
    package var text: String {
        entries.map { "\($0.name): \($0.pattern)" }.joined(separator: ", ")
    }
}
