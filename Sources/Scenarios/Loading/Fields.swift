package import Findings

/// The fields of one mapping, asked for by name; see `ScenarioMapping`.
package struct Fields {
    /// The mapping's place; nil while recording.
    package let place: Place?
    /// What decodes the values and takes findings.
    package let decoding: Decoding
    /// Every key asked for while decoding, in order.
    private(set) var askedKeys: [String] = []
    /// Every key asked for while recording, in order: what the schema is made of.
    private(set) var properties: [JSONSchema.Property] = []
    private let entries: [Node.Entry]

    /// Fields of a mapping whose keys are unique.
    init(_ entries: [Node.Entry], at place: Place, in decoding: Decoding) {
        self.place = place
        self.decoding = decoding
        self.entries = entries
        askedKeys.reserveCapacity(entries.count + 4)
    }

    /// Fields that hold nothing and remember what they were asked for.
    static func recording() -> Fields {
        Fields(recordingIn: Decoding())
    }

    private init(recordingIn decoding: Decoding) {
        place = nil
        self.decoding = decoding
        entries = []
    }

    /// The value of a key that must be there; nil where it is missing or wrong, after a finding was added.
    package mutating func required<Value: ScenarioDecodable>(
        _ key: String, _ type: Value.Type, _ documentation: @autoclosure () -> String
    ) -> Value? {
        guard let place else {
            properties.append(.init(key, Value.schema, isRequired: true, documentation()))
            return nil
        }
        askedKeys.append(key)
        guard let entry = entry(key) else {
            decoding.reportMissing(key: key, documentation: documentation(), at: place)
            return nil
        }
        return Value.decode(entry.value, in: decoding)
    }

    /// The value of a key that may be left out; nil where it is, or where it is wrong, after a finding was added.
    package mutating func optional<Value: ScenarioDecodable>(
        _ key: String, _ type: Value.Type, _ documentation: @autoclosure () -> String
    ) -> Value? {
        guard place != nil else {
            properties.append(.init(key, Value.schema, isRequired: false, documentation()))
            return nil
        }
        askedKeys.append(key)
        guard let entry = entry(key) else { return nil }
        return Value.decode(entry.value, in: decoding)
    }

    /// The value of a key that must be there, whose absence the caller reports in its own words.
    mutating func expected<Value: ScenarioDecodable>(
        _ key: String, _ type: Value.Type, _ documentation: @autoclosure () -> String
    ) -> Value? {
        guard place != nil else { return required(key, type, documentation()) }
        return optional(key, type, documentation())
    }

    /// A text that may hold the local references `locals` (`template.stem`), filled by the kind itself.
    package mutating func optional(
        _ key: String, locals: [String], _ documentation: @autoclosure () -> String
    ) -> Templated? {
        decoding.withLocals(locals) { optional(key, Templated.self, documentation()) }
    }

    /// A required text with local references; see `optional(_:locals:_:)`.
    package mutating func required(
        _ key: String, locals: [String], _ documentation: @autoclosure () -> String
    ) -> Templated? {
        decoding.withLocals(locals) { required(key, Templated.self, documentation()) }
    }

    /// A value of any type in whose texts the local references `locals` may be used, by its `Templated` parts.
    package mutating func optional<Value: ScenarioDecodable>(
        _ key: String, _ type: Value.Type, locals: [String], _ documentation: @autoclosure () -> String
    ) -> Value? {
        decoding.withLocals(locals) { optional(key, type, documentation()) }
    }

    /// A required value in whose `Templated` parts the local references `locals` may be used.
    package mutating func required<Value: ScenarioDecodable>(
        _ key: String, _ type: Value.Type, locals: [String], _ documentation: @autoclosure () -> String
    ) -> Value? {
        decoding.withLocals(locals) { required(key, type, documentation()) }
    }

    /// A key that the format knows and this version does not have: its use is an error that says so.
    package mutating func notInThisVersion(_ key: String, _ documentation: @autoclosure () -> String) {
        guard place != nil else {
            properties.append(
                .init(key, .never, isRequired: false, documentation() + " (Known, not in this version.)"))
            return
        }
        askedKeys.append(key)
        if let entry = entry(key) { decoding.reportPlanned(key: key, at: entry.keyPlace) }
    }

    /// The place of a key that was given; nil where it was not.
    package func keyPlace(_ key: String) -> Place? {
        entry(key)?.keyPlace
    }

    /// The value of a key as it was written, not decoded and not marked as asked for; nil where it was not given.
    func value(_ key: String) -> Node? {
        entry(key)?.value
    }

    /// The place of the value of a key that was given; nil where it was not.
    package func valuePlace(_ key: String) -> Place? {
        entry(key)?.value.place
    }

    /// Adds a finding: something about several fields together.
    package func report(_ finding: Finding) {
        decoding.report(finding)
    }

    /// Adds an error about several fields together, at a place.
    package func report(
        _ rule: RuleID, _ message: String, label: String? = nil, at place: Place, remedy: String? = nil
    ) {
        decoding.report(rule, message, label: label, at: place, remedy: remedy)
    }

    // Mappings are short: looking through them costs less than a dictionary of them.
    private func entry(_ key: String) -> Node.Entry? {
        entries.first { $0.key == key }
    }
}
