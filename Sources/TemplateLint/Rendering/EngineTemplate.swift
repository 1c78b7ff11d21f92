import Findings
import Mustache

/// What swift-mustache is given instead of a template, and how its output becomes the rendered text.
///
/// The engine evaluates; places, white space and bytes are ours. Each stretch of literal text is replaced by a mark that
/// names it, each printed value is put between marks, and tags are written in one plain form. So the output tells where
/// everything came from, exactly, however often sections repeat it; and the engine, which measures the rest of its
/// input at each tag and compares whole characters, neither takes time with the square of a template's size nor misses
/// a `}}` that a combining character follows. Marks are noncharacters, which no data keeps.
struct EngineTemplate {
    private let set: TemplateSet
    private var literals: [Literal] = []
    private var tags: [(source: Int, tag: MustacheTag)] = []
    private var library = MustacheLibrary()
    private var chunks = 0
    private var variants = [Variant.root]
    private var numbers: [Variant: Int] = [.root: 0]

    private struct Literal {
        var source: Int
        var range: Range<Int>
    }

    /// A partial at an indentation: every line of it begins with these blanks.
    private struct Variant: Hashable {
        var source: Int
        var indentation: [Range<Int>]
        var indentationSources: [Int]

        static let root = Variant(source: 0, indentation: [], indentationSources: [])
    }

    init(sources: TemplateSet) {
        set = sources
    }

    /// Lets the engine render; its output still holds the marks.
    mutating func render(_ data: TemplateValue) throws(RenderingError) -> String {
        var index = 0
        while index < variants.count {
            guard variants.count <= RenderingLimits.partials else {
                throw RenderingError(
                    "template/too-deep", "use at most \(RenderingLimits.partials) partials", at: place(of: 0))
            }
            let source = set.sources[variants[index].source]
            let all = Stretch(tags: 0..<source.tags.count, bytes: 0..<source.text.bytes.count, closing: nil)
            let text = try write(all, of: variants[index])
            try register(text, as: Self.name(ofVariant: index), source: variants[index].source)
            index += 1
        }
        return library.render(EngineValue.wrap(data), withTemplate: Self.name(ofVariant: 0)) ?? ""
    }

    /// A template, or what stands in a section of it.
    private struct Stretch {
        var tags: Range<Int>
        var bytes: Range<Int>
        /// The tag behind it.
        var closing: MustacheTag?
    }

    /// Bytes of the engine's input in one piece; longer ones are handed over as partials, because the engine measures
    /// the rest of a piece at each tag.
    private static let pieceLength = 2000

    /// The engine's input for a stretch; sections recurse, at most `RenderingLimits.depth` deep.
    private mutating func write(_ stretch: Stretch, of variant: Variant) throws(RenderingError) -> String {
        let source = set.sources[variant.source]
        var pieces = ""
        var piece = ""
        var cursor = stretch.bytes.lowerBound
        var index = stretch.tags.lowerBound
        while index < stretch.tags.upperBound {
            let tag = source.tags[index]
            index += 1
            piece += mark(literal: cursor..<tag.removal.lowerBound, of: variant, before: tag)
            cursor = tag.removal.upperBound
            let name = tag.path.isEmpty ? "." : tag.path.map(EngineValue.engineName).joined(separator: ".")
            switch tag.kind {
            case .variable, .unescapedVariable:
                piece += "\(Mark.valueBegins)\(tags.count)\(Mark.ends){{&\(name)}}\(Mark.valueEnds)"
                tags.append((variant.source, tag))
            case .section, .invertedSection:
                guard let closing = tag.closing else { continue }
                let end = source.tags[closing]
                let inside = Stretch(tags: index..<closing, bytes: cursor..<end.removal.lowerBound, closing: end)
                let inner = try shortened(try write(inside, of: variant), source: variant.source)
                piece += "{{\(tag.kind == .section ? "#" : "^")\(name)}}\(inner){{/\(name)}}"
                cursor = end.removal.upperBound
                index = closing + 1
            case .partial:
                piece += reference(to: tag, in: variant)
            case .close, .comment, .delimiters: break
            }
            if piece.utf8.count > Self.pieceLength {
                pieces = try shortened(pieces, source: variant.source)
                pieces += try shortened(piece, source: variant.source)
                piece = ""
            }
        }
        return pieces + piece + mark(literal: cursor..<stretch.bytes.upperBound, of: variant, before: stretch.closing)
    }

    /// A call of a partial that holds the text, where that is long; else the text itself.
    private mutating func shortened(_ text: String, source: Int) throws(RenderingError) -> String {
        guard text.utf8.count > Self.pieceLength else { return text }
        chunks += 1
        try register(text, as: "c\(chunks)", source: source)
        return "{{>c\(chunks)}}"
    }

