package import Findings

/// A Stencil template that was scanned: its tags with their places, and what is wrong with them.
///
/// What the engine would only say while it renders, by a line number or by ending the program, is said here, at its place.
package struct StencilSource: Sendable {
    /// The template.
    package let text: SourceText
    /// Its tags in order.
    package let tags: [StencilTag]
    /// What is wrong, in order; a template with any cannot be rendered.
    package let problems: [Finding]
    /// The template as its tags nest.
    let nodes: [StencilNode]
    /// The expressions that are printed, by the number of their tag.
    let printed: [(tag: Int, expression: StencilExpression)]

    /// Scans a template; any bytes will do.
    package init(_ text: SourceText) {
        self.text = text
        var scanner = StencilScanner(text)
        scanner.scan()
        var parser = StencilParser(text, scanner.tags, problems: scanner.problems)
        nodes = parser.parse()
        tags = scanner.tags
        printed = parser.printed
        problems = parser.problems.sorted { left, right in
            guard let left = left.excerpt?.span, let right = right.excerpt?.span else { return false }
            return (left.line, left.column) < (right.line, right.column)
        }
    }

    /// The names of the templates that it includes or extends, each once, in order; those in variables are not known.
    package var partialNames: [String] {
        var known: Set<String> = []
        return tags.filter { $0.kind == .block && ($0.word == "include" || $0.word == "extends") }
            .compactMap { tag in
                let quoted = tag.arguments
                guard let quote = quoted.first, quote == "\"" || quote == "'" else { return nil }
                return String(quoted.dropFirst().prefix { $0 != quote })
            }.filter { known.insert($0).inserted }
    }

    /// The place of a tag.
    func place(ofTag number: Int) -> Place {
        guard tags.indices.contains(number) else { return text.place(atByte: 0) }
        return text.place(atByte: tags[number].range.lowerBound, length: tags[number].range.count)
    }

    /// The template with its tags taken out.
    var masked: MaskedTemplate {
        let bySpan = Set(printed.filter { !$0.expression.isEscaped }.map(\.tag))
        return MaskedTemplate(
            text.bytes,
            holes: tags.enumerated().map { number, tag in
                let content: MaskedTemplate.Hole.Content =
                    switch tag.kind {
                    case .comment: .nothing
                    // What is printed is hardly ever markup, though nothing escapes it; a block's content is.
                    case .variable:
                        bySpan.contains(number) && tag.contents.hasPrefix("block.") ? .markup : .value
                    case .block:
                        ["include", "extends", "block"].contains(tag.word) ? .markup : .nothing
                    }
                return .init(range: tag.range, content: content)
            })
    }
}

/// Reads the tags of a Stencil template from its bytes.
struct StencilScanner {
    private(set) var tags: [StencilTag] = []
    private(set) var problems: [Finding] = []
    private let text: SourceText
    private let bytes: [UInt8]

    init(_ text: SourceText) {
        self.text = text
        bytes = text.bytes
    }

    mutating func scan() {
        guard bytes.count <= RenderingLimits.templateBytes else {
            report(
                "template/too-large", "use a template of at most \(RenderingLimits.templateBytes >> 20) MiB", at: 0..<1)
            return
        }
        var index = 0
        while index + 1 < bytes.count {
            guard bytes[index] == UInt8(ascii: "{"), let kind = Self.kind(bytes[index + 1]) else {
                index += 1
                continue
            }
            let last = bytes[index + 1] == UInt8(ascii: "{") ? UInt8(ascii: "}") : bytes[index + 1]
            var end = index + 2
            while end + 1 < bytes.count, bytes[end] != last || bytes[end + 1] != UInt8(ascii: "}") { end += 1 }
            guard end + 1 < bytes.count else {
                let close = String(decoding: [last, UInt8(ascii: "}")], as: UTF8.self)
                report(
                    "template/syntax", "the tag that begins here is not closed", label: "no \(close) follows",
                    at: index..<index + 2, remedy: "close it with \(close)")
                return
            }
            guard tags.count < RenderingLimits.tags else {
                report("template/too-large", "use at most \(RenderingLimits.tags) tags", at: index..<end + 2)
                return
            }
            append(kind, index..<end + 2)
            index = end + 2
        }
    }

    private mutating func append(_ kind: StencilTag.Kind, _ range: Range<Int>) {
        var inside = bytes[range.lowerBound + 2..<range.upperBound - 2]
        var tag = StencilTag(kind: kind, contents: "", range: range)
        if kind == .block {
            if let first = inside.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
                tag.trimsBefore = first == UInt8(ascii: "-")
                inside.removeFirst()
            }
            if let last = inside.last, last == UInt8(ascii: "-") || last == UInt8(ascii: "+") {
                tag.trimsAfter = last == UInt8(ascii: "-")
                inside.removeLast()
            }
        }
        // A comment may be as long as it likes, and nobody reads it.
        if kind != .comment {
            tag.contents = inside.prefix(StencilExpression.longest * 2).split(whereSeparator: \.isBlankOrBreak)
                .map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
        }
        tags.append(tag)
    }

    private static func kind(_ byte: UInt8) -> StencilTag.Kind? {
        switch byte {
        case UInt8(ascii: "{"): .variable
        case UInt8(ascii: "%"): .block
        case UInt8(ascii: "#"): .comment
        default: nil
        }
    }

    private mutating func report(
        _ rule: RuleID, _ message: String, label: String? = nil, at range: Range<Int>, remedy: String? = nil
    ) {
        let place = text.place(atByte: range.lowerBound, length: range.count)
        problems.append(Finding(rule, .error, message, label: label, at: place.excerpt, remedy: remedy))
    }
}
