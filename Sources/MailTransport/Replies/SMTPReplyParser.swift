/// Puts replies together from the bytes that a server sends, in whatever pieces they come.
package struct SMTPReplyParser: Sendable {
    /// The longest line that is read; RFC 5321 §4.5.3.1.5 has 512 octets, and servers exceed it.
    package static let lineLimit = 8192
    /// The most lines of one reply that are read.
    ///
    /// Servers that explain a refusal at length use about ten.
    package static let linesLimit = 256

    private var bytes: [UInt8] = []
    private var start = 0
    private var texts: [String] = []
    private var code: Int?

    /// A parser before the first byte.
    package init() {}

    /// Whether nothing is left of what was fed that is not part of a finished reply.
    package var isEmpty: Bool { start == bytes.count && texts.isEmpty }

    /// How many bytes were fed and not read yet.
    package var bufferedCount: Int { bytes.count - start }

    /// Adds what was received.
    package mutating func feed(_ received: some Sequence<UInt8>) {
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: true)
            start = 0
        } else if start > SMTPReplyParser.lineLimit {
            bytes.removeFirst(start)
            start = 0
        }
        bytes.append(contentsOf: received)
    }

    /// The next whole reply, nil as long as it is not complete.
    ///
    /// - Throws: where what was received is no SMTP reply; nothing can be read behind it.
    package mutating func next() throws(SMTPSyntaxError) -> SMTPReply? {
        while let end = bytes[start...].firstIndex(of: 0x0A) {
            var line = bytes[start..<end]
            if line.last == 0x0D { line = line.dropLast() }
            start = end + 1
            guard line.count <= SMTPReplyParser.lineLimit else { throw SMTPSyntaxError(line, "the line is too long") }
            if let reply = try take(line) { return reply }
        }
        guard bytes.count - start <= SMTPReplyParser.lineLimit else {
            throw SMTPSyntaxError(bytes[start...], "the line is too long")
        }
        return nil
    }

    private mutating func take(_ line: ArraySlice<UInt8>) throws(SMTPSyntaxError) -> SMTPReply? {
        let digits = line.prefix(3)
        let mark = line.dropFirst(3).first
        guard digits.count == 3, digits.allSatisfy(\.isDigit), let code = Int(String(decoding: digits, as: UTF8.self)),
            (200..<600).contains(code), mark == nil || mark == UInt8(ascii: " ") || mark == UInt8(ascii: "-")
        else { throw SMTPSyntaxError(line, "it does not begin with a reply code") }
        texts.append(String(decoding: line.dropFirst(4), as: UTF8.self))
        guard texts.count <= SMTPReplyParser.linesLimit else {
            throw SMTPSyntaxError(line, "the reply has too many lines")
        }
        // RFC 5321 §4.2.1: every line but the last has a hyphen behind its code; where codes differ, the last one counts.
        guard mark != UInt8(ascii: "-") else { return nil }
        defer { texts = [] }
        return SMTPReply(code: code, texts: texts)
    }
}

/// A server said something that is no SMTP reply.
package struct SMTPSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The beginning of the line.
    package var line: String
    /// What is wrong with it.
    package var problem: String

    init(_ line: ArraySlice<UInt8>, _ problem: String) {
        let shown = line.prefix(80).map { $0.isControl ? UInt8(ascii: "?") : $0 }
        self.line = String(decoding: shown, as: UTF8.self)
        self.problem = problem
    }

    /// The line and what is wrong with it.
    package var description: String { "'\(line)' is no SMTP reply: \(problem)" }
}
