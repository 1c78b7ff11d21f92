/// Walks over one flat JSON object (RFC 8259) without building anything: where its names and values are.
///
/// Values that are not asked for are skipped, whatever they hold, down to a depth.
struct JSONScanner {
    /// How deep a value that is skipped may be.
    ///
    /// Our choice.
    private static let depthLimit = 64

    /// All bytes, of which the object is a part.
    let bytes: [UInt8]
    private let limit: Int
    private let start: Int
    private var index: Int
    private var isFirst = true
    private var isBroken = false

    /// A text between its quotes.
    struct Text {
        /// Where it is.
        var range: Range<Int>
        /// Whether a backslash is in it.
        var hasEscapes: Bool
    }

    /// A scanner of a part of these bytes.
    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        start = range.lowerBound
        index = range.lowerBound
        limit = range.upperBound
    }

    /// What is wrong where it stands.
    var problem: EventLineReader.Problem { .malformed(at: index - start) }

    /// Whether the next value is a text.
    var isAtText: Bool { current == UInt8(ascii: "\"") }

    /// Goes into the object.
    mutating func beginObject() -> Bool {
        skipSpace()
        return skip("{")
    }

    /// The next name, its value being next; nil at the end of the object, and where something is wrong.
    mutating func nextName() -> Text? {
        skipSpace()
        if current == UInt8(ascii: "}") { return nil }
        isBroken = true
        if !isFirst {
            guard skip(",") else { return nil }
            skipSpace()
        }
        isFirst = false
        guard let name = text() else { return nil }
        skipSpace()
        guard skip(":") else { return nil }
        skipSpace()
        isBroken = false
        return name
    }

    /// Goes out of the object, after which nothing may follow.
    mutating func end() -> Bool {
        guard !isBroken, skip("}") else { return false }
        skipSpace()
        return index == limit
    }

    /// The text that is next.
    mutating func text() -> Text? {
        guard skip("\"") else { return nil }
        let begin = index
        var hasEscapes = false
        while index < limit {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return Text(range: begin..<(index - 1), hasEscapes: hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                index += 2
            // RFC 8259 §7: control characters are escaped.
            case 0..<0x20: return nil
            default: index += 1
            }
        }
        index = limit
        return nil
    }

    /// The number that is next.
    mutating func number() -> Double? {
        let begin = index
        var isWhole = true
        var whole = 0
        if current == UInt8(ascii: "-") { index += 1 }
        let digits = index
        while let byte = current {
            switch byte {
            case 0x30...0x39 where isWhole: whole = whole &* 10 &+ Int(byte - 0x30)
            case 0x30...0x39: break
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"):
                isWhole = false
            default:
                return value(from: begin, digits: digits, isWhole: isWhole, whole)
            }
            index += 1
        }
        return value(from: begin, digits: digits, isWhole: isWhole, whole)
    }

    private mutating func value(from begin: Int, digits: Int, isWhole: Bool, _ whole: Int) -> Double? {
        // What fifteen digits say is exact in 64 bits.
        if isWhole, (1...15).contains(index - digits) { return Double(digits > begin ? -whole : whole) }
        guard index > digits, let number = Double(String(decoding: bytes[begin..<index], as: UTF8.self)) else {
            index = begin
            return nil
        }
        return number
    }

    /// Passes over the value that is next.
    mutating func skipValue() -> Bool {
        var depth = 0
        repeat {
            skipSpace()
            switch current {
            case UInt8(ascii: "\""): guard text() != nil else { return false }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                index += 1
                guard depth <= Self.depthLimit else { return false }
                continue
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { return false }
                depth -= 1
                index += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { return false }
                index += 1
            case nil: return false
            default: guard skipWord() else { return false }
            }
        } while depth > 0
        return true
    }

    /// Passes over a number, `true`, `false` or `null`.
    private mutating func skipWord() -> Bool {
        let begin = index
        while let byte = current {
            switch byte {
            case 0x30...0x39, 0x61...0x7A, 0x41...0x5A, UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"):
                index += 1
            default: return index > begin
            }
        }
        return index > begin
    }

    private var current: UInt8? { index < limit ? bytes[index] : nil }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard current == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A { index += 1 }
    }
}
