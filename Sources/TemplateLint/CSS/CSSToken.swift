/// A token of a style sheet (CSS Syntax Level 3 §4), known by its bytes; what it says is read when someone asks.
package struct CSSToken: Sendable, Hashable {
    /// What kind of token it is.
    package enum Kind: UInt8, Sendable {
        case whitespace, ident, function, atKeyword
        /// `#name`; the second where the name cannot be an identifier.
        case hash, unrestrictedHash
        case string, badString, url, badURL, delimiter, number, percentage, dimension
        case colon, semicolon, comma, openComment, closeComment
        case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
    }

    /// What kind of token it is.
    package var kind: Kind
    /// Its first byte.
    package var start: Int
    /// The byte behind it.
    package var end: Int
    /// What belongs to it.
    ///
    /// Of a function or an opening bracket: the number of the token that closes it, or how many tokens there are. Of a
    /// number, also with a unit: the byte behind its digits.
    package var link = 0

    /// Its bytes.
    package var range: Range<Int> { start..<end }
    /// Whether other tokens are in it.
    package var opens: Bool {
        switch kind {
        case .function, .openParenthesis, .openBracket, .openBrace: true
        default: false
        }
    }
    /// Whether it closes a bracket, or would if there were one.
    package var closes: Bool {
        switch kind {
        case .closeParenthesis, .closeBracket, .closeBrace: true
        default: false
        }
    }
}

/// The tokens of a style sheet, of a `style` attribute, or of a part of one.
///
/// A flat list: a bracket knows the number of the token that closes it, so that nothing here recurses and nesting needs
/// no limit.
package struct CSSTokens: Sendable {
    /// What the offsets of the tokens count in.
    package let bytes: [UInt8]
    /// In the order of the text; comments are none.
    package let tokens: [CSSToken]
    /// Whether the text ends inside a comment, a string or a `url(`.
    package let endsInside: Bool

    /// The tokens of a text, or of a stretch of a longer one.
    package init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
        var tokenizer = CSSTokenizer(bytes, in: range ?? 0..<bytes.count)
        tokenizer.run()
        self.bytes = bytes
        tokens = tokenizer.tokens
        endsInside = tokenizer.endsInside
    }

    /// The tokens of a text.
    package init(_ text: String) {
        self.init(Array(text.utf8))
    }

    /// The token of a number.
    package subscript(number: Int) -> CSSToken { tokens[number] }

    /// The number of the token behind a whole component value: behind the closing bracket where one is opened.
    package func next(after number: Int) -> Int {
        let token = tokens[number]
        return token.opens ? min(token.link + 1, tokens.count) : number + 1
    }

    /// What is between the brackets that a token opens.
    package func inside(_ number: Int) -> Range<Int> {
        number + 1..<max(number + 1, min(tokens[number].link, tokens.count))
    }

    /// A stretch without white space at its ends.
    package func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high, tokens[low].kind == .whitespace { low += 1 }
        while low < high, tokens[high - 1].kind == .whitespace { high -= 1 }
        return low..<high
    }

    /// The bytes from the first to the last of these tokens.
    package func byteRange(_ range: Range<Int>) -> Range<Int> {
        guard let first = range.first, let last = range.last else {
            let place = range.lowerBound < tokens.count ? tokens[range.lowerBound].start : tokens.last?.end ?? 0
            return place..<place
        }
        return tokens[first].start..<tokens[last].end
    }

    /// These tokens as they are written.
    package func source(_ range: Range<Int>) -> String {
        String(decoding: bytes[byteRange(range)], as: UTF8.self)
    }

    /// Whether a token is this delimiter.
    package func isDelimiter(_ number: Int, _ character: Unicode.Scalar) -> Bool {
        tokens[number].kind == .delimiter && bytes[tokens[number].start] == UInt8(ascii: character)
    }
}
