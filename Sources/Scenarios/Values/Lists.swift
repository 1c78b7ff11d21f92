package import Findings

/// A list of values.
extension Array: ScenarioDecodable where Element: ScenarioDecodable {
    package static var schema: JSONSchema { .array(Element.schema) }

    package static func decode(_ node: Node, in decoding: Decoding) -> [Element]? {
        guard let (items, _) = decoding.sequence(node) else { return nil }
        var values: [Element] = []
        values.reserveCapacity(items.count)
        // Every item is decoded, so that all that is wrong is reported at once.
        for item in items {
            if let value = Element.decode(item, in: decoding) { values.append(value) }
        }
        return values.count == items.count ? values : nil
    }
}

/// One value or a list of at least one.
package struct OneOrMany<Value: ScenarioDecodable>: Sendable {
    /// The values, in the order they were written.
    package var values: [Value]

    /// These values.
    package init(_ values: [Value]) {
        self.values = values
    }
}

/// One word of a fixed set, or a list of them: any of these is fine.
package typealias Words<Word: ScenarioWord> = OneOrMany<Word>

extension OneOrMany where Value: Equatable {
    /// Whether the value is among them.
    package func contains(_ value: Value) -> Bool {
        values.contains(value)
    }
}

extension OneOrMany: CustomStringConvertible where Value: ScenarioScalar {
    /// In words, to be read after `expected`: `fail or softfail`.
    package var description: String {
        values.map(\.scalarText).joined(separator: " or ")
    }
}

extension OneOrMany: ScenarioDecodable {
    package static var schema: JSONSchema { .anyOf([Value.schema, .array(Value.schema, minimumCount: 1)]) }

    package static func decode(_ node: Node, in decoding: Decoding) -> OneOrMany? {
        guard let node = decoding.resolved(node) else { return nil }
        guard case .sequence(let items) = node.content else {
            return Value.decode(node, in: decoding).map { OneOrMany([$0]) }
        }
        guard !items.isEmpty else {
            decoding.reportUnexpected(node, expected: "at least one value", found: "an empty list")
            return nil
        }
        return [Value].decode(node, in: decoding).map { OneOrMany($0) }
    }
}

/// A mapping whose keys are names that the user chooses, in the order of the file.
package struct Named<Value: ScenarioDecodable>: Sendable {
    /// One name and what is written below it.
    package struct Entry: Sendable {
        /// The name.
        package var name: String
        /// Where the name stands.
        package var place: Place
        /// What is below it.
        package var value: Value
    }

    /// The entries in the order of the file.
    package var entries: [Entry]

    /// The value below a name.
    package subscript(_ name: String) -> Value? {
        entries.first { $0.name == name }?.value
    }

    /// The names in the order of the file.
    package var names: [String] {
        entries.map(\.name)
    }
}

extension Named: ScenarioDecodable {
    package static var schema: JSONSchema { .dictionary(Value.schema) }

    package static func decode(_ node: Node, in decoding: Decoding) -> Named? {
        guard let (entries, _) = decoding.mapping(node) else { return nil }
        let decoded = entries.compactMap { entry -> Entry? in
            guard !decoding.reportReference(inKeyOf: entry) else { return nil }
            return Value.decode(entry.value, in: decoding).map {
                Entry(name: entry.key, place: entry.keyPlace, value: $0)
            }
        }
        return decoded.count == entries.count ? Named(entries: decoded) : nil
    }
}
