/// Cuts a text into tokens (CSS Syntax Level 3 §4.3), in one pass and without copying.
struct CSSTokenizer {
    private(set) var tokens: [CSSToken] = []
    private(set) var endsInside = false
    private let bytes: [UInt8]
    private let limit: Int
    private var index: Int
    /// Brackets that are open: their numbers, innermost last.
    private var open: [Int] = []

    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        index = range.lowerBound
        limit = range.upperBound
        tokens.reserveCapacity(range.count / 4)
    }

    mutating func run() {
        // CSS Syntax 3 §3.2: a byte order mark is no part of the text.
        if index + 3 <= limit, bytes[index..<index + 3].elementsEqual([0xEF, 0xBB, 0xBF]) { index += 3 }
        while index < limit {
            if at(0) == slash, at(1) == star {
                skipComment()
            } else {
                consume()
            }
        }
        for number in open { tokens[number].link = tokens.count }
    }

    private let slash = UInt8(ascii: "/")
    private let star = UInt8(ascii: "*")

    /// The byte so far ahead; 0 behind the end, which no rule below takes for anything.
    private func at(_ distance: Int) -> UInt8 {
        index + distance < limit ? bytes[index + distance] : 0
    }

    private mutating func skipComment() {
        index += 2
        while index < limit, !(bytes[index] == star && at(1) == slash) { index += 1 }
        if index >= limit { endsInside = true }
        index = min(limit, index + 2)
    }

    private mutating func add(_ kind: CSSToken.Kind, from start: Int, link: Int = 0) {
        tokens.append(CSSToken(kind: kind, start: start, end: index, link: link))
    }

    private mutating func consume() {
        let start = index
        let byte = bytes[index]
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0C, 0x0D:
            while index < limit, bytes[index].isCSSBlank { index += 1 }
            add(.whitespace, from: start)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): string(byte)
        case UInt8(ascii: "#"):
            let isName = at(1).isCSSNameByte && index + 1 < limit || isEscape(1)
            guard isName else { return single(.delimiter) }
            let kind: CSSToken.Kind = startsIdentifier(1) ? .hash : .unrestrictedHash
            index += 1
            skipName()
            add(kind, from: start)
        case UInt8(ascii: "("): opening(.openParenthesis)
        case UInt8(ascii: "["): opening(.openBracket)
        case UInt8(ascii: "{"): opening(.openBrace)
        case UInt8(ascii: ")"): closing(.closeParenthesis)
        case UInt8(ascii: "]"): closing(.closeBracket)
        case UInt8(ascii: "}"): closing(.closeBrace)
        case UInt8(ascii: ","): single(.comma)
        case UInt8(ascii: ":"): single(.colon)
        case UInt8(ascii: ";"): single(.semicolon)
        case UInt8(ascii: "+"), UInt8(ascii: "."):
            startsNumber(0) ? number() : single(.delimiter)
        case UInt8(ascii: "-"):
            if startsNumber(0) {
                number()
            } else if at(1) == byte, at(2) == UInt8(ascii: ">") {
                index += 3
                add(.closeComment, from: start)
            } else if startsIdentifier(0) {
                identifier()
            } else {
                single(.delimiter)
            }
        case UInt8(ascii: "<"):
            guard at(1) == UInt8(ascii: "!"), at(2) == UInt8(ascii: "-"), at(3) == UInt8(ascii: "-") else {
                return single(.delimiter)
            }
            index += 4
            add(.openComment, from: start)
        case UInt8(ascii: "@"):
            guard startsIdentifier(1) else { return single(.delimiter) }
            index += 1
            skipName()
            add(.atKeyword, from: start)
        case UInt8(ascii: "\\"):
            isEscape(0) ? identifier() : single(.delimiter)
        case 0x30...0x39: number()
        default:
            byte.isCSSNameStart ? identifier() : single(.delimiter)
        }
    }

    private mutating func single(_ kind: CSSToken.Kind) {
        index += 1
        add(kind, from: index - 1)
    }

    private mutating func opening(_ kind: CSSToken.Kind) {
        open.append(tokens.count)
        single(kind)
    }

    private mutating func closing(_ kind: CSSToken.Kind) {
        if let last = open.last {
            // CSS Syntax 3 §5.4.8: only its own bracket ends a block; any other is a value in it.
            let expected: CSSToken.Kind =
                switch tokens[last].kind {
                case .openBrace: .closeBrace
                case .openBracket: .closeBracket
                default: .closeParenthesis
                }
            if kind == expected {
                tokens[last].link = tokens.count
                open.removeLast()
            }
        }
        single(kind)
    }

    private mutating func string(_ quote: UInt8) {
        let start = index
        index += 1
        while index < limit {
            let byte = bytes[index]
            if byte == quote {
                index += 1
                return add(.string, from: start)
            }
            if byte.isCSSNewline {
                // CSS Syntax 3 §4.3.5: the line break is not part of it.
                return add(.badString, from: start)
            }
            if byte == UInt8(ascii: "\\") {
                index += at(1) == 0x0D && at(2) == 0x0A ? 3 : 2
            } else {
                index += 1
            }
        }
        index = min(index, limit)
        endsInside = true
        add(.string, from: start)
    }

    private mutating func number() {
        let start = index
        if at(0) == UInt8(ascii: "+") || at(0) == UInt8(ascii: "-") { index += 1 }
        skipDigits()
        if at(0) == UInt8(ascii: "."), at(1).isCSSDigit {
            index += 1
            skipDigits()
        }
        if at(0) | 0x20 == UInt8(ascii: "e") {
            let hasSign = at(1) == UInt8(ascii: "+") || at(1) == UInt8(ascii: "-")
            if at(hasSign ? 2 : 1).isCSSDigit {
                index += hasSign ? 2 : 1
                skipDigits()
            }
        }
        let numberEnd = index
        if startsIdentifier(0) {
            skipName()
            add(.dimension, from: start, link: numberEnd)
        } else if at(0) == UInt8(ascii: "%") {
            index += 1
            add(.percentage, from: start, link: numberEnd)
        } else {
            add(.number, from: start, link: numberEnd)
        }
    }

    private mutating func skipDigits() {
        while at(0).isCSSDigit { index += 1 }
    }

    private mutating func identifier() {
        let start = index
        skipName()
        guard at(0) == UInt8(ascii: "("), index < limit else { return add(.ident, from: start) }
        let isURL = CSSTokens.name(bytes[start..<index]).lowercased() == "url"
        index += 1
        guard isURL else {
            open.append(tokens.count)
            return add(.function, from: start)
        }
        // CSS Syntax 3 §4.3.4: `url(` and a quote is a function, anything else an address.
        let inside = index
        while index < limit, bytes[index].isCSSBlank { index += 1 }
        if at(0) == UInt8(ascii: "\"") || at(0) == UInt8(ascii: "'") {
            index = inside
            open.append(tokens.count)
            return add(.function, from: start)
        }
        url(from: start)
    }

    private mutating func url(from start: Int) {
        while index < limit {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: ")"):
                index += 1
                return add(.url, from: start)
            case _ where byte.isCSSBlank:
                while index < limit, bytes[index].isCSSBlank { index += 1 }
                if index < limit, bytes[index] != UInt8(ascii: ")") { return badURL(from: start) }
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("), 0x01...0x08, 0x0B, 0x0E...0x1F, 0x7F:
                return badURL(from: start)
            case UInt8(ascii: "\\"):
                guard isEscape(0) else { return badURL(from: start) }
                skipEscape()
            default: index += 1
            }
        }
        endsInside = true
        add(.url, from: start)
    }

    private mutating func badURL(from start: Int) {
        while index < limit, bytes[index] != UInt8(ascii: ")") {
            if isEscape(0) { skipEscape() } else { index += 1 }
        }
        index = min(limit, index + 1)
        add(.badURL, from: start)
    }

    private mutating func skipName() {
        while index < limit {
            if bytes[index].isCSSNameByte {
                index += 1
            } else if isEscape(0) {
                skipEscape()
            } else {
                break
            }
        }
    }

    /// Whether a backslash here is the start of an escape; at the end of the text it is one too, for U+FFFD.
    private func isEscape(_ distance: Int) -> Bool {
        index + distance < limit && at(distance) == UInt8(ascii: "\\") && !at(distance + 1).isCSSNewline
    }

    private mutating func skipEscape() {
        index = CSSTokens.endOfEscape(at: index, in: bytes, limit: limit)
    }

    private func startsIdentifier(_ distance: Int) -> Bool {
        guard index + distance < limit else { return false }
        let first = at(distance)
        if first == UInt8(ascii: "-") {
            let second = at(distance + 1)
            return second == first || second.isCSSNameStart && index + distance + 1 < limit || isEscape(distance + 1)
        }
        return first.isCSSNameStart || isEscape(distance)
    }

    private func startsNumber(_ distance: Int) -> Bool {
        var distance = distance
        if at(distance) == UInt8(ascii: "+") || at(distance) == UInt8(ascii: "-") { distance += 1 }
        return at(distance).isCSSDigit || at(distance) == UInt8(ascii: ".") && at(distance + 1).isCSSDigit
    }
}

extension UInt8 {
    /// White space of CSS; a line feed for CR and FF too (CSS Syntax 3 §3.3).
    var isCSSBlank: Bool { self == 0x20 || self == 0x09 || isCSSNewline }
    /// A line break of CSS.
    var isCSSNewline: Bool { self == 0x0A || self == 0x0C || self == 0x0D }
    var isCSSDigit: Bool { (0x30...0x39).contains(self) }
    /// NUL stands for U+FFFD, which may begin a name.
    var isCSSNameStart: Bool { isASCIILetter || self >= 0x80 || self == UInt8(ascii: "_") || self == 0 }
    var isCSSNameByte: Bool { isCSSNameStart || isCSSDigit || self == UInt8(ascii: "-") }
    /// The value of a hexadecimal digit.
    var cssHexValue: UInt32? {
        switch self {
        case 0x30...0x39: UInt32(self - 0x30)
        case 0x41...0x46: UInt32(self - 0x37)
        case 0x61...0x66: UInt32(self - 0x57)
        default: nil
        }
    }
}
