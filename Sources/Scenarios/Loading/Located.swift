package import Findings

/// A decoded value together with the place that it was written at, so that a finding can point there.
package struct Located<Value: Sendable>: Sendable {
    /// The value.
    package var value: Value
    /// Where it was written.
    package var place: Place

    /// A value at a place.
    package init(_ value: Value, at place: Place) {
        self.value = value
        self.place = place
    }

    /// The place with the text of its line, ready for a `Finding`.
    package var excerpt: SourceExcerpt { place.excerpt }
}

extension Located: ScenarioDecodable where Value: ScenarioDecodable {
    package static var schema: JSONSchema { Value.schema }

    package static func decode(_ node: Node, in decoding: Decoding) -> Located<Value>? {
        guard let node = decoding.resolved(node) else { return nil }
        return Value.decode(node, in: decoding).map { Located($0, at: node.place) }
    }
}
