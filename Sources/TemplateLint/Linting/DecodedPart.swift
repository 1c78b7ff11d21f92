import Findings
import MailMessage

/// The text of a part of a message, with the place of every byte where the encoding lets it be known.
enum DecodedPart {
    /// The first part of `text/SUBTYPE` that is not an attachment.
    static func first(_ subtype: String, of root: MIMEPart, in source: SourceText) -> LintText? {
        root.allParts.first {
            $0.contentType.matches("text", subtype) && $0.disposition?.kind != "attachment"
        }.map { text(of: $0, in: source) }
    }

    /// The text of a part.
    static func text(of part: MIMEPart, in source: SourceText) -> LintText {
        let body = part.body
        // Parts of an encoded inner message are slices of other bytes than the file's.
        let isInFile = body.endIndex <= source.bytes.count && source.bytes[body.indices] == body
        let decoded = part.decodedBody
        let charset = part.contentType.parameters["charset"]?.lowercased() ?? "utf-8"
        let keepsBytes = ["utf-8", "utf8", "us-ascii", "ascii"].contains(charset)
        if isInFile, keepsBytes, let segments = segments(of: part, decodedCount: decoded.count) {
            return LintText(
                SourceText(file: source.file, bytes: decoded),
                origin: OriginMap(sources: [source], segments: segments))
        }
        let range = isInFile ? body.startIndex..<body.endIndex : 0..<source.bytes.count
        let bytes = keepsBytes ? decoded : part.text.map { Array($0.utf8) } ?? decoded
        return LintText(
            SourceText(file: source.file, bytes: bytes),
            origin: OriginMap(
                sources: [source], segments: [.init(start: 0, source: 0, range: range, relation: .within)]),
            isReadable: part.text != nil)
    }

    /// Where the decoded bytes stand in the body; nil where that is not known.
    private static func segments(of part: MIMEPart, decodedCount: Int) -> [OriginMap.Segment]? {
        let body = part.body
        switch part.transferEncoding {
        case .sevenBit, .eightBit, .binary, .unknown:
            return [.init(start: 0, source: 0, range: body.startIndex..<body.endIndex, relation: .verbatim)]
        case .quotedPrintable:
            return quotedPrintable(body, decodedCount: decodedCount)
        case .base64:
            return nil
        }
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
    fileprivate var isHexadecimal: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "a")...UInt8(ascii: "f"):
            true
        default: false
        }
    }
}
