/// The blocks of a template whose language is known by the form of its tags alone.
package struct TemplateBlocks {
    /// A tag that has no counterpart.
    package struct Problem {
        /// What to do about it.
        package var message: String
        /// What stands there.
        package var label: String
        /// The bytes of the tag.
        package var range: Range<Int>
    }

    private enum Language { case handlebars, jinja }

    private struct Block {
        var language: Language
        var name: String
        var range: Range<Int>
    }

    private let text: LintText
    private var open: [Block] = []
    private var found: [Problem] = []
    /// Bytes that a comment goes up to.
    private var skipped = 0
    /// The raw block that is open: what stands in it is no template.
    private var raw: Block?

    /// The blocks of a text.
    package init(_ text: LintText) {
        self.text = text
    }

    /// What is wrong, in order.
    package mutating func problems() -> [Problem] {
        let usesGo = text.holes.contains { kind(of: $0.range) == "{{" && word(of: $0.range, after: 2) == "end" }
        var end = 0
        for hole in text.holes {
            skipComment(between: max(end, skipped), and: hole.range.lowerBound)
            end = hole.range.upperBound
            guard hole.range.lowerBound >= skipped else { continue }
            switch kind(of: hole.range) {
            case "{%": jinja(hole.range)
            case "{{" where !usesGo && raw == nil: handlebars(hole.range)
            default: break
            }
        }
        for block in open + [raw].compactMap(\.self) { report(unclosed: block) }
        return found.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Passes over a comment of Jinja or Twig, in which tags may stand, that begins between two tags.
    private mutating func skipComment(between start: Int, and end: Int) {
        guard raw == nil, start < end else { return }
        var index = start
        while index + 1 < end, let brace = text.bytes[index..<end - 1].firstIndex(of: UInt8(ascii: "{")) {
            index = brace + 1
            guard text.bytes[brace + 1] == UInt8(ascii: "#") else { continue }
            skipped = next("#}", from: brace + 2).map { $0 + 2 } ?? text.bytes.count
            index = skipped
        }
    }

    // MARK: Jinja, Liquid, Twig

    private mutating func jinja(_ range: Range<Int>) {
        let name = word(of: range, after: 2)
        if let raw {
            if name == "end\(raw.name)" { self.raw = nil }
        } else if name == "raw" || name == "verbatim" || name == "comment" {
            raw = Block(language: .jinja, name: name, range: range)
        } else if Self.jinjaBlocks.contains(name) {
            open.append(Block(language: .jinja, name: name, range: range))
        } else if name.hasPrefix("end"), Self.jinjaBlocks.contains(String(name.dropFirst(3))) {
            close(String(name.dropFirst(3)), of: .jinja, at: range)
        }
    }

    /// Tags that each of the languages that know them closes.
    private static let jinjaBlocks: Set<String> = [
        "if", "for", "unless", "case", "capture", "tablerow", "macro", "filter", "autoescape", "ifchanged", "spaceless",
        "apply", "embed", "sandbox",
    ]

    // MARK: Handlebars

    private mutating func handlebars(_ range: Range<Int>) {
        var start = range.lowerBound + 2
        while start < range.upperBound, text.bytes[start] == UInt8(ascii: "~") || text.bytes[start].isBlank {
            start += 1
        }
        guard start < range.upperBound else { return }
        let name = word(of: range, after: start - range.lowerBound + 1)
        switch text.bytes[start] {
        case UInt8(ascii: "!") where text.bytes[start...].starts(with: "!--".utf8):
            skipped = next("--", from: start + 3).flatMap { next("}}", from: $0) }.map { $0 + 2 } ?? text.bytes.count
        case UInt8(ascii: "#"), UInt8(ascii: "^"):
            // `{{^}}` is Handlebars' other way to write `{{else}}`.
            guard !name.isEmpty else { return }
            open.append(Block(language: .handlebars, name: name, range: range))
        case UInt8(ascii: "/"):
            guard !name.isEmpty else { return }
            close(name, of: .handlebars, at: range)
        default: break
        }
    }

    // MARK: Both

    private mutating func close(_ name: String, of language: Language, at range: Range<Int>) {
        // Only so many blocks are looked through, so that a template of nothing but tags takes no longer than others.
        let near = open.suffix(RenderingLimits.depth)
        guard let index = near.lastIndex(where: { $0.language == language && $0.name == name }) else {
            found.append(
                Problem(
                    message: "remove \(spelling(of: range)), or open its block before it",
                    label: open.last.map { "\(spelling(of: $0.range)) is open" } ?? "no block is open", range: range))
            return
        }
        for block in open[(index + 1)...] where block.language == language { report(unclosed: block) }
        // Blocks of the other language may cross.
        let others = open[(index + 1)...].filter { $0.language != language }
        open.removeSubrange(index...)
        open += others
    }

    private mutating func report(unclosed block: Block) {
        let end = block.language == .jinja ? "{% end\(block.name) %}" : "{{/\(block.name)}}"
        found.append(Problem(message: "add \(end) where the block ends", label: "not closed", range: block.range))
    }

    private func spelling(of range: Range<Int>) -> String {
        String(decoding: text.bytes[range], as: UTF8.self).collapsed.shortened(to: 60)
    }

    /// The two bytes that a tag begins with.
    private func kind(of range: Range<Int>) -> String {
        String(decoding: text.bytes[range.prefix(2)], as: UTF8.self)
    }

    /// The first word that begins at least so many bytes after the tag does.
    private func word(of range: Range<Int>, after count: Int) -> String {
        let inside = text.bytes[range].dropFirst(count)
        let start = inside.drop { $0.isBlankOrBreak || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "~") }
        let word = start.prefix { $0.isASCIILetter || $0.isASCIIDigit || "_.-".utf8.contains($0) || $0 >= 0x80 }
        return String(decoding: word, as: UTF8.self)
    }

    private func next(_ pattern: String, from start: Int) -> Int? {
        guard let first = pattern.utf8.first else { return nil }
        var index = start
        while index < text.bytes.count, let found = text.bytes[index...].firstIndex(of: first) {
            if text.bytes[found...].starts(with: pattern.utf8) { return found }
            index = found + 1
        }
        return nil
    }
}
