/// A word that programs print for a value that is not there.
struct NullWord {
    /// As it stands there.
    let text: String
    /// Its bytes in the text.
    let range: Range<Int>
    /// Whether it cannot be a word of the text itself.
    let isCertain: Bool

    private static let certain = ["[object Object]", "Invalid Date", "NaN", "Optional("]
    private static let likely = ["null", "undefined", "nil", "None", "NULL"]
    private static let greetings: Set<String> = [
        "hi", "hello", "dear", "hey", "hallo", "liebe", "bonjour", "hola", "ciao",
    ]

    /// Every one in a text, in order.
    static func all(in text: String) -> [NullWord] {
        let bytes = Array(text.utf8)
        var result: [NullWord] = []
        for word in certain + likely {
            let pattern = Array(word.utf8)
            guard let first = pattern.first else { continue }
            var index = 0
            while index + pattern.count <= bytes.count {
                guard bytes[index] == first, bytes[index...].starts(with: pattern),
                    isWord(index..<index + pattern.count, in: bytes)
                else {
                    index += 1
                    continue
                }
                let range = index..<index + pattern.count
                let isCertain = certain.contains(word) || isAddressed(index, in: bytes)
                result.append(NullWord(text: word, range: range, isCertain: isCertain))
                index = range.upperBound
            }
        }
        return result.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The word in the path or query of an address: `?name=undefined`, `/null/`.
    static func inAddress(_ address: String) -> String? {
        let parts = address.split { "/?&=#".contains($0) }.map(String.init)
        return parts.dropFirst().first { ["null", "undefined", "NaN", "None", "[object Object]", "nil"].contains($0) }
            ?? (address.contains("[object%20Object]") ? "[object Object]" : nil)
    }

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
