import Findings

/// What a value may be: a plain value (equals), a list (one of), or `{ min: …, max: … }`.
package struct Bound<Value: ScenarioScalar & Comparable>: Sendable, CustomStringConvertible {
    /// The three ways to write it.
    package enum Form: Sendable {
        /// This value and no other.
        case equals(Value)
        /// Any of these.
        case oneOf([Value])
        /// Not less than the first, not more than the second; at least one of them is there.
        case range(min: Value?, max: Value?)
    }

    /// What was written.
    package var form: Form

    /// A bound of a form.
    package init(_ form: Form) {
        self.form = form
    }

    /// At least, at most, or both.
    package static func range(min: Value? = nil, max: Value? = nil) -> Bound {
        Bound(.range(min: min, max: max))
    }

    /// Whether a value is within it.
    package func contains(_ value: Value) -> Bool {
        switch form {
        case .equals(let expected): value == expected
        case .oneOf(let values): values.contains(value)
        case .range(let min, let max): min.map { $0 <= value } ?? true && max.map { value <= $0 } ?? true
        }
    }

    /// The largest value within it; nil where it is open above.
    package var upperBound: Value? {
        switch form {
        case .equals(let value): value
        case .oneOf(let values): values.max()
        case .range(_, let max): max
        }
    }

    /// The smallest value within it; nil where it is open below.
    package var lowerBound: Value? {
        switch form {
        case .equals(let value): value
        case .oneOf(let values): values.min()
        case .range(let min, _): min
        }
    }

    /// In words, to be read after `expected`: `at least 95%`, `250ms to 2s`, `1 or 2`.
    package var description: String {
        switch form {
        case .equals(let value): value.scalarText
        case .oneOf(let values): values.map(\.scalarText).joined(separator: " or ")
        case .range(let min?, let max?): "\(min.scalarText) to \(max.scalarText)"
        case .range(let min?, nil): "at least \(min.scalarText)"
        case .range(nil, let max?): "at most \(max.scalarText)"
        case .range(nil, nil): "anything"
        }
    }
}

extension Bound: ScenarioDecodable {
    package static var schema: JSONSchema {
        .anyOf([Value.schema, .array(Value.schema, minimumCount: 1), MinMax<Value>.schema])
    }

    package static func decode(_ node: Node, in decoding: Decoding) -> Bound? {
        guard let node = decoding.resolved(node) else { return nil }
        switch node.content {
        case .scalar:
            return Value.decode(node, in: decoding).map { Bound(.equals($0)) }
        case .sequence(let items):
            guard let values = [Value].decode(node, in: decoding) else { return nil }
            guard !items.isEmpty else {
                decoding.reportUnexpected(node, expected: "at least one value", found: "an empty list")
                return nil
            }
            return Bound(.oneOf(values))
        case .mapping:
            guard let limits = MinMax<Value>.decode(node, in: decoding) else { return nil }
            if limits.min == nil, limits.max == nil {
                decoding.reportUnexpected(node, expected: "min, max or both", found: "neither")
                return nil
            }
            if let min = limits.min, let max = limits.max, min > max {
                decoding.report(
                    "scenario/bad-value", "min is more than max: \(min.scalarText) > \(max.scalarText)",
                    at: node.place, remedy: "exchange them")
                return nil
            }
            return Bound(.range(min: limits.min, max: limits.max))
        }
    }
}

private struct MinMax<Value: ScenarioScalar>: ScenarioMapping {
    var min: Value?
    var max: Value?

    init?(_ fields: inout Fields) {
        min = fields.optional("min", Value.self, "The least value that is fine.")
        max = fields.optional("max", Value.self, "The greatest value that is fine.")
    }

    static var schema: JSONSchema {
        var fields = Fields.recording()
        _ = Self(&fields)
        return .object(fields.properties)
    }
}
