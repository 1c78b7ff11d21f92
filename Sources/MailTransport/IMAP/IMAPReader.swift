/// Puts responses together from the bytes that an IMAP server sends, in whatever pieces they come.
///
/// A literal is counted and never searched: a message that holds the line `A4 OK done` ends nothing.
package struct IMAPReader: Sendable {
    /// The most text of one response that is read, all its literals left out.
    ///
    /// The answer to SEARCH is one line: this holds a hundred thousand messages.
    package static let textLimit = 1 << 20
    /// The longest literal that is read; header sections are asked for in parts of a quarter of it.
    package static let literalLimit = 1 << 20
    /// The most bytes of all literals of one response.
    package static let literalsLimit = 4 << 20
    /// The most literals of one response: each takes place beside its bytes.
    package static let literalCountLimit = 1000

    private var bytes: [UInt8] = []
    private var start = 0
    /// Up to where no line feed was found, so that no byte is looked at twice.
    private var scanned = 0
    /// How much of a literal is awaited.
    private var awaitedLiteral: Int?
    private var pieces: [IMAPPiece] = []
    private var textCount = 0
    private var literalsCount = 0

    /// A reader before the first byte.
    package init() {}

    /// How many bytes are held: fed and not read yet, or part of a response that is not complete.
    package var heldCount: Int { bytes.count - start + textCount + literalsCount }

    /// Adds what was received.
    package mutating func feed(_ received: some Sequence<UInt8>) {
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: bytes.count <= IMAPReader.textLimit)
            (start, scanned) = (0, 0)
        } else if start > bytes.count / 2 {
            bytes.removeFirst(start)
            scanned -= start
            start = 0
        }
        bytes.append(contentsOf: received)
    }

    /// The next whole response, nil as long as it is not complete.
    ///
    /// - Throws: where what was received is no response, or larger than is read; nothing can be read behind it.
    package mutating func next() throws(IMAPSyntaxError) -> (response: IMAPResponse, wireText: String)? {
        while true {
            if let count = awaitedLiteral {
                guard bytes.count - start >= count else { return nil }
                pieces.append(.literal(Array(bytes[start..<(start + count)])))
                start += count
                scanned = start
                awaitedLiteral = nil
            }
            guard let end = bytes[max(start, scanned)...].firstIndex(of: 0x0A) else {
                scanned = bytes.count
                guard textCount + bytes.count - start <= IMAPReader.textLimit else {
                    throw IMAPSyntaxError(bytes[start...], "a line is too long", .tooLarge)
                }
                return nil
            }
            var line = bytes[start..<end]
            if line.last == 0x0D { line = line.dropLast() }
            start = end + 1
            scanned = start
            textCount += line.count
            guard textCount <= IMAPReader.textLimit else {
                throw IMAPSyntaxError(line, "a response has too much text", .tooLarge)
            }
            pieces.append(.text(Array(line)))
            if try !awaitsLiteral(behind: line) { return try finish() }
        }
    }

    /// Whether a literal follows a line; its size is taken note of then.
    private mutating func awaitsLiteral(behind line: ArraySlice<UInt8>) throws(IMAPSyntaxError) -> Bool {
        guard case .text(let first) = pieces[0], first.first == UInt8(ascii: "*"),
            // RFC 9051 §7.1: behind a status stands text for people, which holds no literal whatever it ends with.
            IMAPStatus(first.dropFirst(2)) == nil,
            let digits = IMAPPiece.announcedLiteral(atEndOf: line), pieces.endOutsideQuotes
        else { return false }
        guard let count = UInt32(digits: digits).map(Int.init), count <= IMAPReader.literalLimit,
            literalsCount + count <= IMAPReader.literalsLimit
        else {
            throw IMAPSyntaxError(line, "a literal is too large", .tooLarge)
        }
        guard pieces.count < 2 * IMAPReader.literalCountLimit else {
            throw IMAPSyntaxError(line, "a response has too many literals", .tooLarge)
        }
        literalsCount += count
        awaitedLiteral = count
        return true
    }

    private mutating func finish() throws(IMAPSyntaxError) -> (response: IMAPResponse, wireText: String) {
        defer {
            pieces = []
            (textCount, literalsCount) = (0, 0)
        }
        let response = try IMAPResponse(pieces, byteCount: textCount + literalsCount)
        return (response, pieces.map(\.shown).joined(separator: " "))
    }
}

/// A piece of a response: a line, or the literal behind it.
enum IMAPPiece: Sendable, Hashable {
    /// A line, without its line break, with the announcement of the literal that follows.
    case text([UInt8])
    /// A literal.
    case literal([UInt8])

    /// The digits of `{123}` at the end of a line; nil where it does not end so.
    ///
    /// RFC 9051 §9: `literal`; RFC 7888 §4: a plus sign behind the digits; a tilde may stand in front (`literal8`).
    static func announcedLiteral(atEndOf line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard line.last == UInt8(ascii: "}") else { return nil }
        var digits = line.dropLast()
        if digits.last == UInt8(ascii: "+") { digits = digits.dropLast() }
        guard let brace = digits.lastIndex(of: UInt8(ascii: "{")) else { return nil }
        digits = digits[(brace + 1)...]
        return !digits.isEmpty && digits.allSatisfy(\.isDigit) ? digits : nil
    }

    /// The beginning of a line, or the size of a literal: what a transcript may hold.
    var shown: String {
        switch self {
        case .text(let bytes): String(decoding: bytes.prefix(200), as: UTF8.self) + (bytes.count > 200 ? " …" : "")
        case .literal(let bytes): "(\(bytes.count) bytes)"
        }
    }
}

extension [IMAPPiece] {
    /// Whether the end of the last line lies outside of a quoted string.
    ///
    /// RFC 9051 §9: a quoted string holds no line break, so each line begins outside of one.
    var endOutsideQuotes: Bool {
        guard case .text(let line)? = last else { return true }
        var isQuoted = false
        var isEscaped = false
        for byte in line {
            if isEscaped {
                isEscaped = false
            } else if isQuoted, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            }
        }
        return !isQuoted
    }
}

/// A server said something that is no IMAP response, or one that is too large.
package struct IMAPSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of mistake it is.
    package var kind: Kind
    /// The beginning of the line.
    package var line: String
    /// What is wrong with it.
    package var problem: String

    /// The kinds of mistakes.
    package enum Kind: Sendable, Hashable {
        /// It breaks the grammar, or was not to be said at this place.
        case malformed
        /// It exceeds a limit of ours.
        case tooLarge
    }

    init(_ line: some Sequence<UInt8>, _ problem: String, _ kind: Kind = .malformed) {
        self.kind = kind
        let shown = line.prefix(80).map { $0.isControl ? UInt8(ascii: "?") : $0 }
        self.line = String(decoding: shown, as: UTF8.self)
        self.problem = problem
    }

    /// The line and what is wrong with it.
    package var description: String { "'\(line)' is no IMAP response: \(problem)" }
}
