/// Encoded words (RFC 2047): text beyond ASCII in a header field, `=?utf-8?Q?caf=C3=A9?=`.
public enum EncodedWord {
    /// The text of an unfolded header value with every encoded word in it read.
    ///
    /// RFC 2047 §5 wants white space around an encoded word. Mail programs show those without it decoded all the same,
    /// and so does this. A word of an unknown character set or a broken form stays as it is written. Words longer than
    /// the 75 characters of RFC 2047 §2 are read.
    public static func decode(_ value: [UInt8]) -> String {
        guard value.contains(UInt8(ascii: "?")) else { return String(decoding: value, as: UTF8.self) }
        return pieces(of: value).reduce(into: "") { $0 += $1.text }
    }

    /// The text of an unfolded header value with every encoded word in it read.
    public static func decode(_ value: String) -> String {
        decode(Array(value.utf8))
    }

    /// What an unfolded header value is read as, piece by piece; white space that is not shown is in none.
    static func pieces(of value: [UInt8]) -> [DecodedPiece] {
        var decoder = EncodedWordDecoder(value: value)
        return decoder.decode()
    }
}

/// A stretch of a header value as it is read, and the bytes that it was read from.
public struct DecodedPiece: Sendable, Hashable {
    /// As a mail program shows it.
    public let text: String
    /// The bytes that it was read from: those of the same text, or those of encoded words.
    public let range: Range<Int>
    /// Whether it was written in encoded words.
    public let isEncoded: Bool
}

/// Reads one header value from left to right.
private struct EncodedWordDecoder {
    let value: [UInt8]
    private var result: [DecodedPiece] = []
    /// Where what has not been copied to the result begins.
    private var plainStart = 0
    /// The bytes of the words read last, as long as they share a character set: a writer may cut a character in two.
    private var pending: Word?

    init(value: [UInt8]) {
        self.value = value
    }

    mutating func decode() -> [DecodedPiece] {
        var index = 0
        while index < value.count {
            if value[index] == UInt8(ascii: "="), let word = word(at: index) {
                copyPlain(upTo: index)
                append(word)
                index = word.range.upperBound
                plainStart = index
            } else {
                index += 1
            }
        }
        copyPlain(upTo: value.count)
        flush()
        return result
    }

    private struct Word {
        var charset: Charset
        var bytes: [UInt8]
        var range: Range<Int>
    }

    private mutating func append(_ word: Word) {
        if let start = pending?.range.lowerBound, pending?.charset == word.charset {
            pending?.bytes += word.bytes
            pending?.range = start..<word.range.upperBound
        } else {
            flush()
            pending = word
        }
    }

    private mutating func flush() {
        if let words = pending {
            result.append(
                DecodedPiece(text: words.charset.decode(words.bytes), range: words.range, isEncoded: true))
        }
        pending = nil
    }

    private mutating func copyPlain(upTo end: Int) {
        let plain = value[plainStart..<end]
        // RFC 2047 §6.2: white space between two encoded words is not shown.
        if pending != nil, end < value.count, plain.allSatisfy(\.isWhiteSpace) { return }
        guard !plain.isEmpty else { return }
        flush()
        result.append(
            DecodedPiece(text: String(decoding: plain, as: UTF8.self), range: plain.indices, isEncoded: false))
    }

    /// The encoded word that begins at `start`, or nil.
    ///
    /// Looks no further than the fourth question mark, so that a value of nothing but beginnings takes linear time.
    private func word(at start: Int) -> Word? {
        let mark = UInt8(ascii: "?")
        guard start + 1 < value.count, value[start + 1] == mark else { return nil }
        guard let charsetEnd = questionMark(from: start + 2), charsetEnd > start + 2 else { return nil }
        guard charsetEnd + 2 < value.count, value[charsetEnd + 2] == mark else { return nil }
        let textStart = charsetEnd + 3
        guard let textEnd = questionMark(from: textStart), textEnd + 1 < value.count,
            value[textEnd + 1] == UInt8(ascii: "=")
        else { return nil }
        // RFC 2231 §5: a language may follow the character set behind an asterisk.
        let name = value[(start + 2)..<charsetEnd].prefix { $0 != UInt8(ascii: "*") }
        guard let charset = Charset(name: String(decoding: name, as: UTF8.self)) else { return nil }
        let text = value[textStart..<textEnd]
        switch value[charsetEnd + 1].lowercased {
        case UInt8(ascii: "b"):
            return Word(charset: charset, bytes: Base64.decode(text), range: start..<textEnd + 2)
        case UInt8(ascii: "q"):
            return Word(charset: charset, bytes: decodeQ(text), range: start..<textEnd + 2)
        default:
            return nil
        }
    }

    /// The next question mark, unless something comes first that ends a word: RFC 2047 §2 admits no white space.
    private func questionMark(from start: Int) -> Int? {
        var index = start
        while index < value.count, value[index] != UInt8(ascii: "?") {
            // Programs that put plain spaces into the Q encoding are common enough to be read.
            guard value[index] != .tab, !value[index].isControl else { return nil }
            index += 1
        }
        return index < value.count ? index : nil
    }

    /// RFC 2047 §4.2: an underscore is a space, `=` and two digits a byte.
    private func decodeQ(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var index = text.startIndex
        while index < text.endIndex {
            if text[index] == UInt8(ascii: "="), text.endIndex - index > 2,
                let high = text[index + 1].hexadecimalDigit, let low = text[index + 2].hexadecimalDigit
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(text[index] == UInt8(ascii: "_") ? .space : text[index])
                index += 1
            }
        }
        return bytes
    }
}
