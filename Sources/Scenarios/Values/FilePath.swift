package import Findings

/// The path of a file, relative to the file that it is written in; `Loading` reads what it names.
package struct FilePath: Sendable {
    /// The path as it was written, references filled in.
    package var text: String
    /// Where it was written.
    package var place: Place

    /// A path that was written at a place.
    package init(_ text: String, at place: Place) {
        self.text = text
        self.place = place
    }
}

extension FilePath: ScenarioDecodable {
    package static var schema: JSONSchema { .string() }

    package static func decode(_ node: Node, in decoding: Decoding) -> FilePath? {
        guard let node = decoding.resolved(node), let text = String.decode(node, in: decoding) else { return nil }
        guard !text.isEmpty, !text.utf8.contains(0) else {
            decoding.report(
                "scenario/bad-value", "expected the path of a file, found \(Quoted.text(text))", at: node.place)
            return nil
        }
        return FilePath(text, at: node.place)
    }
}

/// A value of any shape, kept as it was written; whole references are followed at its top only.
package struct AnyNode: ScenarioDecodable {
    /// The value.
    package var node: Node

    /// Keeps a node.
    package init(_ node: Node) {
        self.node = node
    }

    package static var schema: JSONSchema { .any }

    package static func decode(_ node: Node, in decoding: Decoding) -> AnyNode? {
        decoding.resolved(node).map { AnyNode($0) }
    }
}
