/// Cuts the header of a message or of a part into fields; offsets are those of the slice.
struct HeaderReader {
    let bytes: ArraySlice<UInt8>
    /// Where the next line begins; after `read()` where the body begins.
    private(set) var offset: Int
    private(set) var fields: [HeaderField] = []
    private(set) var defects: [Message.Defect] = []

    init(bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        offset = bytes.startIndex
    }

    /// Reads up to the empty line, the first line that is no field, or the end.
    mutating func read() {
        skipMailboxSeparator()
        while offset < bytes.endIndex {
            let line = lineRange(at: offset)
            noteLineEnd(of: line)
            if isEmptyLine(line) {
                offset = line.upperBound
                return
            }
            guard let colon = colon(in: line) else {
                defects.append(.missingEmptyLine(offset: offset))
                return
            }
            var end = line.upperBound
            // RFC 5322 §2.2.3: a line that begins with white space continues the field; so does one of nothing else.
            while end < bytes.endIndex, bytes[end].isWhiteSpace {
                let continuation = lineRange(at: end)
                noteLineEnd(of: continuation)
                end = continuation.upperBound
            }
            fields.append(HeaderField(bytes: Array(bytes[offset..<end]), colon: colon - offset, offset: offset))
            offset = end
        }
        defects.append(.missingBody)
    }

    /// From `start` up to and with the line feed, or to the end.
    private func lineRange(at start: Int) -> Range<Int> {
        let lineFeed = bytes[start...].firstIndex(of: .lineFeed)
        return start..<(lineFeed.map { $0 + 1 } ?? bytes.endIndex)
    }

    private func isEmptyLine(_ line: Range<Int>) -> Bool {
        let content = bytes[line]
        return content.elementsEqual([.carriageReturn, .lineFeed]) || content.elementsEqual([.lineFeed])
    }

    /// The offset of the colon behind a field name, or nil where the line begins no field.
    private func colon(in line: Range<Int>) -> Int? {
        var index = line.lowerBound
        // RFC 5322 §3.6.8: a name is of printable US-ASCII characters but the colon.
        while index < line.upperBound, bytes[index].isFieldName { index += 1 }
        guard index > line.lowerBound else { return nil }
        // RFC 5322 §4.5: the obsolete syntax admits white space before the colon.
        while index < line.upperBound, bytes[index].isWhiteSpace { index += 1 }
        return index < line.upperBound && bytes[index] == .colon ? index : nil
    }

    private mutating func skipMailboxSeparator() {
        // RFC 4155 §2: an mbox file separates messages by lines that begin with "From ".
        guard bytes.starts(with: "From ".utf8) else { return }
        let line = lineRange(at: offset)
        guard colon(in: line) == nil else { return }
        defects.append(.mailboxSeparator)
        offset = line.upperBound
    }

    private mutating func noteLineEnd(of line: Range<Int>) {
        let last = line.upperBound - 1
        guard bytes[last] == .lineFeed, last == line.lowerBound || bytes[last - 1] != .carriageReturn else { return }
        if !defects.contains(where: { if case .bareLineFeed = $0 { true } else { false } }) {
            defects.append(.bareLineFeed(offset: last))
        }
    }
}
