package import Findings

/// A value that may be known only when the run starts, because it holds `$(lab.…)`, `$(run.…)` or `$(secrets.…)`.
///
/// The names are checked when the scenario is loaded, the value when it is asked for.
package struct Deferred<Value: ScenarioScalar>: Sendable {
    /// Where it was written.
    package var place: Place
    /// The value itself where nothing had to wait.
    package var known: Value?
    /// The text with its references where something has to.
    package var pending: ReferenceText?

    /// A value that is known already.
    package init(_ value: Value, at place: Place) {
        self.place = place
        known = value
    }

    /// A text whose references are filled in at start.
    package init(pending: ReferenceText, at place: Place) {
        self.place = place
        self.pending = pending
    }

    /// The value.
    ///
    /// - Throws: a finding at the field: an unset secret, or a value that is not of the wanted type.
    package func resolved(with references: RuntimeReferences) throws(UnresolvedReference) -> Value {
        if let known { return known }
        guard let pending else { throw UnresolvedReference("nothing was written here", at: place) }
        var unknown: String?
        let text = pending.filled { name in
            let value = references[name]
            if value == nil { unknown = unknown ?? name }
            return value
        }
        if let unknown { throw UnresolvedReference(references.reasonMissing(unknown), at: place) }
        guard let value = Value(scalarText: text) else {
            throw UnresolvedReference("expected \(Value.expectation) once the references are filled in", at: place)
        }
        return value
    }
}

extension Deferred: ScenarioDecodable {
    package static var schema: JSONSchema { Value.schema }

    package static func decode(_ node: Node, in decoding: Decoding) -> Deferred<Value>? {
        guard let node = decoding.resolved(node) else { return nil }
        guard node.isScalar else {
            decoding.reportUnexpected(node, expected: Value.expectation)
            return nil
        }
        guard let text = decoding.runtimeText(node) else { return nil }
        if text.hasReferences { return Deferred(pending: text, at: node.place) }
        return Value.decode(node, in: decoding).map { Deferred($0, at: node.place) }
    }
}

/// A reference that has no value at run time, with the field that needs it.
package struct UnresolvedReference: Error, Sendable {
    /// What is missing, where, and what to do.
    package var finding: Finding

    init(_ message: String, at place: Place) {
        finding = Finding("scenario/unresolved-reference", .error, message, at: place.excerpt)
    }
}

/// The references whose values are known once sections run: `lab.…`, `run.…`, `secrets.…`.
package struct RuntimeReferences: Sendable {
    private var values: [String: String] = [:]
    private var missing: [String: String] = [:]

    /// No references.
    package init() {}

    /// The value of a name, nil where it has none.
    package subscript(_ name: String) -> String? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// Adds what a section published; later ones win.
    package mutating func merge(_ other: [String: String]) {
        values.merge(other) { _, new in new }
    }

    /// Remembers why a name has no value, in a sentence that says what to do: `set the environment variable X`.
    package mutating func explainMissing(_ name: String, _ reason: String) {
        missing[name] = reason
    }

    /// Why a name has no value.
    package func reasonMissing(_ name: String) -> String {
        missing[name] ?? "$(\(name)) has no value in this run"
    }
}
