import Findings

/// Walks the references in a value before it becomes the value of one.
enum LoadReferences {
    /// Whether every reference to `vars` and `env` in a value leads to what is declared above it, and none to a matrix.
    ///
    /// Each that does not is reported. So no reference ever leads back to itself.
    static func areKnown(in node: Node, _ decoding: Decoding, declaredBelow: [String] = []) -> Bool {
        var isKnown = true
        each(in: node) { scalar, name, offset in
            guard let scope = LoadScope(of: name) else { return }
            let place = decoding.place(of: scalar, reference: name, scalarOffset: offset)
            if scope == .matrix {
                decoding.report(
                    "scenario/unknown-reference", "$(\(name)) is known within a check's kind alone",
                    label: "not known here",
                    at: place, remedy: "use vars or env here")
                isKnown = false
                return
            }
            var prefix = name
            while decoding.references.loadValues[prefix] == nil, let dot = prefix.lastIndex(of: ".") {
                prefix = String(prefix[..<dot])
            }
            guard decoding.references.loadValues[prefix] == nil else { return }
            isKnown = false
            let own = name.dropFirst("vars.".count).prefix { $0 != "." }
            if scope == .vars, declaredBelow.contains(String(own)),
                !decoding.references.brokenNames.contains("vars.\(own)")
            {
                decoding.report(
                    "scenario/unknown-reference", "the variable \(own) is not declared above this one",
                    label: "not known here", at: place,
                    remedy: "move its declaration up; a variable may use those above it")
            } else {
                decoding.reportUnknown(reference: name, at: place)
            }
        }
        return isKnown
    }

    /// Calls `body` with every reference in a value: the scalar it is in, its name, and its offset in the text.
    static func each(in node: Node, _ body: (Node, String, Int) -> Void) {
        switch node.content {
        case .scalar(let text, _):
            guard ReferenceText.mayHoldReference(text) else { return }
            for case .reference(let name, let offset) in ReferenceText(text).pieces { body(node, name, offset) }
        // Documents are nested `YAMLDocument.deepestNesting` deep at most.
        case .sequence(let items): for item in items { each(in: item, body) }
        case .mapping(let entries): for entry in entries { each(in: entry.value, body) }
        }
    }
}