    private mutating func register(_ text: String, as name: String, source: Int) throws(RenderingError) {
        do {
            try library.register(text, named: name)
        } catch {
            throw refusal(by: error, in: source)
        }
    }

    /// The call of a partial at the indentation that it is called at.
    private mutating func reference(to tag: MustacheTag, in variant: Variant) -> String {
        guard let number = set.number(of: tag.name) else { return "" }
        var inner = Variant(
            source: number, indentation: variant.indentation, indentationSources: variant.indentationSources)
        if let blanks = tag.indentation, !blanks.isEmpty, inner.indentation.count < RenderingLimits.depth {
            inner.indentation.append(blanks)
            inner.indentationSources.append(variant.source)
        }
        let known = numbers[inner] ?? variants.count
        if known == variants.count {
            numbers[inner] = known
            variants.append(inner)
        }
        return "{{>\(Self.name(ofVariant: known))}}"
    }

    /// The marks of a stretch of text, with the indentation of a partial at the beginning of each line.
    private mutating func mark(literal range: Range<Int>, of variant: Variant, before tag: MustacheTag?) -> String {
        guard !variant.indentation.isEmpty else { return range.isEmpty ? "" : mark(range, variant.source) }
        let bytes = set.sources[variant.source].text.bytes
        var result = ""
        var start = range.lowerBound
        // A tag that takes its line with it leaves no line to indent.
        let end = tag.map { $0.removal == $0.range } ?? false ? range.upperBound + 1 : range.upperBound
        for position in range.lowerBound..<max(end, range.lowerBound)
        where position == 0 || bytes[position - 1] == 0x0A {
            if position > start { result += mark(start..<position, variant.source) }
            for (blanks, source) in zip(variant.indentation, variant.indentationSources) {
                result += mark(blanks, source)
            }
            start = position
        }
        return start < range.upperBound ? result + mark(start..<range.upperBound, variant.source) : result
    }

    private mutating func mark(_ range: Range<Int>, _ source: Int) -> String {
        literals.append(Literal(source: source, range: range))
        return "\(Mark.literal)\(literals.count - 1)\(Mark.ends)"
    }

    /// Puts the literal text back, escapes the values, and keeps where everything came from.
    func unmarked(
        _ marked: String, escaping: MustacheRenderer.Escaping, undefined: [UndefinedVariable], unused: [String]
    ) -> RenderedTemplate {
        let input = Array(marked.utf8)
        var output: [UInt8] = []
        var segments: [OriginMap.Segment] = []
        var escapes = false
        var index = 0
        while index < input.count {
            guard let mark = Mark(at: index, in: input) else {
                if escapes { Self.append(escaped: input[index], to: &output) } else { output.append(input[index]) }
                index += 1
                continue
            }
            index = mark.end
            switch mark.kind {
            case .literal:
                guard literals.indices.contains(mark.number) else { continue }
                let literal = literals[mark.number]
                segments.append(
                    .init(start: output.count, source: literal.source, range: literal.range, relation: .verbatim))
                output += set.sources[literal.source].text.bytes[literal.range]
            case .valueBegins:
                guard tags.indices.contains(mark.number) else { continue }
                let (source, tag) = tags[mark.number]
                escapes = escaping == .html && tag.kind == .variable
                segments.append(.init(start: output.count, source: source, range: tag.range, relation: .printed))
            case .valueEnds:
                escapes = false
            }
        }
        return RenderedTemplate(
            bytes: output, map: OriginMap(sources: set.sources.map(\.text), segments: segments), undefined: undefined,
            unused: unused)
    }

    /// HTML: the characters that could end a text or an attribute value.
    private static func append(escaped byte: UInt8, to output: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "&"): output += Array("&amp;".utf8)
        case UInt8(ascii: "<"): output += Array("&lt;".utf8)
        case UInt8(ascii: ">"): output += Array("&gt;".utf8)
        case UInt8(ascii: "\""): output += Array("&quot;".utf8)
        case UInt8(ascii: "'"): output += Array("&#39;".utf8)
        default: output.append(byte)
        }
    }

    private static func name(ofVariant number: Int) -> String { "t\(number)" }

    private func place(of source: Int) -> Place {
        set.sources[source].text.place(atByte: 0)
    }

    /// The engine's own objection: our scanner let something pass, so the place is only the template.
    private func refusal(by error: any Error, in source: Int) -> RenderingError {
        let reason = (error as? MustacheTemplate.ParserError).map { "\($0.error)" } ?? "\(error)"
        return RenderingError("template/syntax", "the engine refuses the template: \(reason)", at: place(of: source))
    }
}
