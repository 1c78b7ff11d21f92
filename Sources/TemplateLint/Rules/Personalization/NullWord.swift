/// A word that programs print for a value that is not there.
struct NullWord {
    /// As it stands there.
    let text: String
    /// Its bytes in the text.
    let range: Range<Int>
    /// Whether it cannot be a word of the text itself.
    let isCertain: Bool

    /// The same as phrases, capitals or not: whoever holds none of these holds no such word.
    static let phrases = PhraseSet(words.map(\.text))

    private static let certain = ["[object Object]", "Invalid Date", "NaN", "Optional("]
    private static let likely = ["null", "undefined", "nil", "None", "NULL"]
    private static let greetings: Set<String> = [
        "hi", "hello", "dear", "hey", "hallo", "liebe", "bonjour", "hola", "ciao",
    ]

    /// Every one in a text, in order.
    static func all(in text: String) -> [NullWord] {
        guard mayBeIn(text) else { return [] }
        let bytes = Array(text.utf8)
        var result: [NullWord] = []
        var index = 0
        while index + 1 < bytes.count {
            guard filter.mayBegin(bytes[index], bytes[index + 1]), let word = word(at: index, in: bytes) else {
                index += 1
                continue
            }
            let range = index..<index + word.bytes.count
            let isCertain = word.isCertain || isAddressed(index, in: bytes)
            result.append(NullWord(text: word.text, range: range, isCertain: isCertain))
            index = range.upperBound
        }
        return result
    }

    /// Whether a word of the text begins as one of these does; most texts hold none.
    private static func mayBeIn(_ text: String) -> Bool {
        let filter = filter
        return text.withBytes { bytes in
            var isAfterWord = false
            var last: UInt8 = 0
            for index in 0..<bytes.count {
                let byte = bytes[index]
                if !isAfterWord, filter.mayBegin(last, byte) { return true }
                isAfterWord = last.isWordByte
                last = byte
            }
            return false
        }
    }

    private static let words = (certain.map { ($0, true) } + likely.map { ($0, false) }).map {
        (text: $0.0, bytes: Array($0.0.utf8), isCertain: $0.1)
    }
    private static let filter = PairFilter(words.map(\.bytes))

    private static func word(at index: Int, in bytes: [UInt8]) -> (text: String, bytes: [UInt8], isCertain: Bool)? {
        words.first { word in
            bytes[index...].starts(with: word.bytes) && isWord(index..<index + word.bytes.count, in: bytes)
        }
    }

    /// The word in the path or query of an address: `?name=undefined`, `/null/`.
    static func inAddress(_ address: String) -> String? {
        guard mayBeInAddress(address) else { return nil }
        // The first stretch is the scheme, or no address at all.
        for part in address.utf8.split(whereSeparator: { separators.contains($0) }).dropFirst() {
            guard part.count <= 15 else { continue }
            let word = String(decoding: part, as: UTF8.self)
            if inAddresses.contains(word) { return word }
        }
        guard address.utf8.contains(UInt8(ascii: "[")) else { return nil }
        return address.contains("[object%20Object]") ? "[object Object]" : nil
    }

    /// Whether something in an address begins as one of the words does.
    private static func mayBeInAddress(_ address: String) -> Bool {
        let separators = separators
        return address.withBytes { bytes in
            var isAfterSeparator = false
            for index in 0..<bytes.count {
                switch bytes[index] {
                case UInt8(ascii: "["): return true
                case UInt8(ascii: "n"), UInt8(ascii: "u"), UInt8(ascii: "N"): if isAfterSeparator { return true }
                default: break
                }
                isAfterSeparator = separators.contains(bytes[index])
            }
            return false
        }
    }

    private static let separators = ByteSet("/?&=#")
    private static let inAddresses: Set<String> = ["null", "undefined", "NaN", "None", "[object Object]", "nil"]

    private static func isWord(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        func isLetter(_ index: Int) -> Bool {
            bytes.indices.contains(index)
                && (bytes[index].isASCIILetter || (48...57).contains(bytes[index]) || bytes[index] == UInt8(ascii: "_")
                    || bytes[index] >= 0x80)
        }
        return !isLetter(range.lowerBound - 1)
            && (bytes[range.upperBound - 1] == UInt8(ascii: "(") || !isLetter(range.upperBound))
    }

    /// Whether the word before it is a greeting.
    private static func isAddressed(_ start: Int, in bytes: [UInt8]) -> Bool {
        let before = String(decoding: bytes[max(0, start - 20)..<start], as: UTF8.self)
        guard before.last?.isWhitespace == true else { return false }
        let word = before.split { !$0.isLetter }.last?.lowercased()
        return word.map(greetings.contains) ?? false
    }
}
