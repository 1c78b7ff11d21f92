/// A line of syslog: who wrote it, and what.
///
/// The traditional form (RFC 3164, with the time as it says or as RFC 3339 has it) and that of RFC 5424 are read. When
/// it was written is left aside: the traditional form has neither year nor time zone, and a log that is followed tells
/// of now.
struct SyslogLine {
    /// The program: `postfix/smtp`.
    var program: ArraySlice<UInt8>
    /// What it says.
    var message: ArraySlice<UInt8>

    /// After how many words the program must have come.
    ///
    /// Our choice: `Nov 27 2026 21:25:24.123 UTC host program:` are seven.
    private static let headerLimit = 7

    /// The parts of a line; nil where it has none.
    init?(_ line: [UInt8]) {
        var rest = line[...]
        let hasPriority = Self.skipPriority(&rest)
        if hasPriority, let version = Self.word(of: rest), version.count <= 2, version.allSatisfy(\.isDigit) {
            self.init(structured: rest[version.endIndex...])
        } else {
            self.init(traditional: rest)
        }
    }

    /// RFC 3164 §4.1: `Nov 27 21:25:24 host program[123]: message`.
    private init?(traditional line: ArraySlice<UInt8>) {
        var rest = line
        for _ in 0..<Self.headerLimit {
            guard let word = Self.word(of: rest) else { return nil }
            rest = rest[word.endIndex...]
            guard word.last == UInt8(ascii: ":") else { continue }
            let tag = word.dropLast()
            program = tag.prefix { $0 != UInt8(ascii: "[") }
            message = rest.dropFirst()
            return
        }
        return nil
    }

    /// RFC 5424 §6: `2026-11-27T21:25:24Z host program 123 ID [data] message`, after the version.
    private init?(structured line: ArraySlice<UInt8>) {
        var rest = line
        var words: [ArraySlice<UInt8>] = []
        // Time, host, program, process, kind of message.
        for _ in 0..<5 {
            guard let word = Self.word(of: rest) else { return nil }
            words.append(word)
            rest = rest[word.endIndex...]
        }
        rest = rest.drop { $0 == 0x20 }
        guard Self.skipData(&rest) else { return nil }
        rest = rest.drop { $0 == 0x20 }
        // RFC 5424 §6.4: a text in UTF-8 may begin with a byte order mark.
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        program = words[2]
        message = rest
    }

    private static func word(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let word = line.drop { $0 == 0x20 }.prefix { $0 != 0x20 }
        return word.isEmpty ? nil : word
    }

    private static func skipPriority(_ line: inout ArraySlice<UInt8>) -> Bool {
        guard line.first == UInt8(ascii: "<") else { return false }
        let digits = line.dropFirst().prefix { $0.isDigit }
        guard (1...3).contains(digits.count), digits.endIndex < line.endIndex,
            line[digits.endIndex] == UInt8(ascii: ">")
        else { return false }
        line = line[(digits.endIndex + 1)...]
        return true
    }

    /// RFC 5424 §6.3: `-`, or elements in brackets, whose values are quoted.
    private static func skipData(_ line: inout ArraySlice<UInt8>) -> Bool {
        if line.first == UInt8(ascii: "-") {
            line = line.dropFirst()
            return true
        }
        guard line.first == UInt8(ascii: "[") else { return false }
        var isQuoted = false
        var isEscaped = false
        for index in line.indices {
            let byte = line[index]
            if isEscaped {
                isEscaped = false
            } else if isQuoted {
                isEscaped = byte == UInt8(ascii: "\\")
                if byte == UInt8(ascii: "\"") { isQuoted = false }
            } else if byte == UInt8(ascii: "\"") {
                isQuoted = true
            } else if byte == UInt8(ascii: "]"), index + 1 == line.endIndex || line[index + 1] != UInt8(ascii: "[") {
                line = line[(index + 1)...]
                return true
            }
        }
        return false
    }
}

extension UInt8 {
    /// Whether it is 0 to 9.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
