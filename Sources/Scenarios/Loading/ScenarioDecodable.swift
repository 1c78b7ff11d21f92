/// A type that a scenario's value is decoded into, and that tells editors what such a value looks like.
package protocol ScenarioDecodable: Sendable {
    /// The JSON Schema (draft-07) of the values that `decode` accepts.
    static var schema: JSONSchema { get }

    /// The value, or nil after a finding has been added to `decoding` for each thing that is wrong.
    static func decode(_ node: Node, in decoding: Decoding) -> Self?
}

/// A mapping of known keys.
///
/// The initialiser asks for every field first and judges afterwards: it runs once more with recording `Fields` that
/// hold nothing, which is how the keys, their types and their documentation reach the schema. A mapping never holds
/// itself, not even through others: the schema would have no end.
///
///     struct Sender: ScenarioMapping {
///         var ip: Located<IPText>
///         var expect: Words<SPFWord>?
///
///         init?(_ fields: inout Fields) {
///             let ip = fields.required("ip", Located<IPText>.self, "The client's address.")
///             let expect = fields.optional("expect", Words<SPFWord>.self, "The results that are fine; pass by default.")
///             guard let ip else { return nil }
///             self.ip = ip
///             self.expect = expect
///         }
///     }
package protocol ScenarioMapping: ScenarioDecodable {
    /// Asks `fields` for every key, then returns nil where a required one is missing or wrong (already reported).
    init?(_ fields: inout Fields)
}

extension ScenarioMapping {
    package static var schema: JSONSchema {
        var fields = Fields.recording()
        _ = Self(&fields)
        return .named(String(describing: Self.self), .object(fields.properties))
    }

    package static func decode(_ node: Node, in decoding: Decoding) -> Self? {
        guard let (entries, place) = decoding.mapping(node) else { return nil }
        var fields = Fields(entries, at: place, in: decoding)
        let value = Self(&fields)
        decoding.reportUnknownKeys(of: entries, known: fields.askedKeys)
        return value
    }
}
