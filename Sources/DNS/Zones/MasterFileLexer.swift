/// Cuts a master file into entries and those into fields (RFC 1035 §5.1).
///
/// An entry with a broken form carries its problem, and the next entry begins on the next line, so that every problem
/// of a file is found. Runs in linear time, whatever the octets.
struct MasterFileLexer {
    private let bytes: [UInt8]
    private var index: Int
    private var openGroups = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // Some editors begin a UTF-8 file with U+FEFF.
        index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next entry that has a field or a problem; nil at the end of the file.
    mutating func next() -> MasterFileEntry? {
        while index < bytes.count {
            let entry = readEntry()
            if !entry.fields.isEmpty || entry.problem != nil { return entry }
        }
        return nil
    }

    private mutating func readEntry() -> MasterFileEntry {
        var entry = MasterFileEntry()
        entry.startsBlank = bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t")
        /// Where each parenthesis that is open stands.
        var open: [Int] = []
        while index < bytes.count {
            let octet = bytes[index]
            switch octet {
            case UInt8(ascii: "\n"):
                index += 1
                guard !open.isEmpty else { return entry }
                entry.comment = nil
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                index += 1
            case UInt8(ascii: ";"):
                entry.comment = index
                skipToLineEnd()
            case UInt8(ascii: "("):
                open.append(index)
                index += 1
            case UInt8(ascii: ")"):
                if open.popLast() == nil {
                    entry.fail(
                        ZoneProblem(
                            .unbalancedParenthesis, "a closing parenthesis without an opening one",
                            label: "nothing is open here", at: index..<(index + 1), remedy: "remove it"))
                }
                index += 1
            case UInt8(ascii: "\""):
                readQuoted(into: &entry)
            default:
                readWord(into: &entry)
            }
        }
        if let first = open.first { recover(from: first, &entry) }
        return entry
    }

    /// Goes back to behind the line of a parenthesis that never ends, so that what follows is read too.
    private mutating func recover(from start: Int, _ entry: inout MasterFileEntry) {
        entry.problem = ZoneProblem(
            .unbalancedParenthesis, "a parenthesis that is never closed", label: "opened here",
            at: start..<(start + 1), remedy: "close it with ) behind the last field of the record")
        openGroups += 1
        // Each such step reads the rest of the file again; their number is bounded so that the time stays linear.
        guard openGroups < MasterFile.mostOpenGroups else { return }
        index = start
        skipToLineEnd()
    }

    private mutating func skipToLineEnd() {
        index = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    }

    private mutating func readQuoted(into entry: inout MasterFileEntry) {
        let quote = index
        index += 1
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
            if bytes[index] == UInt8(ascii: "\"") {
                entry.append(MasterFileField(octets: bytes[start..<index], isQuoted: true))
                index += 1
                return
            }
            index += isEscape ? 2 : 1
        }
        // A string of several lines is allowed by the letter of RFC 1035 §5.1, but no server reads it.
        entry.fail(
            ZoneProblem(
                .unterminatedQuote, "a quoted string that does not end on its line", label: "the string begins here",
                at: quote..<index, remedy: "close it with \" and split long texts into several quoted strings"))
    }

    private mutating func readWord(into entry: inout MasterFileEntry) {
        let start = index
        while index < bytes.count, !isDelimiter(bytes[index]) {
            if bytes[index] == UInt8(ascii: "\"") {
                // RFC 9460 §2.1: key="value" is one field.
                guard let end = endOfQuote(from: index + 1) else {
                    skipToLineEnd()
                    entry.fail(
                        ZoneProblem(
                            .unterminatedQuote, "a quote within a word that does not end on its line",
                            label: "the quote is in this word", at: start..<index, remedy: "close it with \""))
                    return
                }
                index = end + 1
                continue
            }
            if bytes[index] < 0x20 || bytes[index] == 0x7F {
                entry.fail(
                    ZoneProblem(
                        .syntax, "a control character", at: index..<(index + 1),
                        remedy: "remove it, or write it as \(NameText.decimalEscape(bytes[index]))"))
            }
            index += isEscape ? 2 : 1
        }
        entry.append(MasterFileField(octets: bytes[start..<index], isQuoted: false))
    }

    private func endOfQuote(from start: Int) -> Int? {
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") {
            if bytes[index] == UInt8(ascii: "\"") { return index }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    /// Whether a backslash and an octet that it takes along stand here; a line end is never taken along.
    private var isEscape: Bool {
        bytes[index] == UInt8(ascii: "\\") && index + 1 < bytes.count && bytes[index + 1] != UInt8(ascii: "\n")
            && bytes[index + 1] != UInt8(ascii: "\r")
    }

    private func isDelimiter(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: ";"),
            UInt8(ascii: "("), UInt8(ascii: ")"):
            true
        default: false
        }
    }
}

extension MasterFileEntry {
    /// Takes a field, if there is room for it.
    mutating func append(_ field: MasterFileField) {
        guard fields.count < MasterFile.mostFields else {
            return fail(
                ZoneProblem(
                    .syntax, "an entry of more than \(MasterFile.mostFields) fields", at: field.range,
                    remedy: "look for the parenthesis that should have been closed, or split the record"))
        }
        fields.append(field)
    }

    /// Keeps the first problem.
    mutating func fail(_ problem: @autoclosure () -> ZoneProblem) {
        if self.problem == nil { self.problem = problem() }
    }
}

/// The fields of one line that stands alone, not in a file.
struct RecordLine {
    /// The fields; nil where the line is broken, empty, or more than one.
    var fields: [MasterFileField]?

    init(_ text: String) {
        var lexer = MasterFileLexer(Array(text.utf8))
        guard let entry = lexer.next(), entry.problem == nil, lexer.next() == nil else { return }
        fields = entry.fields
    }
}
