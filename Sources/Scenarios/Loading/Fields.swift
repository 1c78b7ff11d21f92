public import Findings

/// The fields of one mapping, asked for by name; see `ScenarioMapping`.
package struct Fields {
    /// The mapping's place; nil while recording.
    package let place: Place?
    /// What decodes the values and takes findings.
    package let decoding: Decoding
    /// Every key asked for, in order: what the schema and the suggestions are made of.
    private(set) var properties: [JSONSchema.Property] = []
    private let entries: [String: Node.Entry]

    /// Fields of a mapping whose keys are unique.
    init(_ entries: [Node.Entry], at place: Place, in decoding: Decoding) {
        self.place = place
        self.decoding = decoding
        self.entries = Dictionary(entries.map { ($0.key, $0) }) { first, _ in first }
    }

    /// Fields that hold nothing and remember what they were asked for.
    static func recording() -> Fields {
        Fields(recordingIn: Decoding())
    }

    private init(recordingIn decoding: Decoding) {
        place = nil
        self.decoding = decoding
        entries = [:]
    }

    /// The value of a key that must be there; nil where it is missing or wrong, after a finding was added.
    package mutating func required<Value: ScenarioDecodable>(
        _ key: String, _ type: Value.Type = Value.self, _ documentation: String
    ) -> Value? {
        properties.append(.init(key, Value.schema, isRequired: true, documentation))
        guard let place else { return nil }
        guard let entry = entries[key] else {
            decoding.reportMissing(key: key, documentation: documentation, at: place)
            return nil
        }
        return Value.decode(entry.value, in: decoding)
    }

    /// The value of a key that may be left out; nil where it is, or where it is wrong, after a finding was added.
    package mutating func optional<Value: ScenarioDecodable>(
        _ key: String, _ type: Value.Type = Value.self, _ documentation: String
    ) -> Value? {
        properties.append(.init(key, Value.schema, isRequired: false, documentation))
        guard let entry = entries[key] else { return nil }
        return Value.decode(entry.value, in: decoding)
    }

    /// A text that may hold the local references `locals` (`template.stem`), filled by the kind itself.
    package mutating func optional(
        _ key: String, locals: [String], _ documentation: String
    ) -> Templated? {
        decoding.withLocals(locals) { optional(key, Templated.self, documentation) }
    }

    /// A required text with local references; see `optional(_:locals:_:)`.
    package mutating func required(
        _ key: String, locals: [String], _ documentation: String
    ) -> Templated? {
        decoding.withLocals(locals) { required(key, Templated.self, documentation) }
    }

    /// A key that the format knows and this version does not have: its use is an error that says so.
    package mutating func notInThisVersion(_ key: String, _ documentation: String) {
        properties.append(
            .init(key, .any, isRequired: false, documentation + " (Known, not in this version.)"))
        if let entry = entries[key] { decoding.reportPlanned(key: key, at: entry.keyPlace) }
    }

    /// The place of a key that was given; nil where it was not.
    package func keyPlace(_ key: String) -> Place? {
        entries[key]?.keyPlace
    }

    /// Adds a finding: something about several fields together.
    package func report(_ finding: Finding) {
        decoding.report(finding)
    }
}
