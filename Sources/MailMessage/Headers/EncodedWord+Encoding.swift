extension EncodedWord {
    /// RFC 2047 §2: an encoded word has at most 75 characters.
    static let maximumLength = 75
    private static let prefixLength = "=?utf-8?Q?".utf8.count
    private static let suffixLength = "?=".utf8.count

    /// Whether `text` cannot stand in a header field as it is.
    ///
    /// It leaves ASCII, has control characters, or would itself be read as an encoded word.
    public static func isNeeded(for text: String) -> Bool {
        text.utf8.contains { $0 >= 0x80 || $0.isControl } || (text.contains("=?") && decode(text) != text)
    }

    /// The encoded words that spell `text` in UTF-8, to be joined by white space; Q or B, whichever is shorter.
    ///
    /// RFC 2047 §2: a line with an encoded word has at most 76 characters; `indent` of them are left for what stands
    /// before a word, such as the field's name. RFC 2047 §5: no character is cut in two by the end of a word.
    public static func encode(_ text: String, indent: Int = 1) -> [String] {
        let quotedLength = text.utf8.reduce(0) { $0 + (isPlainInQ($1) || $1 == .space ? 1 : 3) }
        let usesQ = quotedLength <= (text.utf8.count + 2) / 3 * 4
        // Any character has at most four bytes, which take twelve characters.
        let capacity = max(12, maximumLength + 1 - indent - prefixLength - suffixLength)
        var words: [String] = []
        var pending: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if !pending.isEmpty, encodedLength(pending + bytes, usesQ) > capacity {
                words.append(word(pending, usesQ))
                pending = []
            }
            pending += bytes
        }
        if !pending.isEmpty || words.isEmpty { words.append(word(pending, usesQ)) }
        return words
    }

    private static func encodedLength(_ bytes: [UInt8], _ usesQ: Bool) -> Int {
        usesQ
            ? bytes.reduce(0) { $0 + (isPlainInQ($1) || $1 == .space ? 1 : 3) }
            : (bytes.count + 2) / 3 * 4
    }

    private static func word(_ bytes: [UInt8], _ usesQ: Bool) -> String {
        guard usesQ else { return "=?utf-8?B?" + String(decoding: Base64.encode(bytes), as: UTF8.self) + "?=" }
        var text: [UInt8] = []
        for byte in bytes {
            if byte == .space {
                text.append(UInt8(ascii: "_"))
            } else if isPlainInQ(byte) {
                text.append(byte)
            } else {
                text += [UInt8(ascii: "="), .hexadecimalDigit(of: byte >> 4), .hexadecimalDigit(of: byte)]
            }
        }
        return "=?utf-8?Q?" + String(decoding: text, as: UTF8.self) + "?="
    }

    /// RFC 2047 §5 (3): in a phrase only letters, digits and `!*+-/` stand for themselves, which is safe everywhere.
    private static func isPlainInQ(_ byte: UInt8) -> Bool {
        switch byte.lowercased {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!*+-/".utf8.contains(byte)
        }
    }
}
