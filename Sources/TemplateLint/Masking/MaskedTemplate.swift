package import Findings

/// A template with its language taken out, so that an HTML parser can read it: not a byte is moved.
///
/// Tags that print become letters, which fit into a text and an attribute value alike; tags that do not print, such as
/// `{{#each}}` between two rows of a table, become blanks. Line breaks stay.
package struct MaskedTemplate: Sendable {
    /// As many bytes as the template has.
    package let bytes: [UInt8]
    /// What was taken out, in order.
    package let holes: [Hole]

    /// One tag of the template language.
    package struct Hole: Sendable, Hashable {
        /// What will stand there.
        package enum Content: Sendable, Hashable {
            /// Nothing: a section's beginning or end, a comment.
            case nothing
            /// An escaped value: a text without markup.
            case value
            /// Anything, markup too: an unescaped value, a partial.
            case markup
        }

        /// Its bytes.
        package var range: Range<Int>
        /// What will stand there.
        package var content: Content
    }

    /// Masks the tags that were found in a Mustache template.
    package init(_ source: MustacheSource) {
        let holes = source.tags.map { tag in
            let content: Hole.Content =
                switch tag.kind {
                case .variable: .value
                case .unescapedVariable, .partial: .markup
                case .section, .invertedSection, .close, .comment, .delimiters: .nothing
                }
            return Hole(range: tag.range, content: content)
        }
        self.init(source.text.bytes, holes: holes)
    }

    /// Masks whatever looks like a tag of a template language; see `TagGuesser` for which those are.
    package init(guessing source: SourceText) {
        var scanner = TagGuesser(source.bytes)
        self.init(source.bytes, holes: scanner.scan())
    }

    init(_ original: [UInt8], holes: [Hole]) {
        var bytes = original
        for hole in holes {
            let filler = hole.content == .value ? UInt8(ascii: "x") : UInt8(ascii: " ")
            for index in hole.range where bytes[index] != 0x0A && bytes[index] != 0x0D {
                bytes[index] = filler
            }
        }
        self.bytes = bytes
        self.holes = holes
    }
}
