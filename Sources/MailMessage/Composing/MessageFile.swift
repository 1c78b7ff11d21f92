/// A file that a message carries: an attachment, or an image that its HTML shows.
public struct MessageFile: Sendable, Hashable {
    /// The name that the reader sees, in any letters.
    public var name: String
    /// The media type (RFC 2045 §5.1): `image/png`.
    public var mediaType: String
    /// The bytes, of any kind.
    public var content: [UInt8]

    /// A file, its media type by the ending of its name where none is given.
    public init(name: String, mediaType: String? = nil, content: [UInt8]) {
        self.name = name
        self.mediaType = mediaType ?? Self.mediaType(ofName: name)
        self.content = content
    }

    /// The media type that the ending of a name stands for (IANA's registry); `application/octet-stream` for others.
    public static func mediaType(ofName name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return unknownType }
        return typesByEnding[name[name.index(after: dot)...].lowercased()] ?? unknownType
    }

    /// RFC 2046 §4.5.1: what is known of a file of which nothing is known.
    private static let unknownType = "application/octet-stream"

    private static let typesByEnding = [
        "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
        "svg": "image/svg+xml", "pdf": "application/pdf", "ics": "text/calendar", "csv": "text/csv",
        "txt": "text/plain", "html": "text/html", "zip": "application/zip", "json": "application/json",
        "xml": "application/xml", "eml": "message/rfc822",
    ]
}

/// One entity of a message (RFC 2045 §2.4): the fields that describe it, the empty line, and its encoded body.
struct FilePart {
    let file: MessageFile
    /// RFC 2392: what `cid:` in the HTML refers to, without angle brackets; nil for an attachment.
    let contentID: String?

    /// The entity.
    ///
    /// - Throws: a name, a media type or an identifier that would break the header.
    func bytes() throws(CompositionError) -> [UInt8] {
        guard Self.isMediaType(file.mediaType) else { throw .mediaType(file.mediaType) }
        // RFC 2046 §5.2.1: a message within a message may be 7bit, 8bit or binary, and never Base64.
        let isMessage = file.mediaType.lowercased().hasPrefix("message/")
        let type = isMessage ? Self.opaqueType : file.mediaType
        var bytes = Array("Content-Type: \(type)\r\nContent-Transfer-Encoding: base64\r\n".utf8)
        if let contentID {
            guard Self.isIdentifier(contentID) else { throw .contentID(contentID) }
            bytes += Array("Content-ID: <\(contentID)>\r\n".utf8)
        }
        bytes += try ParameterWriter.field(
            "Content-Disposition", contentID == nil ? "attachment" : "inline", parameter: "filename", file.name)
        return bytes + [.carriageReturn, .lineFeed] + Self.lines(Base64.encode(file.content))
    }

    private static let opaqueType = "application/octet-stream"
    /// RFC 2045 §6.8: encoded lines have at most 76 characters.
    private static let lineLength = 76

    private static func lines(_ digits: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(digits.count + digits.count / lineLength * 2 + 2)
        for start in stride(from: 0, to: digits.count, by: lineLength) {
            result += digits[start..<min(start + lineLength, digits.count)]
            result += [.carriageReturn, .lineFeed]
        }
        return result
    }

    /// RFC 2045 §5.1: two tokens and a slash.
    private static func isMediaType(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isMIMEToken) }
    }

    /// RFC 2392 §2 has an address; what is printable, without spaces and brackets, cannot break the field.
    private static func isIdentifier(_ text: String) -> Bool {
        (1...200).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    }
}
