/// An Internet message (RFC 5322) as the bytes that travel: header fields, an empty line, a body.
///
/// Any bytes make a message. Nothing is repaired and nothing is thrown away, because a signature covers the very bytes:
/// lines may end in LF alone, the empty line may be missing, and what is no header field begins the body. Reading takes
/// time linear in the length of the header; the body is not looked at.
public struct Message: Sendable, Hashable {
    /// The whole message, unchanged.
    public let bytes: [UInt8]
    /// The header fields, from the top.
    public let fields: [HeaderField]
    /// Where the body begins in `bytes`: behind the empty line, or at the first line that is no header field.
    public let bodyOffset: Int
    /// What is wrong with the form of the header, in the order of the text.
    public let defects: [Defect]

    /// Reads the header of `bytes`.
    public init(bytes: [UInt8]) {
        var reader = HeaderReader(bytes: bytes[...])
        reader.read()
        self.bytes = bytes
        fields = reader.fields
        bodyOffset = reader.offset
        defects = reader.defects
    }

    /// The bytes behind the header.
    public var body: ArraySlice<UInt8> {
        bytes[bodyOffset...]
    }

    /// The bytes of the header with the empty line that ends it, where there is one.
    public var header: ArraySlice<UInt8> {
        bytes[..<bodyOffset]
    }

    /// Every field of that name in ASCII letters of either case, from the top.
    public func fields(named name: String) -> [HeaderField] {
        fields.filter { $0.isNamed(name) }
    }

    /// The topmost field of that name.
    public func field(named name: String) -> HeaderField? {
        fields.first { $0.isNamed(name) }
    }

    /// A departure from the form that RFC 5322 §2.2 and §3.5 give a header.
    public enum Defect: Sendable, Hashable {
        /// A line that begins with `From ` stands at the top, as in an mbox file; it was passed over.
        case mailboxSeparator
        /// At this offset the body begins without an empty line before it.
        case missingEmptyLine(offset: Int)
        /// The header ends with the message, without an empty line.
        case missingBody
        /// A header line ends in LF without CR; the offset is the first one's.
        case bareLineFeed(offset: Int)
    }
}
