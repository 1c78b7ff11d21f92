/// A part of a message (RFC 2045, RFC 2046): the message itself is the outermost one.
///
/// Any bytes give a tree. What is not in order is said in `defects`, and read the way mail programs do.
public struct MIMEPart: Sendable, Hashable {
    /// How deep parts are looked for in parts; what is deeper is not taken apart.
    ///
    /// Real mail stays below ten.
    public static let depthLimit = 50
    /// How many parts of one message are looked for; the rest stays in the part that holds it.
    public static let countLimit = 2000

    /// The part's own header fields.
    public let fields: [HeaderField]
    /// What it holds; where its header does not say so, what RFC 2045 §5.2 has it be.
    public let contentType: ContentType
    /// How its body is written.
    public let transferEncoding: TransferEncoding
    /// How it wants to be shown, where it says so.
    public let disposition: ContentDisposition?
    /// Its body as it is written; a slice of the whole message (of the decoded bytes in an encoded inner message).
    public let body: ArraySlice<UInt8>
    /// The parts of a multipart, or the one message that a message/rfc822 holds.
    public let children: [MIMEPart]
    /// What is not in order with this part.
    public let defects: [Defect]

    init(
        fields: [HeaderField], contentType: ContentType, transferEncoding: TransferEncoding,
        disposition: ContentDisposition?, body: ArraySlice<UInt8>, children: [MIMEPart], defects: [Defect]
    ) {
        self.fields = fields
        self.contentType = contentType
        self.transferEncoding = transferEncoding
        self.disposition = disposition
        self.body = body
        self.children = children
        self.defects = defects
    }

    /// What can be wrong with a part.
    public enum Defect: Sendable, Hashable {
        /// The Content-Type cannot be read; the part is taken for plain text.
        case unreadableContentType
        /// A multipart names no boundary; its body is taken for text.
        case missingBoundary
        /// A multipart has no line with its boundary.
        case noParts
        /// The boundary that closes a multipart is missing.
        case missingCloseDelimiter
        /// Behind the boundary that closes a multipart, at this offset of the message, the boundary comes again; what
        /// follows is not read.
        case delimiterAfterClose(offset: Int)
        /// A multipart says that it is encoded, which RFC 2045 §6.4 forbids; it was read as if it were not.
        case encodedMultipart
        /// Parts were not taken apart because a limit was reached.
        case limitReached
    }

    /// Whether it is a multipart that was taken apart.
    public var isMultipart: Bool { contentType.type == "multipart" }

    /// The body with its transfer encoding undone.
    public var decodedBody: [UInt8] { transferEncoding.decode(body) }

    /// The body of a text part as text; nil for other parts and for a character set that is not known.
    ///
    /// A part that names none is read as UTF-8, of which the default, US-ASCII (RFC 2045 §5.2), is a part.
    public var text: String? {
        guard contentType.type == "text" else { return nil }
        guard let name = contentType.parameters["charset"] else { return Charset.utf8.decode(decodedBody) }
        return Charset(name: name)?.decode(decodedBody)
    }

    /// This part and all parts in it, outermost first, in the order of the text.
    public var allParts: [MIMEPart] {
        var result: [MIMEPart] = []
        var pending = [self]
        while let part = pending.popLast() {
            result.append(part)
            pending += part.children.reversed()
        }
        return result
    }
}

extension Message {
    /// The message taken apart; the work of each call is linear in the message for each level of parts.
    public var mimeRoot: MIMEPart {
        var parser = MIMEParser()
        return parser.parse(bytes[...])
    }
}
