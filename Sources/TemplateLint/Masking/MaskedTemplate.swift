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

    /// Masks whatever looks like a tag of a template language: `{{…}}`, `{{{…}}}`, `{%…%}`, `<%…%>`.
    package init(guessing source: SourceText) {
        var scanner = TagGuesser(bytes: source.bytes)
        self.init(source.bytes, holes: scanner.scan())
    }

    private init(_ original: [UInt8], holes: [Hole]) {
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

/// Finds tags of template languages that are not read any further.
private struct TagGuesser {
    let bytes: [UInt8]
    private static let pairs: [(open: [UInt8], close: [UInt8])] = [
        (Array("{{{".utf8), Array("}}}".utf8)), (Array("{{".utf8), Array("}}".utf8)),
        (Array("{%".utf8), Array("%}".utf8)), (Array("<%".utf8), Array("%>".utf8)),
    ]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func scan() -> [MaskedTemplate.Hole] {
        var holes: [MaskedTemplate.Hole] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "<"), let hole = hole(at: index)
            else {
                index += 1
                continue
            }
            holes.append(hole)
            index = hole.range.upperBound
        }
        return holes
    }

    private func hole(at start: Int) -> MaskedTemplate.Hole? {
        for pair in Self.pairs where bytes[start...].starts(with: pair.open) {
            let inside = start + pair.open.count
            let limit = min(bytes.count, inside + RenderingLimits.tagBytes)
            guard let stop = (inside..<limit).first(where: { bytes[$0...].starts(with: pair.close) }) else { continue }
            return .init(range: start..<stop + pair.close.count, content: content(of: inside..<stop, in: pair.open))
        }
        return nil
    }

    private func content(of inside: Range<Int>, in open: [UInt8]) -> MaskedTemplate.Hole.Content {
        let first = bytes[inside].first { !$0.isBlankOrBreak && $0 != UInt8(ascii: "~") }
        switch (open.count, open.last) {
        case (3, _): return .markup
        // `<%= value %>`, `<%- markup %>`, `<% code %>`.
        case (_, UInt8(ascii: "%")) where open.first == UInt8(ascii: "<"):
            return first == UInt8(ascii: "=") ? .value : first == UInt8(ascii: "-") ? .markup : .nothing
        case (_, UInt8(ascii: "%")): return .nothing
        default:
            switch first {
            case UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: "^"), UInt8(ascii: "!"), UInt8(ascii: "="), nil:
                return .nothing
            case UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "{"): return .markup
            default: return .value
            }
        }
    }
}
