/// One tag of a Mustache template, and where it stands.
package struct MustacheTag: Sendable, Hashable {
    /// What the tag does.
    package enum Kind: Sendable, Hashable {
        /// `{{name}}`: prints, escaped for HTML.
        case variable
        /// `{{{name}}}` or `{{&name}}`: prints as it is.
        case unescapedVariable
        /// `{{#name}}`: shown while the value is something, once for each item of a list.
        case section
        /// `{{^name}}`: shown while the value is nothing.
        case invertedSection
        /// `{{/name}}`.
        case close
        /// `{{! … }}`.
        case comment
        /// `{{>name}}`: another template.
        case partial
        /// `{{=<% %>=}}`.
        case delimiters
    }

    /// What the tag does.
    package var kind: Kind
    /// The name between the delimiters; empty for comments and delimiters.
    package var name: String
    /// The name at its dots; empty for `.`, the item itself.
    package var path: [String]
    /// The bytes of the whole tag with its delimiters.
    package var range: Range<Int>
    /// The bytes that rendering takes out: the tag, or its whole line where it stands alone on it.
    var removal: Range<Int>
    /// The blanks before a partial that stands alone on its line; every line of the partial begins with them.
    var indentation: Range<Int>?
    /// For a section, the number of its closing tag.
    var closing: Int?

    /// Whether the tag prints a value.
    package var printsValue: Bool {
        kind == .variable || kind == .unescapedVariable
    }

    /// Whether the tag opens a section.
    package var opensSection: Bool {
        kind == .section || kind == .invertedSection
    }

    /// Whether it disappears with its line where nothing else is on it.
    ///
    /// Mustache specification, "standalone" lines: every kind but the two that print.
    var mayStandAlone: Bool {
        !printsValue
    }
}
