/// Takes a message apart.
struct MIMEParser {
    private var count = 0

    /// The part that `bytes` are, header and body.
    mutating func parse(_ bytes: ArraySlice<UInt8>) -> MIMEPart {
        part(bytes, depth: 0, default: .plainText)
    }

    private mutating func part(_ bytes: ArraySlice<UInt8>, depth: Int, default fallback: ContentType) -> MIMEPart {
        count += 1
        var reader = HeaderReader(bytes: bytes)
        reader.read()
        let fields = reader.fields
        let body = bytes[reader.offset...]
        var defects: [MIMEPart.Defect] = []
        var contentType = fallback
        if let field = fields.first(where: { $0.isNamed("Content-Type") }) {
            if let stated = ContentType(Array(field.rawValue)) {
                contentType = stated
            } else {
                // RFC 2045 §5.2: what cannot be read is best taken for plain text.
                contentType = .plainText
                defects.append(.unreadableContentType)
            }
        }
        let encodingField = fields.first { $0.isNamed("Content-Transfer-Encoding") }
        let encoding = encodingField.map { TransferEncoding(Array($0.rawValue)) } ?? .sevenBit
        let children = children(of: body, contentType, encoding, depth: depth, defects: &defects)
        return MIMEPart(
            fields: fields, contentType: contentType, transferEncoding: encoding,
            disposition: fields.first { $0.isNamed("Content-Disposition") }
                .flatMap { ContentDisposition(Array($0.rawValue)) },
            body: body, children: children, defects: defects)
    }

    private mutating func children(
        of body: ArraySlice<UInt8>, _ contentType: ContentType, _ encoding: TransferEncoding, depth: Int,
        defects: inout [MIMEPart.Defect]
    ) -> [MIMEPart] {
        let isMessage = contentType.matches("message", "rfc822") || contentType.matches("message", "global")
        guard contentType.type == "multipart" || isMessage else { return [] }
        guard depth < MIMEPart.depthLimit, count < MIMEPart.countLimit else {
            defects.append(.limitReached)
            return []
        }
        if isMessage {
            // RFC 2046 §5.2.1 forbids to encode an inner message; RFC 6532 §3.5 permits it for message/global.
            let isEncoded = encoding == .base64 || encoding == .quotedPrintable
            return [part(isEncoded ? encoding.decode(body)[...] : body, depth: depth + 1, default: .plainText)]
        }
        // RFC 2045 §6.4: a multipart is never encoded itself.
        if encoding == .base64 || encoding == .quotedPrintable { defects.append(.encodedMultipart) }
        guard let boundary = contentType.parameters["boundary"], !boundary.isEmpty else {
            defects.append(.missingBoundary)
            return []
        }
        let split = MultipartSplitter(body: body, boundary: Array(boundary.utf8)).split()
        if split.parts.isEmpty { defects.append(.noParts) }
        if !split.parts.isEmpty, !split.isClosed { defects.append(.missingCloseDelimiter) }
        if let offset = split.delimiterAfterClose { defects.append(.delimiterAfterClose(offset: offset)) }
        let fallback: ContentType = contentType.subtype == "digest" ? .message : .plainText
        var result: [MIMEPart] = []
        for range in split.parts {
            guard count < MIMEPart.countLimit else {
                defects.append(.limitReached)
                break
            }
            result.append(part(body[range], depth: depth + 1, default: fallback))
        }
        return result
    }
}

/// Finds the parts between the delimiter lines of one multipart (RFC 2046 §5.1.1).
///
/// A line is a delimiter where it is the boundary and white space only. RFC 2046 §5.1.1 would let a reader be content
/// with a line that begins with the boundary; then a boundary that is a prefix of another one's, which occurs, would
/// cut the inner parts. Its own grammar (delimiter, transport-padding, CRLF) is what is followed here.
struct MultipartSplitter {
    let body: ArraySlice<UInt8>
    let boundary: [UInt8]

    struct Split {
        var parts: [Range<Int>] = []
        var isClosed = false
        /// The first line with the boundary behind the one that closes.
        var delimiterAfterClose: Int?
    }

    func split() -> Split {
        var split = Split()
        var partStart: Int?
        var lineStart = body.startIndex
        while lineStart < body.endIndex {
            let lineFeed = body[lineStart...].firstIndex(of: .lineFeed)
            let lineEnd = lineFeed.map { $0 + 1 } ?? body.endIndex
            if let isClosing = delimiter(body[lineStart..<lineEnd]) {
                if split.isClosed {
                    split.delimiterAfterClose = lineStart
                    return split
                }
                if let partStart { split.parts.append(partStart..<max(partStart, withoutLineBreak(before: lineStart))) }
                partStart = isClosing ? nil : lineEnd
                split.isClosed = isClosing
            }
            lineStart = lineEnd
        }
        if let partStart, partStart < body.endIndex { split.parts.append(partStart..<body.endIndex) }
        return split
    }

    /// Whether a line closes the multipart; nil where it is no delimiter.
    private func delimiter(_ line: ArraySlice<UInt8>) -> Bool? {
        let hyphens: [UInt8] = [UInt8(ascii: "-"), UInt8(ascii: "-")]
        guard line.starts(with: hyphens), line.dropFirst(2).starts(with: boundary) else { return nil }
        var rest = line.dropFirst(2 + boundary.count)
        let isClosing = rest.starts(with: hyphens)
        if isClosing { rest = rest.dropFirst(2) }
        // RFC 2046 §5.1.1, transport-padding: white space behind a delimiter was added on the way.
        guard rest.allSatisfy({ $0.isWhiteSpace || $0 == .carriageReturn || $0 == .lineFeed }) else { return nil }
        return isClosing
    }

    /// RFC 2046 §5.1.1: the line break before a delimiter belongs to the delimiter.
    private func withoutLineBreak(before index: Int) -> Int {
        var end = index
        if end > body.startIndex, body[end - 1] == .lineFeed { end -= 1 }
        if end > body.startIndex, body[end - 1] == .carriageReturn { end -= 1 }
        return end
    }
}
