package import Findings

/// A value of a YAML document that knows its place.
///
/// Scalars stay text: what `yes`, `010` or `1:30` means is decided by the type that is wanted, never by YAML.
package struct Node: Sendable {
    /// What it is.
    package var content: Content
    /// Where it stands; for a mapping or sequence, where it begins.
    package var place: Place

    /// A value at a place.
    package init(_ content: Content, at place: Place) {
        self.content = content
        self.place = place
    }

    /// The three shapes of YAML.
    package indirect enum Content: Sendable {
        /// Text, and whether it was quoted (or a block), so that `"true"` is a text and `true` a boolean.
        case scalar(String, isQuoted: Bool)
        /// Items in order.
        case sequence([Node])
        /// Entries in the order of the file, keys unique.
        case mapping([Entry])
    }

    /// One key of a mapping with its value.
    package struct Entry: Sendable {
        /// The key's text.
        package var key: String
        /// Where the key stands.
        package var keyPlace: Place
        /// The value.
        package var value: Node

        /// A key, its place and its value.
        package init(key: String, keyPlace: Place, value: Node) {
            self.key = key
            self.keyPlace = keyPlace
            self.value = value
        }
    }

    /// Whether it is a single value.
    package var isScalar: Bool {
        if case .scalar = content { true } else { false }
    }

    /// The value of a key; nil where there is no such key, or where it is no mapping.
    package subscript(_ key: String) -> Node? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// A word for the shape, for messages: `a single value`, `a list`, `a mapping`.
    package var shapeName: String {
        switch content {
        case .scalar: "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
