package import Findings

/// A text with references of its own, which the key that holds it declares and fills: `fixtures/$(template.stem).json`.
package struct Templated: Sendable {
    /// Where it was written.
    package var place: Place
    /// The text with only local (and run-time) references left in it.
    package var text: ReferenceText

    /// A text at a place.
    package init(_ text: ReferenceText, at place: Place) {
        self.text = text
        self.place = place
    }

    /// The text with the local references filled in.
    package func filled(_ values: [String: String]) -> String {
        text.filled { values[$0] }
    }

    /// The text with local references, then those of the run, filled in.
    ///
    /// - Throws: a finding at the field where a reference has no value.
    package func filled(
        _ values: [String: String], with references: RuntimeReferences
    ) throws(UnresolvedReference) -> String {
        for name in text.names where values[name] == nil && references[name] == nil {
            throw UnresolvedReference(references.reasonMissing(name), at: place)
        }
        return text.filled { values[$0] ?? references[$0] }
    }
}

extension Templated: ScenarioDecodable {
    package static var schema: JSONSchema { .string() }

    package static func decode(_ node: Node, in decoding: Decoding) -> Templated? {
        guard let node = decoding.resolved(node) else { return nil }
        guard let text = decoding.localText(node) else { return nil }
        return Templated(text, at: node.place)
    }
}
