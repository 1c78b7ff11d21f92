/// A value that is written as one scalar: a number, a word, a duration, a domain name.
package protocol ScenarioScalar: ScenarioDecodable {
    /// What is expected, for `expected …`: `a duration such as 250ms or 2m`.
    static var expectation: String { get }
    /// Whether a quoted scalar is accepted; numbers and booleans are written bare.
    static var acceptsQuoted: Bool { get }
    /// The value that a text stands for, or nil.
    init?(scalarText: String)
}

extension ScenarioScalar {
    package static var acceptsQuoted: Bool { true }

    package static func decode(_ node: Node, in decoding: Decoding) -> Self? {
        decoding.scalar(node, Self.self)
    }
}
