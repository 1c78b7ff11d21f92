/// A JSON Schema (draft-07) as a value; `mailproof schema` prints the whole one.
package indirect enum JSONSchema: Sendable, Hashable {
    /// Any value.
    case any
    /// No value: a key that is known and must not be used.
    case never
    /// A text, with a regular expression that it matches where one says more.
    case string(pattern: String? = nil)
    /// A whole number.
    case integer(minimum: Int? = nil, maximum: Int? = nil)
    /// A number.
    case number
    /// `true` or `false`.
    case boolean
    /// One of these words.
    case words([String])
    /// A list of items.
    case array(JSONSchema, minimumCount: Int = 0)
    /// A mapping of known keys; closed.
    case object([Property])
    /// A mapping of names that the user chooses.
    case dictionary(JSONSchema)
    /// Any one of these.
    case anyOf([JSONSchema])
    /// The schema of a type with a name, written once among the definitions however often it is used.
    case named(String, JSONSchema)

    /// One key of a mapping.
    package struct Property: Sendable, Hashable {
        /// The key.
        package var key: String
        /// What stands below it.
        package var schema: JSONSchema
        /// Whether it must be there.
        package var isRequired: Bool
        /// What it means, for the editor.
        package var documentation: String

        /// A key.
        package init(_ key: String, _ schema: JSONSchema, isRequired: Bool, _ documentation: String) {
            self.key = key
            self.schema = schema
            self.isRequired = isRequired
            self.documentation = documentation
        }
    }
}
