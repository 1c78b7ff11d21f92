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
        var numbers: [Variant: Int] = [.root: 0]
        var variants = [Variant.root]
        var library = MustacheLibrary()
        var index = 0
        while index < variants.count {
            let text = write(variants[index], numbers: &numbers, variants: &variants)
            guard variants.count <= RenderingLimits.partials else {
                throw RenderingError(
                    "template/too-deep", "use at most \(RenderingLimits.partials) partials", at: place(of: 0))
            }
            do {
                try library.register(text, named: Self.name(ofVariant: index))
            } catch {
                throw refusal(by: error, in: variants[index].source)
            }
            index += 1
        }
        return library.render(EngineValue.wrap(data), withTemplate: Self.name(ofVariant: 0)) ?? ""
    }

    /// The engine's input for one template.
    private mutating func write(
        _ variant: Variant, numbers: inout [Variant: Int], variants: inout [Variant]
    ) -> String {
        let source = set.sources[variant.source]
        let bytes = source.text.bytes
        var result = ""
        var cursor = 0
        for tag in source.tags {
            result += mark(literal: cursor..<tag.removal.lowerBound, of: variant, before: tag)
            cursor = tag.removal.upperBound
            let name = tag.path.isEmpty ? "." : tag.path.map(EngineValue.engineName).joined(separator: ".")
            switch tag.kind {
            case .variable, .unescapedVariable:
                result += "\(Mark.valueBegins)\(tags.count)\(Mark.ends){{&\(name)}}\(Mark.valueEnds)"
                tags.append((variant.source, tag))
            case .section: result += "{{#\(name)}}"
            case .invertedSection: result += "{{^\(name)}}"
            case .close: result += "{{/\(name)}}"
            case .partial:
                guard let number = set.number(of: tag.name) else { continue }
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
                result += "{{>\(Self.name(ofVariant: known))}}"
            case .comment, .delimiters: break
            }
        }
        return result + mark(literal: cursor..<bytes.count, of: variant, before: nil)
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
        _ marked: String, escaping: MustacheRenderer.Escaping, undefined: [UndefinedVariable]
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
                    .init(start: output.count, source: literal.source, range: literal.range, isVerbatim: true))
                output += set.sources[literal.source].text.bytes[literal.range]
            case .valueBegins:
                guard tags.indices.contains(mark.number) else { continue }
                let (source, tag) = tags[mark.number]
                escapes = escaping == .html && tag.kind == .variable
                segments.append(.init(start: output.count, source: source, range: tag.range, isVerbatim: false))
            case .valueEnds:
                escapes = false
            }
        }
        return RenderedTemplate(
            bytes: output, map: OriginMap(sources: set.sources.map(\.text), segments: segments), undefined: undefined)
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
