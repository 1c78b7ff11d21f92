import Foundation

extension DrillSabotage {
    /// Writes the change into the copy of a drill below `folder`, whose rules are in the file `rules`.
    func apply(to drill: AlertingDrill, in folder: URL, rules: String = "alerts.yaml") throws {
        switch change {
        case .rule(let rewrite):
            try Self.rewrite(rules, in: folder) { text in
                let rule = try Self.range(of: drill.alert, in: text)
                return text.replacingCharacters(in: rule, with: rewrite(String(text[rule]), drill))
            }
        case .drill(let rewrite): try Self.rewrite("drill.yaml", in: folder) { rewrite($0, drill) }
        case .routes(let rewrite): try Self.rewrite("alertmanager.yaml", in: folder, rewrite)
        }
    }

    /// Takes the rule of the expected alert out of the copy of a drill below `folder`.
    static func deleteRule(of drill: AlertingDrill, in folder: URL) throws {
        try rewrite("alerts.yaml", in: folder) { rules in
            let rest = rules.replacingCharacters(in: try range(of: drill.alert, in: rules), with: "")
            return rest.contains("alert:") ? rest : "rules: []\n"
        }
    }

    /// The line of `drill.yaml` that must be pointed at, from 1.
    func place(in drill: String, of expected: AlertingDrill) -> Int? {
        let lines = drill.split(separator: "\n", omittingEmptySubsequences: false)
        let words = line.replacing("ALERT", with: expected.alert)
        guard let alert = lines.firstIndex(where: { $0.contains("- alert: \(expected.alert)") }) else { return nil }
        return lines[alert...].firstIndex { $0.contains(words) }.map { $0 + 1 }
    }

    /// A change that changed nothing.
    struct NothingChanged: Error {
        var file: String
    }

    static func rewrite(_ name: String, in folder: URL, _ change: (String) throws -> String) throws {
        let file = folder.appendingPathComponent(name)
        let text = try String(contentsOf: file, encoding: .utf8)
        let changed = try change(text)
        guard changed != text else { throw NothingChanged(file: file.path) }
        try changed.write(to: file, atomically: true, encoding: .utf8)
    }

    /// The lines of the rule that raises an alert, from its indentation on.
    private static func range(of alert: String, in rules: String) throws -> Range<String.Index> {
        guard let name = rules.range(of: "- alert: \(alert)\n") else { throw NothingChanged(file: alert) }
        let start = rules[..<name.lowerBound].lastIndex(of: "\n").map { rules.index(after: $0) } ?? rules.startIndex
        let rest = rules[name.upperBound...]
        // An empty line, a comment or the next rule, none of which is indented as deep as what belongs to this one.
        let end = rest.firstMatch(of: /(?m)^(\n|\ *[-#])/)?.range.lowerBound ?? rules.endIndex
        return start..<end
    }
}
