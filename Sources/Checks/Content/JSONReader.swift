import Findings
import TemplateLint

/// Reads JSON (RFC 8259) as template data.
///
/// A JSON file is nearly YAML, but for escapes: what Python and PHP write for an emoji, `"\ud83d\ude00"`, YAML refuses.
struct JSONReader {
    /// Lists and mappings in another; as deep as the loader of scenarios reads.
    private static let deepest = 128

    private let source: SourceText
    private let bytes: [UInt8]
    private var index = 0

    /// What is wrong, and where.
    struct Problem: Error {
        var message: String
        var offset: Int
    }

    /// The value that a file holds, or the one thing that is wrong with it.
    static func read(_ source: SourceText) -> Result<TemplateValue, Problem> {
        var reader = JSONReader(source)
        do {
            return .success(try reader.document())
        } catch {
            return .failure(error)
        }
    }

    private init(_ source: SourceText) {
        self.source = source
        bytes = source.bytes
        // RFC 8259 §8.1: a byte order mark may be passed over.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    private mutating func document() throws(Problem) -> TemplateValue {
        let value = try value(depth: 0)
        skipBlanks()
        guard index == bytes.count else { throw problem("expected the end of the file") }
        return value
    }

    private mutating func value(depth: Int) throws(Problem) -> TemplateValue {
        guard depth < Self.deepest else {
            throw problem("expected at most \(Self.deepest) lists and mappings in another")
        }
        skipBlanks()
        switch peek {
        case UInt8(ascii: "{"): return try mapping(depth: depth)
        case UInt8(ascii: "["): return try list(depth: depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func mapping(depth: Int) throws(Problem) -> TemplateValue {
        index += 1
        var values: [String: TemplateValue] = [:]
        skipBlanks()
        if take("}") { return .mapping(values) }
        repeat {
            skipBlanks()
            let start = index
            guard peek == UInt8(ascii: "\"") else { throw problem("expected a name in double quotes") }
            let name = try text()
            guard values[name] == nil else { throw Problem(message: "the name \(name) is there twice", offset: start) }
            skipBlanks()
            guard take(":") else { throw problem("expected a colon") }
            values[name] = try value(depth: depth + 1)
            skipBlanks()
        } while take(",")
        guard take("}") else { throw problem("expected a comma or }") }
        return .mapping(values)
    }

    private mutating func list(depth: Int) throws(Problem) -> TemplateValue {
        index += 1
        var items: [TemplateValue] = []
        skipBlanks()
        if take("]") { return .list(items) }
        repeat {
            items.append(try value(depth: depth + 1))
            skipBlanks()
        } while take(",")
        guard take("]") else { throw problem("expected a comma or ]") }
        return .list(items)
    }

    private mutating func text() throws(Problem) -> String {
        let start = index
        index += 1
        var result: [UInt8] = []
        while let byte = peek, byte != UInt8(ascii: "\"") {
            // RFC 8259 §7: control characters are escaped.
            guard byte >= 0x20 else { throw problem("expected a control character to be escaped, such as \\n") }
            if byte == UInt8(ascii: "\\") {
                result += try escape().utf8
            } else {
                result.append(byte)
                index += 1
            }
        }
        guard take("\"") else { throw Problem(message: "this text is not closed", offset: start) }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func escape() throws(Problem) -> String {
        let start = index
        index += 2
        switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return String(try scalar(from: start))
        default: throw Problem(message: "this escape is not one of JSON", offset: start)
        }
    }

    /// RFC 8259 §7: `\u` with four hexadecimal digits, two of them for what UTF-16 writes in a pair.
    private mutating func scalar(from start: Int) throws(Problem) -> Unicode.Scalar {
        let first = try fourDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        if first < 0xDC00, take("\\"), take("u") {
            let second = try fourDigits()
            if (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return scalar
            }
        }
        throw Problem(message: "this is half of a pair of escapes", offset: start)
    }

    private mutating func fourDigits() throws(Problem) -> UInt32 {
        let digits = bytes[min(index, bytes.count)...].prefix(4)
        guard digits.count == 4, let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
            digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
        else { throw problem("expected four hexadecimal digits") }
        index += 4
        return number
    }

    private mutating func number() throws(Problem) -> TemplateValue {
        let word = bytes[index...].prefix { $0 > 0x20 && !",]}:\"".utf8.contains($0) }
        let text = String(decoding: word, as: UTF8.self)
        guard TemplateValue.isNumber(text) else { throw problem("expected a value of JSON") }
        index = word.endIndex
        return .number(text)
    }

    private mutating func word(_ word: String, _ value: TemplateValue) throws(Problem) -> TemplateValue {
        guard bytes[index...].starts(with: word.utf8) else { throw problem("expected \(word)") }
        index += word.utf8.count
        return value
    }

    // MARK: Bytes

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        // RFC 8259 §2: insignificant white space.
        while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
    }

    private func problem(_ message: String) -> Problem {
        Problem(message: message, offset: index)
    }
}
