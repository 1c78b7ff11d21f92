/// The quoted-printable content transfer encoding (RFC 2045 §6.7).
public enum QuotedPrintable {
    /// RFC 2045 §6.7 (5): an encoded line has at most 76 characters, the `=` of a soft line break counted.
    static let maximumLineLength = 76

    /// What `text` stands for.
    ///
    /// A `=` that begins nothing stays as it is, as RFC 2045 §6.7 proposes.
    public static func decode(_ text: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(text)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "=") {
                if index + 2 < bytes.count, let high = bytes[index + 1].hexadecimalDigit,
                    let low = bytes[index + 2].hexadecimalDigit
                {
                    result.append(high << 4 | low)
                    index += 3
                } else if let end = endOfLine(bytes, from: index + 1) {
                    index = end
                } else {
                    result.append(byte)
                    index += 1
                }
            } else if byte == .carriageReturn || byte == .lineFeed {
                result.append(byte)
                index += 1
            } else {
                let start = index
                while index < bytes.count, bytes[index] != UInt8(ascii: "="), bytes[index] != .carriageReturn,
                    bytes[index] != .lineFeed
                {
                    index += 1
                }
                var end = index
                if index == bytes.count || bytes[index] != UInt8(ascii: "=") {
                    // RFC 2045 §6.7 (3): white space at the end of a line was added on the way and is deleted.
                    while end > start, bytes[end - 1].isWhiteSpace { end -= 1 }
                }
                result += bytes[start..<end]
            }
        }
        return result
    }

    /// Behind the line break that follows white space only, or nil where something else does.
    private static func endOfLine(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index < bytes.count, bytes[index].isWhiteSpace { index += 1 }
        guard index < bytes.count else { return index }
        if bytes[index] == .lineFeed { return index + 1 }
        guard bytes[index] == .carriageReturn else { return nil }
        return index + 1 < bytes.count && bytes[index + 1] == .lineFeed ? index + 2 : index + 1
    }

    /// Text with CR LF line breaks, encoded; the breaks stay, every other CR and LF is written as data.
    public static func encode(_ text: [UInt8]) -> [UInt8] {
        var encoder = QuotedPrintableEncoder(text: text)
        return encoder.encode()
    }
}

private struct QuotedPrintableEncoder {
    let text: [UInt8]
    private var result: [UInt8] = []
    private var lineLength = 0

    init(text: [UInt8]) {
        self.text = text
    }

    mutating func encode() -> [UInt8] {
        result.reserveCapacity(text.count + text.count / 8)
        var index = 0
        while index < text.count {
            if isLineBreak(at: index) {
                result += [.carriageReturn, .lineFeed]
                lineLength = 0
                index += 2
                continue
            }
            append(text[index], isLast: index + 1 == text.count || isLineBreak(at: index + 1), at: index)
            index += 1
        }
        return result
    }

    private func isLineBreak(at index: Int) -> Bool {
        index + 1 < text.count && text[index] == .carriageReturn && text[index + 1] == .lineFeed
    }

    private mutating func append(_ byte: UInt8, isLast: Bool, at index: Int) {
        var isPlain = isPlain(byte, isLast: isLast, at: index)
        // The last character of a line needs no room for a soft break behind it.
        let room = QuotedPrintable.maximumLineLength - (isLast ? 0 : 1)
        if lineLength + (isPlain ? 1 : 3) > room {
            result += [UInt8(ascii: "="), .carriageReturn, .lineFeed]
            lineLength = 0
            isPlain = self.isPlain(byte, isLast: isLast, at: index)
        }
        if isPlain {
            result.append(byte)
        } else {
            result += [UInt8(ascii: "="), .hexadecimalDigit(of: byte >> 4), .hexadecimalDigit(of: byte)]
        }
        lineLength += isPlain ? 1 : 3
    }

    private func isPlain(_ byte: UInt8, isLast: Bool, at index: Int) -> Bool {
        // RFC 2045 §6.7 (3): white space never ends an encoded line.
        if byte.isWhiteSpace { return !isLast }
        // RFC 2049 §3: "From " at the start of a line is altered by mbox files, and a lone dot ends an SMTP message.
        if lineLength == 0, byte == UInt8(ascii: ".") { return false }
        if lineLength == 0, byte == UInt8(ascii: "F"), text[index...].starts(with: "From ".utf8) { return false }
        return (33...126).contains(byte) && byte != UInt8(ascii: "=")
    }
}
