/// A declaration: `name: value`.
package struct CSSDeclaration: Sendable, Hashable {
    /// The number of the token that is its name.
    package var name: Int
    /// The tokens of its value, without `!important`.
    package var value: Range<Int>
    /// Whether it ends in `!important`.
    package var isImportant: Bool
}

/// A rule of a style sheet.
package struct CSSRule: Sendable, Hashable {
    /// The number of the token `@name`; nil for a rule with selectors.
    package var atKeyword: Int?
    /// The tokens before the block: selectors, or what an at-rule is given.
    package var prelude: Range<Int>
    /// The tokens in the block; nil where an at-rule ends in a semicolon.
    package var block: Range<Int>?
}

/// What a list of declarations or rules is made of.
package enum CSSItem: Sendable, Hashable {
    case declaration(CSSDeclaration)
    case rule(CSSRule)
    /// Tokens that are nothing; the parser went on behind them.
    case invalid(Range<Int>)
}

/// Reads rules and declarations out of tokens (CSS Syntax Level 3 §5), passing over what is broken as browsers do.
extension CSSTokens {
    /// Every token.
    package var all: Range<Int> { 0..<tokens.count }

    /// The rules of a style sheet; `isTopLevel` lets `<!--` and `-->` between them pass.
    package func rules(in range: Range<Int>, isTopLevel: Bool = true) -> [CSSItem] {
        var items: [CSSItem] = []
        var index = range.lowerBound
        while index < range.upperBound {
            switch tokens[index].kind {
            case .whitespace: index += 1
            case .openComment where isTopLevel, .closeComment where isTopLevel: index += 1
            case .atKeyword: items.append(.rule(atRule(&index, upTo: range.upperBound)))
            default: items.append(qualifiedRule(&index, upTo: range.upperBound))
            }
        }
        return items
    }

    /// The declarations of a block or a `style` attribute.
    package func declarations(in range: Range<Int>) -> [CSSItem] {
        var items: [CSSItem] = []
        var index = range.lowerBound
        while index < range.upperBound {
            switch tokens[index].kind {
            case .whitespace, .semicolon: index += 1
            case .atKeyword: items.append(.rule(atRule(&index, upTo: range.upperBound)))
            default:
                let start = index
                while index < range.upperBound, tokens[index].kind != .semicolon { index = next(after: index) }
                let stretch = start..<min(index, range.upperBound)
                let declaration = tokens[start].kind == .ident ? declaration(in: stretch) : nil
                items.append(declaration.map { .declaration($0) } ?? .invalid(stretch))
            }
        }
        return items
    }

    /// The declaration that begins with these tokens; nil where none does.
    package func declaration(in range: Range<Int>) -> CSSDeclaration? {
        guard let name = range.first, tokens[name].kind == .ident else { return nil }
        var index = name + 1
        while index < range.upperBound, tokens[index].kind == .whitespace { index += 1 }
        guard index < range.upperBound, tokens[index].kind == .colon else { return nil }
        // CSS Syntax 3 §5.4.6: the last two values that are no white space, not what is in their brackets.
        var mark = name
        var word = name
        var value = index + 1
        while value < range.upperBound {
            if tokens[value].kind != .whitespace { (mark, word) = (word, value) }
            value = next(after: value)
        }
        if tokens[word].kind == .ident, word > mark, mark > index, isDelimiter(mark, "!"), says(word, "important") {
            return CSSDeclaration(name: name, value: index + 1..<mark, isImportant: true)
        }
        return CSSDeclaration(name: name, value: index + 1..<range.upperBound, isImportant: false)
    }

    private func atRule(_ index: inout Int, upTo limit: Int) -> CSSRule {
        let keyword = index
        index += 1
        while index < limit {
            switch tokens[index].kind {
            case .semicolon:
                index += 1
                return CSSRule(atKeyword: keyword, prelude: keyword + 1..<index - 1, block: nil)
            case .openBrace:
                let block = inside(index)
                let prelude = keyword + 1..<index
                index = next(after: index)
                return CSSRule(atKeyword: keyword, prelude: prelude, block: block)
            default: index = next(after: index)
            }
        }
        index = min(index, limit)
        return CSSRule(atKeyword: keyword, prelude: keyword + 1..<index, block: nil)
    }

    private func qualifiedRule(_ index: inout Int, upTo limit: Int) -> CSSItem {
        let start = index
        while index < limit {
            if tokens[index].kind == .openBrace {
                let block = inside(index)
                let prelude = start..<index
                index = next(after: index)
                return .rule(CSSRule(atKeyword: nil, prelude: prelude, block: block))
            }
            index = next(after: index)
        }
        index = min(index, limit)
        return .invalid(start..<index)
    }
}
