import Findings

/// Reads the little JSON that a baseline is made of, in one pass and without recursion of its own: objects, arrays,
/// texts and whole numbers.
struct FlatJSONReader {
    private let source: SourceText
    private let bytes: [UInt8]
    /// The byte that is read next.
    private(set) var position = 0

    typealias Failure = LintBaseline.ParsingError

    init(_ source: SourceText) {
        self.source = source
        bytes = source.bytes
    }

    /// An error at a stretch of the file.
    func refusal(_ message: String, at range: Range<Int>, remedy: String? = nil) -> Failure {
        let place = source.place(atByte: range.lowerBound, length: range.count)
        return Failure(finding: Finding("lint/baseline", .error, message, at: place.excerpt, remedy: remedy))
    }

    /// Reads an object; the closure reads the value of each key.
    mutating func readObject(
        _ value: (inout FlatJSONReader, String, Range<Int>) throws(Failure) -> Void
    ) throws(Failure) {
        try expect(UInt8(ascii: "{"))
        guard !take(UInt8(ascii: "}")) else { return }
        repeat {
            skipBlanks()
            let start = position
            let key = try readText()
            let range = start..<position
            try expect(UInt8(ascii: ":"))
            try value(&self, key, range)
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
    }

    /// Reads an array; the closure reads each item.
    mutating func readArray(_ item: (inout FlatJSONReader) throws(Failure) -> Void) throws(Failure) {
        try expect(UInt8(ascii: "["))
        guard !take(UInt8(ascii: "]")) else { return }
        repeat { try item(&self) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
    }

    /// Reads a whole number of at most nine digits.
    mutating func readInteger() throws(Failure) -> Int {
        skipBlanks()
        let digits = bytes[position...].prefix(10).prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (1...9).contains(digits.count), let number = Int(String(decoding: digits, as: UTF8.self)) else {
            throw refusal("write a whole number here", at: position..<position + 1)
        }
        position = digits.endIndex
        return number
    }

    /// Reads a text between quotes.
    mutating func readText() throws(Failure) -> String {
        try expect(UInt8(ascii: "\""))
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += try readEscape()
            // RFC 8259 §7: control characters are escaped; a line break here is a quote that was forgotten.
            case 0..<0x20:
                throw refusal("close the text with a quote before the end of the line", at: position - 1..<position)
            default: text.append(byte)
            }
        }
        throw refusal("close the text with a quote", at: position..<position + 1)
    }

    private mutating func readEscape() throws(Failure) -> [UInt8] {
        let start = position - 1
        guard position < bytes.count else { throw refusal("close the text with a quote", at: start..<position) }
        let letter = bytes[position]
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "u"):
            let digits = bytes[position...].prefix(4)
            if digits.count == 4, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
                let scalar = Unicode.Scalar(code)
            {
                position += 4
                return Array(String(Character(scalar)).utf8)
            }
        default: break
        }
        throw refusal("write the character itself in place of this escape", at: start..<position)
    }

    /// Reads what may follow the last value: blanks.
    mutating func readEnd() throws(Failure) {
        skipBlanks()
        guard position >= bytes.count else {
            throw refusal("remove what follows the end of the baseline", at: position..<position + 1)
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(Failure) {
        guard take(byte) else {
            throw refusal("write \(String(Character(Unicode.Scalar(byte)))) here", at: position..<position + 1)
        }
    }

    private mutating func skipBlanks() {
        while position < bytes.count, bytes[position].isBlankOrBreak { position += 1 }
    }
}
