/// A selector (Selectors Level 4), as far as mail uses them.
struct CSSSelector: Sendable {
    /// How two compounds are related.
    enum Combinator: Sendable { case descendant, child, next, later }

    /// `[name^="value"]`; without a value it asks whether the attribute is there.
    struct AttributeTest: Sendable {
        var name: String
        var comparison: UInt8 = 0
        var value: String?
        var ignoresCase = false
    }

    /// What one element must be.
    struct Compound: Sendable {
        var tag: String?
        var id: String?
        var classes: [String] = []
        var attributes: [AttributeTest] = []
    }

    /// From left to right.
    var compounds: [Compound] = []
    /// What stands behind each compound but the last.
    var combinators: [Combinator] = []
    /// Ids, classes and tags, weighed as the cascade does (Selectors 4 §17).
    var specificity = 0
    /// Whether a pseudo-class that is not read decides; such a selector may hold or not.
    var isUncertain = false
    /// Whether it is about a moment, as `:hover`, or a part of an element, as `::before`: never about the text as it is.
    var isPassing = false

    /// The selectors of a rule; one that cannot be read makes all of them void (Selectors 4 §18).
    static func list(_ tokens: CSSTokens, in range: Range<Int>) -> [CSSSelector] {
        var selectors: [CSSSelector] = []
        var start = range.lowerBound
        var index = start
        while index <= range.upperBound {
            guard index == range.upperBound || tokens[index].kind == .comma else {
                index = tokens.next(after: index)
                continue
            }
            guard let selector = CSSSelector(tokens, in: tokens.trimmed(start..<index)) else { return [] }
            selectors.append(selector)
            index += 1
            start = index
        }
        return selectors
    }

    private init?(_ tokens: CSSTokens, in range: Range<Int>) {
        guard !range.isEmpty else { return nil }
        var compound = Compound()
        var isEmpty = true
        var index = range.lowerBound
        while index < range.upperBound {
            let token = tokens[index]
            switch token.kind {
            case _ where Self.isCombinator(tokens, index):
                guard !isEmpty, let combinator = Self.combinator(tokens, &index, in: range) else { return nil }
                compounds.append(compound)
                combinators.append(combinator)
                compound = Compound()
                isEmpty = true
                continue
            case .ident:
                guard isEmpty else { return nil }
                compound.tag = tokens.value(index).asciiLowercased
                specificity += 1
            case .delimiter where tokens.isDelimiter(index, "."):
                index += 1
                guard index < range.upperBound, tokens[index].kind == .ident else { return nil }
                compound.classes.append(tokens.value(index))
                specificity += 1 << 10
            case .delimiter: break
            case .hash:
                compound.id = tokens.value(index)
                specificity += 1 << 20
            case .openBracket:
                guard let test = Self.attributeTest(tokens, in: tokens.inside(index)) else { return nil }
                compound.attributes.append(test)
                specificity += 1 << 10
                index = tokens.next(after: index) - 1
            case .colon: guard readPseudo(tokens, &index, in: range) else { return nil }
            default: return nil
            }
            isEmpty = false
            index += 1
        }
        guard !isEmpty else { return nil }
        compounds.append(compound)
    }

    private static func isCombinator(_ tokens: CSSTokens, _ index: Int) -> Bool {
        switch tokens[index].kind {
        case .whitespace: true
        case .delimiter: !tokens.isDelimiter(index, ".") && !tokens.isDelimiter(index, "*")
        default: false
        }
    }

    private static func combinator(_ tokens: CSSTokens, _ index: inout Int, in range: Range<Int>) -> Combinator? {
        var found = Combinator.descendant
        while index < range.upperBound {
            if tokens[index].kind == .whitespace {
                index += 1
                continue
            }
            guard tokens[index].kind == .delimiter, found == .descendant else { break }
            switch tokens.bytes[tokens[index].start] {
            case UInt8(ascii: ">"): found = .child
            case UInt8(ascii: "+"): found = .next
            case UInt8(ascii: "~"): found = .later
            case UInt8(ascii: "."), UInt8(ascii: "*"): return found
            default: return nil
            }
            index += 1
        }
        return found
    }

    private static func attributeTest(_ tokens: CSSTokens, in range: Range<Int>) -> AttributeTest? {
        let parts = range.filter { tokens[$0].kind != .whitespace }
        guard let first = parts.first, tokens[first].kind == .ident else { return nil }
        var test = AttributeTest(name: tokens.value(first).asciiLowercased)
        guard parts.count > 1 else { return test }
        var next = 1
        if !tokens.isDelimiter(parts[1], "=") {
            test.comparison = tokens.bytes[tokens[parts[1]].start]
            next = 2
        }
        guard next + 1 < parts.count, tokens.isDelimiter(parts[next], "="),
            [.ident, .string].contains(tokens[parts[next + 1]].kind)
        else { return nil }
        test.value = tokens.value(parts[next + 1])
        test.ignoresCase = next + 2 < parts.count && tokens.says(parts[next + 2], "i")
        return test
    }

    private mutating func readPseudo(_ tokens: CSSTokens, _ index: inout Int, in range: Range<Int>) -> Bool {
        index += 1
        guard index < range.upperBound else { return false }
        if tokens[index].kind == .colon {
            isPassing = true
            index += 1
            guard index < range.upperBound else { return false }
        }
        guard tokens[index].kind == .ident || tokens[index].kind == .function else { return false }
        switch tokens.value(index).asciiLowercased {
        case "hover", "active", "focus", "focus-within", "focus-visible", "visited", "before", "after", "first-line",
            "first-letter", "selection":
            isPassing = true
        case "link", "any-link": break
        default: isUncertain = true
        }
        specificity += 1 << 10
        index = tokens.next(after: index) - 1
        return true
    }
}

extension CSSSelector.AttributeTest {
    /// Whether an attribute of that value passes.
    func holds(_ written: String) -> Bool {
        guard let value else { return true }
        let written = ignoresCase ? written.asciiLowercased : written
        let wanted = ignoresCase ? value.asciiLowercased : value
        switch comparison {
        case 0: return written == wanted
        case UInt8(ascii: "~"): return written.split(whereSeparator: \.isWhitespace).contains { $0 == wanted }
        case UInt8(ascii: "|"): return written == wanted || written.hasPrefix(wanted + "-")
        case UInt8(ascii: "^"): return !wanted.isEmpty && written.hasPrefix(wanted)
        case UInt8(ascii: "$"): return !wanted.isEmpty && written.hasSuffix(wanted)
        case UInt8(ascii: "*"): return !wanted.isEmpty && written.contains(wanted)
        default: return false
        }
    }
}
