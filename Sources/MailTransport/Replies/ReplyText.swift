/// The text of a reply as rules look at it.
enum ReplyText {
    /// How many octets of a text are looked at; servers explain a refusal in a few hundred.
    static let limit = 4096

    /// `text` in lower case, its white space one blank each, codes that are repeated within it and addresses taken out,
    /// with a blank at its end.
    ///
    /// An address is left as `@`: people choose it, and it says nothing about the refusal.
    static func normalised(_ text: String, code: Int?) -> [UInt8] {
        let bytes = Array(text.utf8.prefix(limit))
        let digits = code.map { Array(String($0).utf8) } ?? []
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 1)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            let isAtWordStart = result.isEmpty || result.last == UInt8(ascii: " ")
            if byte <= 0x20 || byte == 0x7F {
                if !isAtWordStart { result.append(UInt8(ascii: " ")) }
                index += 1
            } else if isAtWordStart, let end = repeatedCode(in: bytes, at: index, digits: digits) {
                index = end
            } else if byte == UInt8(ascii: "#"), result.last == UInt8(ascii: "/") {
                // The fragment of an address on the web names a place in a manual.
                while index < bytes.count, !isAroundAddress(bytes[index]) { index += 1 }
            } else if byte == UInt8(ascii: "@") {
                while let last = result.last, !isAroundAddress(last) { result.removeLast() }
                result.append(byte)
                index += 1
                while index < bytes.count, !isAroundAddress(bytes[index]) { index += 1 }
            } else {
                result.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
                index += 1
            }
        }
        if result.last != UInt8(ascii: " ") { result.append(UInt8(ascii: " ")) }
        return result
    }

    /// Where the text goes on behind a code that is repeated at `index`: `550-`, `550-5.7.1`, `550 5.7.1`.
    ///
    /// RFC 5321 §4.2.1: each line of a reply has the code; who folds them into one leaves it in the middle.
    private static func repeatedCode(in bytes: [UInt8], at index: Int, digits: [UInt8]) -> Int? {
        guard digits.count == 3, index + 3 < bytes.count, bytes[index..<(index + 3)].elementsEqual(digits) else {
            return nil
        }
        let mark = bytes[index + 3]
        guard mark == UInt8(ascii: "-") || mark == UInt8(ascii: " ") else { return nil }
        if let end = endOfEnhancedCode(in: bytes, at: index + 4) { return end }
        return mark == UInt8(ascii: "-") ? index + 4 : nil
    }

    /// Where an enhanced status code ends that begins at `index`, nil where none does; RFC 3463 §2.
    static func endOfEnhancedCode(in bytes: [UInt8], at index: Int) -> Int? {
        guard index < bytes.count, "245".utf8.contains(bytes[index]) else { return nil }
        var end = index + 1
        for _ in 0..<2 {
            guard end < bytes.count, bytes[end] == UInt8(ascii: ".") else { return nil }
            let start = end + 1
            end = start
            while end < bytes.count, bytes[end].isDigit { end += 1 }
            guard (1...3).contains(end - start) else { return nil }
        }
        // Neither the beginning of an IPv4 address nor part of a word.
        guard end < bytes.count else { return end }
        let next = bytes[end]
        let isNumber = next == UInt8(ascii: ".") && end + 1 < bytes.count && bytes[end + 1].isDigit
        return isNumber || next.isLetterOrDigit || next == UInt8(ascii: "-") ? nil : end
    }

    private static func isAroundAddress(_ byte: UInt8) -> Bool {
        byte <= 0x20 || "<>()[]{},;:\"'".utf8.contains(byte)
    }
}
