/// Reads the values out of the pieces of a response (RFC 9051 §9).
///
/// Lenient where nothing can be mistaken: it takes spaces too many, and atoms of any bytes.
struct IMAPResponseParser {
    /// How deep lists may be nested; the address lists of ENVELOPE need four, BODYSTRUCTURE one for each nested part.
    static let depthLimit = 32

    /// About how many bytes of memory a value takes beside its own.
    static let valueCost = 64

    private let pieces: [IMAPPiece]
    private var piece = 0
    /// How many values were read.
    private(set) var count = 0
    private var line: [UInt8] = []
    private var index = 0

    /// A parser at the beginning of the first line.
    init(_ pieces: [IMAPPiece]) {
        self.pieces = pieces
        enterLine()
    }

    private mutating func enterLine() {
        index = 0
        if piece < pieces.count, case .text(let bytes) = pieces[piece] { line = bytes } else { line = [] }
    }

    private var next: UInt8? { index < line.count ? line[index] : nil }

    private mutating func skipSpaces() {
        while next == UInt8(ascii: " ") { index += 1 }
    }

    private func error(_ problem: String) -> IMAPSyntaxError {
        IMAPSyntaxError(line[max(0, index - 40)...], problem)
    }

    /// What stands up to the next space, which is skipped.
    mutating func word() -> ArraySlice<UInt8> {
        let word = line[index...].prefix { $0 != UInt8(ascii: " ") }
        index = min(line.count, word.endIndex + 1)
        return word
    }

    /// All of the line that is left.
    var rest: ArraySlice<UInt8> { line[index...] }

    /// All values up to the end.
    mutating func values() throws(IMAPSyntaxError) -> [IMAPValue] {
        var values: [IMAPValue] = []
        while true {
            skipSpaces()
            guard next != nil else {
                guard piece + 1 >= pieces.count else { throw error("a literal stands where no value can") }
                return values
            }
            values.append(try value(depth: 0))
        }
    }

    private mutating func value(depth: Int) throws(IMAPSyntaxError) -> IMAPValue {
        count += 1
        switch next {
        case UInt8(ascii: "("): return try list(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try quoted())
        case UInt8(ascii: "{"): return .string(try literal())
        case UInt8(ascii: "~") where index + 1 < line.count && line[index + 1] == UInt8(ascii: "{"):
            index += 1
            return .string(try literal())
        case UInt8(ascii: ")"), nil: throw error("a value is missing")
        default: return .atom(try atom())
        }
    }

    private mutating func list(depth: Int) throws(IMAPSyntaxError) -> IMAPValue {
        guard depth <= IMAPResponseParser.depthLimit else { throw error("lists are nested too deeply") }
        index += 1
        var elements: [IMAPValue] = []
        while true {
            skipSpaces()
            if next == UInt8(ascii: ")") {
                index += 1
                return .list(elements)
            }
            guard next != nil else { throw error("a list has no end") }
            elements.append(try value(depth: depth))
        }
    }

    private mutating func quoted() throws(IMAPSyntaxError) -> [UInt8] {
        index += 1
        var bytes: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return bytes
            case UInt8(ascii: "\\"):
                guard let escaped = next else { throw error("a quoted string has no end") }
                bytes.append(escaped)
                index += 1
            default: bytes.append(byte)
            }
        }
        throw error("a quoted string has no end")
    }

    /// A literal is announced at the end of a line, and the reader has put it behind that line.
    private mutating func literal() throws(IMAPSyntaxError) -> [UInt8] {
        guard IMAPPiece.announcedLiteral(atEndOf: line[index...])?.startIndex == index + 1, piece + 1 < pieces.count,
            case .literal(let bytes) = pieces[piece + 1]
        else { throw error("a brace announces no literal") }
        piece += 2
        enterLine()
        return bytes
    }

    private mutating func atom() throws(IMAPSyntaxError) -> [UInt8] {
        let start = index
        while let byte = next {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""):
                return Array(line[start..<index])
            case UInt8(ascii: "[") where isSection(line[start..<index]):
                // RFC 9051 §9: `section` has spaces, lists and strings within its brackets: BODY[HEADER.FIELDS (A B)].
                guard let end = line[index...].firstIndex(of: UInt8(ascii: "]")) else {
                    throw error("a section has no end")
                }
                index = end + 1
            default: index += 1
            }
        }
        return Array(line[start..<index])
    }

    private func isSection(_ name: ArraySlice<UInt8>) -> Bool {
        name.count <= 6 && ["BODY", "BINARY"].contains(String(decoding: name.map(\.inUpperCase), as: UTF8.self))
    }
}

extension IMAPResponse {
    /// The response that these pieces make; the first is a line.
    init(_ pieces: [IMAPPiece], byteCount: Int) throws(IMAPSyntaxError) {
        var parser = IMAPResponseParser(pieces)
        let line = parser.rest
        let tag = parser.word()
        if tag.elementsEqual("+".utf8) {
            self = .continuation(String(decoding: parser.rest, as: UTF8.self))
        } else if tag.elementsEqual("*".utf8) {
            if let status = IMAPStatus(parser.rest) {
                self = .status(status)
                return
            }
            var word = parser.word()
            let number = UInt32(digits: word)
            if number != nil { word = parser.word() }
            guard !word.isEmpty else { throw IMAPSyntaxError(line, "it says nothing") }
            let name = String(decoding: word.map(\.inUpperCase), as: UTF8.self)
            let values = try parser.values()
            let cost = byteCount + parser.count * IMAPResponseParser.valueCost
            self = .data(IMAPData(number: number, name, values, cost: cost))
        } else {
            guard !tag.isEmpty, tag.count <= 32, tag.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
                let status = IMAPStatus(parser.rest), [.ok, .no, .bad].contains(status.condition)
            else { throw IMAPSyntaxError(line, "it begins with neither a tag nor '*' nor '+'") }
            self = .tagged(tag: String(decoding: tag, as: UTF8.self), status)
        }
    }
}
