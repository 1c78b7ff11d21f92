/// One tag of a Stencil template, and where it stands.
package struct StencilTag: Sendable, Hashable {
    /// What the tag does.
    package enum Kind: Sendable, Hashable {
        /// `{{ name }}`: prints as it is; Stencil does not escape.
        case variable
        /// `{% word … %}`.
        case block
        /// `{# … #}`.
        case comment
    }

    /// What the tag does.
    package var kind: Kind
    /// What stands between the delimiters, in one line, as Stencil reads it.
    package var contents: String
    /// The bytes of the whole tag with its delimiters.
    package var range: Range<Int>
    /// `{%-`: the white space before the tag goes.
    var trimsBefore = false
    /// `-%}`: the white space behind the tag goes.
    var trimsAfter = false

    /// The first word of a block: `if`.
    package var word: Substring { contents.prefix { $0 != " " } }
    /// What follows the first word.
    package var arguments: String { String(contents.dropFirst(word.count).drop { $0 == " " }) }
}
