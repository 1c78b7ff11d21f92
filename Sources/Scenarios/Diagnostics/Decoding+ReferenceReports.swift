import Findings

extension Decoding {
    /// Reports a reference that is not known where it stands, and says what is.
    func reportUnknown(reference name: String, at place: Place) {
        let scope = name.prefix { $0 != "." }
        let own = name.dropFirst(scope.count + 1)
        let declared = String(own.prefix { $0 != "." })
        guard references.brokenNames.isDisjoint(with: [name, "\(scope).\(declared)", String(scope)]) else { return }
        let (message, remedy) = explanation(of: name, scope: String(scope), declared: declared)
        let row = scope == "matrix" ? matrixRow.map { [Finding.Note("in this row", at: $0.excerpt)] } : nil
        report(
            "scenario/unknown-reference", message, label: "not known here", at: place, remedy: remedy,
            notes: row ?? [])
    }

    private func explanation(of name: String, scope: String, declared: String) -> (message: String, remedy: String) {
        if references.runtimeNames.contains(name) {
            return (
                "$(\(name)) is known only when the run starts, and this value is needed before",
                "write the value itself, or use vars or env"
            )
        }
        let known = Array(references.loadValues.keys) + Array(references.runtimeNames) + Array(localNames)
        let near = Nearest.word(to: name, among: known.sorted()).map { "did you mean $(\($0))?" }
        switch scope {
        case "vars":
            return ("the variable \(declared) is not declared", near ?? "declare it: vars: { \(declared): … }")
        case "env":
            return ("the environment variable \(declared) is not declared", near ?? "declare it: env: [\(declared)]")
        case "secrets":
            return (
                "the secret \(declared) is not declared",
                near ?? "declare it: secrets: { \(declared): { env: \(declared) } }"
            )
        case "matrix":
            let axes = references.loadValues.keys.filter { $0.hasPrefix("matrix.") }.sorted()
            let remedy =
                axes.isEmpty
                ? "give the check a matrix; its rows are known in its kind alone"
                : "known here: \(axes.map { "$(\($0))" }.joined(separator: ", "))"
            return ("the matrix has no \(declared)", near ?? remedy)
        default: break
        }
        if references.possibleSectionKeys.contains(scope), !references.sectionKeys.contains(scope) {
            return (
                "$(\(name)) needs a section \(scope), and the file has none", "add \(scope): at the top of the file"
            )
        }
        if let near { return ("$(\(name)) is not known here", near) }
        let siblings = known.filter { $0.hasPrefix(scope + ".") || localNames.contains($0) }.sorted()
        let remedy =
            siblings.isEmpty
            ? "write $$( for the text $("
            : "known here: \(siblings.map { "$(\($0))" }.joined(separator: ", ")); $$( is the text $("
        return ("$(\(name)) is not known here", remedy)
    }

    /// The place of a reference within a scalar.
    func place(of node: Node, reference name: String, scalarOffset: Int) -> Place {
        let written = "$(\(name))"
        return place(of: node, scalarOffset: scalarOffset, length: written.unicodeScalars.count, written: written)
    }

    /// The place of a stretch of a scalar's text; the scalar's own place where the two do not correspond, as in a
    /// quoted text with escapes, or one of several lines.
    func place(of node: Node, scalarOffset: Int, length: Int, written: String) -> Place {
        let line = Array(node.place.text.line(node.place.line).unicodeScalars)
        let wanted = Array(written.unicodeScalars)
        // Behind a quote where there is one.
        for skipped in [0, 1] {
            let start = node.place.column - 1 + skipped + scalarOffset
            if start >= 0, start < line.count, line[start...].starts(with: wanted) {
                return Place(text: node.place.text, line: node.place.line, column: start + 1, length: length)
            }
        }
        return node.place
    }
}
