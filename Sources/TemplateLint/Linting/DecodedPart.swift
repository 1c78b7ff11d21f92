package import Findings
package import MailMessage

/// The text of a part of a message, with the place of every byte.
package enum DecodedPart {
    /// The first part of `text/SUBTYPE` that is not an attachment, nor in a message that is attached.
    package static func first(_ subtype: String, of root: MIMEPart, in source: SourceText) -> LintText? {
        PlacedPart.all(in: root).first { $0.part.contentType.matches("text", subtype) && !$0.isAttachment }
            .map { text(of: $0.part, in: source) }
    }

    /// The text of a part whose body is a slice of the file.
    package static func text(of part: MIMEPart, in source: SourceText) -> LintText {
        let decoded = part.decodedBody
        var bytes = decoded
        var segments = TransferOrigins.segments(of: part, decodedCount: decoded.count)
        let name = part.contentType.parameters["charset"]
        // What names nothing is read as UTF-8; what is named and not known is not read at all.
        let charset = name.map { Charset(name: $0) } ?? .utf8
        if let charset, charset != .utf8, charset != .ascii, decoded.contains(where: { $0 >= 0x80 }) {
            (bytes, segments) = transcode(decoded, from: charset, segments)
        }
        return LintText(
            SourceText(file: source.file, bytes: bytes), origin: OriginMap(sources: [source], segments: segments),
            isReadable: charset != nil)
    }

    /// Whether the text of a part is not the bytes that were decoded.
    static func isTranscoded(_ part: MIMEPart) -> Bool {
        guard let charset = part.contentType.parameters["charset"].flatMap({ Charset(name: $0) }) else { return false }
        return charset != .utf8 && charset != .ascii
    }

    /// A text of one byte a character as UTF-8, and the origins of what it became.
    private static func transcode(
        _ bytes: [UInt8], from charset: Charset, _ origins: [OriginMap.Segment]
    ) -> ([UInt8], [OriginMap.Segment]) {
        let characters = (0x80...0xFF).map { Array(charset.decode([UInt8($0)]).utf8) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 8)
        var segments: [OriginMap.Segment] = []
        for (number, origin) in origins.enumerated() {
            let end = min(bytes.count, number + 1 < origins.count ? origins[number + 1].start : bytes.count)
            var index = origin.start
            while index < end {
                let start = index
                while index < end, bytes[index] < 0x80 { index += 1 }
                if index == start { index += 1 }
                segments.append(origin.piece(start - origin.start..<index - origin.start, at: result.count))
                if bytes[start] < 0x80 {
                    result += bytes[start..<index]
                } else {
                    result += characters[Int(bytes[start]) - 0x80]
                    // One byte became several: it has one place.
                    if segments[segments.count - 1].relation == .verbatim {
                        segments[segments.count - 1].relation = .encoded
                    }
                }
            }
        }
        return (result, segments)
    }
}

/// Where the bytes of a decoded body stand in the encoded one.
package enum TransferOrigins {
    static func segments(of part: MIMEPart, decodedCount: Int) -> [OriginMap.Segment] {
        let body = part.body
        let whole = body.startIndex..<body.endIndex
        switch part.transferEncoding {
        case .sevenBit, .eightBit, .binary, .unknown:
            return [.init(start: 0, source: 0, range: whole, relation: .verbatim)]
        case .quotedPrintable:
            return quotedPrintable(body, decodedCount: decodedCount)
                ?? [.init(start: 0, source: 0, range: whole, relation: .within)]
        case .base64:
            return base64(body, decodedCount: decodedCount)
        }
    }

    /// Runs of digits: in most mail one a line.
    private static func base64(_ body: ArraySlice<UInt8>, decodedCount: Int) -> [OriginMap.Segment] {
        var segments: [OriginMap.Segment] = []
        var digits = 0
        var index = body.startIndex
        while index < body.endIndex {
            guard body[index].isBase64Digit else {
                // As the decoder has it: padding that completes a group ends the text.
                if body[index] == UInt8(ascii: "="), digits % 4 >= 2 { break }
                index += 1
                continue
            }
            let start = index
            while index < body.endIndex, body[index].isBase64Digit { index += 1 }
            // Four digits are three bytes: the first byte that begins here.
            let byte = (digits * 3 + 3) / 4
            if byte < decodedCount {
                segments.append(
                    .init(
                        start: byte, source: 0, range: start..<index, relation: .encoded,
                        base64: .init(byte: byte, digit: digits)))
            }
            digits += index - start
        }
        return segments
    }

    /// Follows the decoder of `MailMessage` and notes where it was; nil where the two do not agree on the length.
    private static func quotedPrintable(_ body: ArraySlice<UInt8>, decodedCount: Int) -> [OriginMap.Segment]? {
        var segments: [OriginMap.Segment] = []
        var written = 0
        var index = body.startIndex
        while index < body.endIndex {
            let start = index
            while index < body.endIndex, body[index] != UInt8(ascii: "="), !isTrailingBlank(at: index, in: body) {
                index += 1
            }
            if index > start {
                segments.append(.init(start: written, source: 0, range: start..<index, relation: .verbatim))
                written += index - start
            }
            guard index < body.endIndex else { break }
            if body[index] != UInt8(ascii: "=") {
                while index < body.endIndex, body[index].isBlank { index += 1 }
            } else if index + 2 < body.endIndex, body[index + 1].isHexadecimal, body[index + 2].isHexadecimal {
                segments.append(.init(start: written, source: 0, range: index..<index + 3, relation: .encoded))
                written += 1
                index += 3
            } else if let end = endOfSoftBreak(after: index, in: body) {
                index = end
            } else {
                segments.append(.init(start: written, source: 0, range: index..<index + 1, relation: .verbatim))
                written += 1
                index += 1
            }
        }
        return written == decodedCount ? segments : nil
    }

    /// RFC 2045 §6.7 (3): white space at the end of a line is not part of the text.
    private static func isTrailingBlank(at index: Int, in body: ArraySlice<UInt8>) -> Bool {
        guard body[index].isBlank, index == body.startIndex || !body[index - 1].isBlank else { return false }
        var end = index
        while end < body.endIndex, body[end].isBlank { end += 1 }
        return end == body.endIndex || body[end] == 0x0D || body[end] == 0x0A
    }

    private static func endOfSoftBreak(after index: Int, in body: ArraySlice<UInt8>) -> Int? {
        var end = index + 1
        while end < body.endIndex, body[end].isBlank { end += 1 }
        guard end < body.endIndex else { return end }
        if body[end] == 0x0A { return end + 1 }
        guard body[end] == 0x0D else { return nil }
        return end + 1 < body.endIndex && body[end + 1] == 0x0A ? end + 2 : end + 1
    }
}

extension UInt8 {
    /// A hexadecimal digit.
    package var isHexadecimal: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "a")...UInt8(ascii: "f"):
            true
        default: false
        }
    }

    /// RFC 2045 §6.8, table 1, without the padding.
    package var isBase64Digit: Bool {
        isASCIILetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || self == UInt8(ascii: "+")
            || self == UInt8(ascii: "/")
    }
}
