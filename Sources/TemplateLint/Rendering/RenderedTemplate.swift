package import Findings

/// The text that a template became, and where every byte of it came from.
package struct RenderedTemplate: Sendable {
    /// The text; bytes of the template that are not UTF-8 are in it as they were.
    package let bytes: [UInt8]
    /// Where it came from.
    package let map: OriginMap
    /// Variables that the data does not know, in the order of their first use.
    package let undefined: [UndefinedVariable]
    /// Names of the data that no tag of the template or its partials mentions: `customer.nickname`.
    package let unused: [String]

    /// The text.
    package var text: String {
        String(decoding: bytes, as: UTF8.self)
    }
}

/// A tag whose name the data does not know; it prints nothing, in silence.
package struct UndefinedVariable: Sendable {
    /// The name as it is written: `customer.nmae`.
    package let name: String
    /// Whether its value is printed; else it decides about a section.
    package let printsValue: Bool
    /// Where it stands.
    package let place: Place
    /// How often it was looked up and not found.
    package let misses: Int
    /// How often it was found, for another item of a list.
    package let hits: Int
    /// The part of the name that was not there: `nmae` of `customer.nmae`.
    package let lost: String
    /// The names that were known in its place where it was first missed.
    package let known: [String]
}
