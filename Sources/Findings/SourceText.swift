/// A text file that was read, kept so that any place in it can be shown.
///
/// Bytes that are not UTF-8 are shown as U+FFFD; line breaks are LF and CR LF. Immutable, and shared by every `Place`.
public final class SourceText: Sendable {
    /// The path as the user wrote it or would write it.
    public let file: String
    /// The content as it was read.
    public let bytes: [UInt8]
    private let lineStarts: [Int]

    /// Indexes the lines of `bytes`.
    public init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
        var starts = [0]
        var offset = 0
        for byte in bytes {
            offset += 1
            if byte == 0x0A { starts.append(offset) }
        }
        lineStarts = starts
    }

    /// Indexes the lines of `text`.
    public convenience init(file: String, text: String) {
        self.init(file: file, bytes: Array(text.utf8))
    }

    /// The whole text.
    public var text: String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// How many lines there are; a line break at the end begins a last, empty one.
    public var lineCount: Int {
        lineStarts.count
    }

    /// The line numbered from 1 without its line break; empty where there is no such line.
    public func line(_ number: Int) -> String {
        String(decoding: bytes[byteRange(ofLine: number)], as: UTF8.self)
    }

    /// The offset of the first byte of the line numbered from 1; the end of the text where there is no such line.
    public func byteOffset(ofLine number: Int) -> Int {
        number >= 1 && number <= lineStarts.count ? lineStarts[number - 1] : bytes.count
    }

    /// The place of a stretch of bytes; one that reaches over the end of its line is cut there.
    public func place(atByte offset: Int, length: Int = 1) -> Place {
        let offset = min(max(0, offset), bytes.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let start = lineStarts[low]
        let lineEnd = byteRange(ofLine: low + 1).upperBound
        let end = min(offset + max(0, length), lineEnd)
        return Place(
            text: self,
            line: low + 1,
            column: scalarCount(start..<offset) + 1,
            length: end > offset ? scalarCount(offset..<end) : 1)
    }

    private func byteRange(ofLine number: Int) -> Range<Int> {
        guard number >= 1, number <= lineStarts.count else { return 0..<0 }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// Counts scalars as every byte that does not continue one, which holds for broken UTF-8 too.
    private func scalarCount(_ range: Range<Int>) -> Int {
        var count = 0
        for byte in bytes[range] where byte & 0xC0 != 0x80 {
            count += 1
        }
        return count
    }
}

/// A stretch of one line of a `SourceText`; small enough for every value of a scenario to carry one.
public struct Place: Sendable {
    /// The text it is in.
    public let text: SourceText
    private let lineNumber: Int32
    private let columnNumber: Int32
    private let scalarLength: Int32

    /// Line and column from 1; columns and length in Unicode scalars.
    public init(text: SourceText, line: Int, column: Int, length: Int) {
        self.text = text
        lineNumber = Int32(clamping: line)
        columnNumber = Int32(clamping: column)
        scalarLength = Int32(clamping: max(1, length))
    }

    /// The line, from 1.
    public var line: Int { Int(lineNumber) }
    /// The column of the first scalar, from 1.
    public var column: Int { Int(columnNumber) }
    /// How many scalars it covers, at least 1.
    public var length: Int { Int(scalarLength) }

    /// The same stretch as a value of its own.
    public var span: SourceSpan {
        SourceSpan(file: text.file, line: line, column: column, length: length)
    }

    /// The stretch with the text of its line.
    public var excerpt: SourceExcerpt {
        SourceExcerpt(span: span, line: text.line(line))
    }
}
