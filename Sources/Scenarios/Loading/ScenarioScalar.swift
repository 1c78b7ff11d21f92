/// A value that is written as one scalar: a number, a word, a duration, a domain name.
package protocol ScenarioScalar: ScenarioDecodable {
    /// What is expected, for `expected …`: `a duration such as 250ms or 2m`.
    static var expectation: String { get }
    /// Whether a quoted scalar is accepted; numbers and booleans are written bare.
    static var acceptsQuoted: Bool { get }
    /// The words that are accepted, from which the nearest is suggested; empty where they cannot be listed.
    static var suggestions: [String] { get }
    /// What to write instead of a text that is not accepted, where the type knows better than the nearest word.
    static func remedy(forText text: String) -> String?
    /// The value that a text stands for, or nil.
    init?(scalarText: String)
    /// The value as a scenario would write it.
    var scalarText: String { get }
}

extension ScenarioScalar {
    package static var schema: JSONSchema { .string() }
    package static var acceptsQuoted: Bool { true }
    package static var suggestions: [String] { [] }
    package static func remedy(forText text: String) -> String? { nil }
    package var scalarText: String { String(describing: self) }

    package static func decode(_ node: Node, in decoding: Decoding) -> Self? {
        decoding.scalar(node, Self.self)
    }
}
