extension CSSTokens {
    /// What a token says: the name of an identifier, a function, a hash or an at-rule, a string, an address, a unit.
    package func value(_ number: Int) -> String {
        let token = tokens[number]
        switch token.kind {
        case .ident: return Self.name(bytes[token.range])
        case .atKeyword, .hash, .unrestrictedHash: return Self.name(bytes[token.start + 1..<token.end])
        case .function: return Self.name(bytes[token.start..<token.end - 1])
        case .dimension: return Self.name(bytes[token.link..<token.end])
        case .string: return Self.name(bytes[contents(of: token)], isString: true)
        case .url: return Self.name(bytes[contents(of: token)])
        default: return String(decoding: bytes[token.range], as: UTF8.self)
        }
    }

    /// Whether a token says this, capital letters or not; given in small letters of ASCII.
    package func says(_ number: Int, _ word: StaticString) -> Bool {
        let token = tokens[number]
        let start = token.kind == .dimension ? token.link : token.kind == .atKeyword ? token.start + 1 : token.start
        let end = token.kind == .function ? token.end - 1 : token.end
        let count = word.utf8CodeUnitCount
        guard end - start >= count else { return false }
        if end - start == count {
            return unsafe bytes[start..<end].elementsEqual(
                UnsafeBufferPointer(start: word.utf8Start, count: count), by: { $0.asciiLowercased == $1 })
        }
        // Longer: it may be spelt with escapes.
        guard bytes[start..<end].contains(UInt8(ascii: "\\")) else { return false }
        return value(number).asciiLowercased == "\(word)"
    }

    /// The number that a number, a percentage or a dimension begins with.
    package func number(_ number: Int) -> Double {
        let token = tokens[number]
        let end = token.link > token.start ? token.link : token.end
        var text = String(decoding: bytes[token.start..<end], as: UTF8.self)
        if text.hasPrefix("+") { text.removeFirst() }
        let value = Double(text) ?? 0
        return value.isFinite ? value : value < 0 ? -Double.greatestFiniteMagnitude : .greatestFiniteMagnitude
    }

    /// The bytes of a string without its quotes, or of an address without `url(` and white space.
    package func contents(of token: CSSToken) -> Range<Int> {
        switch token.kind {
        case .string:
            let quote = bytes[token.start]
            let isClosed =
                token.end - token.start >= 2 && bytes[token.end - 1] == quote
                && !isEscaped(token.end - 1, from: token.start + 1)
            return token.start + 1..<max(token.start + 1, isClosed ? token.end - 1 : token.end)
        case .url:
            var low = bytes[token.range].firstIndex(of: UInt8(ascii: "(")).map { $0 + 1 } ?? token.end
            var high = token.end
            if high > low, bytes[high - 1] == UInt8(ascii: ")"), !isEscaped(high - 1, from: low) { high -= 1 }
            while low < high, bytes[low].isCSSBlank { low += 1 }
            while high > low, bytes[high - 1].isCSSBlank, !isEscaped(high - 1, from: low) { high -= 1 }
            return low..<high
        default: return token.range
        }
    }

    /// Whether an odd number of backslashes stands before a byte.
    private func isEscaped(_ index: Int, from start: Int) -> Bool {
        var first = index
        while first > start, bytes[first - 1] == UInt8(ascii: "\\") { first -= 1 }
        return (index - first) % 2 == 1
    }

    /// The end of an escape (CSS Syntax 3 §4.3.7): up to six hexadecimal digits and one blank, or one character.
    package static func endOfEscape(at start: Int, in bytes: [UInt8], limit: Int) -> Int {
        var index = start + 1
        guard index < limit else { return limit }
        guard bytes[index].cssHexValue != nil else {
            index += 1
            while index < limit, bytes[index] & 0xC0 == 0x80 { index += 1 }
            return index
        }
        while index < limit, index - start <= 6, bytes[index].cssHexValue != nil { index += 1 }
        if index + 1 < limit, bytes[index] == 0x0D, bytes[index + 1] == 0x0A { return index + 2 }
        return index < limit && bytes[index].isCSSBlank ? index + 1 : index
    }

    /// A name or the inside of a string with its escapes read.
    package static func name(_ bytes: ArraySlice<UInt8>, isString: Bool = false) -> String {
        guard bytes.contains(where: { $0 == UInt8(ascii: "\\") || $0 == 0 || $0 == 0x0D || $0 == 0x0C }) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var result: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "\\"):
                let next = index + 1
                guard next < bytes.endIndex else {
                    // CSS Syntax 3 §4.3.5: nothing at the end of a string; §4.3.7: U+FFFD in a name.
                    if !isString { result += [0xEF, 0xBF, 0xBD] }
                    return String(decoding: result, as: UTF8.self)
                }
                if isString, bytes[next].isCSSNewline {
                    index =
                        bytes[next] == 0x0D && next + 1 < bytes.endIndex && bytes[next + 1] == 0x0A
                        ? next + 2 : next + 1
                    continue
                }
                var code: UInt32 = 0
                var end = next
                while end < bytes.endIndex, end - next < 6, let digit = bytes[end].cssHexValue {
                    code = code * 16 + digit
                    end += 1
                }
                if end == next {
                    // The character itself; its continuation bytes follow by themselves.
                    result += bytes[next] == 0 ? [0xEF, 0xBF, 0xBD] : [bytes[next]]
                    index = next + 1
                    continue
                }
                let scalar = code == 0 ? nil : Unicode.Scalar(code)
                result += Array(String(scalar ?? "\u{FFFD}").utf8)
                if end + 1 < bytes.endIndex, bytes[end] == 0x0D, bytes[end + 1] == 0x0A {
                    end += 2
                } else if end < bytes.endIndex, bytes[end].isCSSBlank {
                    end += 1
                }
                index = end
            case 0:
                result += [0xEF, 0xBF, 0xBD]
                index += 1
            default:
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension String {
    /// With the capital letters of ASCII made small; CSS folds no others.
    package var asciiLowercased: String {
        guard utf8.contains(where: { (0x41...0x5A).contains($0) }) else { return self }
        return String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self)
    }
}
