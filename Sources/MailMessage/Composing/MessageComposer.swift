public import Findings

/// Writes a message (RFC 5322, RFC 2045): header fields folded and encoded, a text and an HTML part, images and
/// attachments.
///
/// The same composer gives the same bytes: date and message identifier come from the caller.
public struct MessageComposer: Sendable {
    /// Who it is from.
    public var from: [Mailbox]
    /// Who it is to.
    public var to: [Mailbox]
    /// What it is about.
    public var subject: String
    /// When it was written.
    public var date: WallTime
    /// The message identifier without its angle brackets: `1.2@example.org`.
    public var messageID: String
    /// Further fields in order, behind the composer's own.
    public var extraFields: [Field] = []
    /// The part in plain text.
    public var text: String?
    /// The part in HTML.
    public var html: String?
    /// Images that the HTML shows as `cid:IDENTIFIER` (RFC 2392), in order.
    public var images: [(contentID: String, file: MessageFile)] = []
    /// Files beside the text, in order.
    public var attachments: [MessageFile] = []

    /// A header field to be written.
    public struct Field: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// Its value in plain Unicode, not encoded and not folded.
        public var value: String

        /// A field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A message without content yet.
    public init(from: [Mailbox], to: [Mailbox], subject: String, date: WallTime, messageID: String) {
        self.from = from
        self.to = to
        self.subject = subject
        self.date = date
        self.messageID = messageID
    }

    /// The bytes of the message, with CR LF line breaks throughout.
    ///
    /// - Throws: what cannot be written: a line break in a header value, a field given twice, no content.
    public func compose() throws(CompositionError) -> [UInt8] {
        try checkExtraFields()
        var bytes = try FieldWriter.write("Date", MessageDate.format(date))
        bytes += try FieldWriter.write("From", from.map(\.headerText).joined(separator: ", "))
        if !to.isEmpty { bytes += try FieldWriter.write("To", to.map(\.headerText).joined(separator: ", ")) }
        bytes += try FieldWriter.write("Message-ID", "<\(messageID)>")
        bytes += try FieldWriter.write("Subject", subject)
        for field in extraFields { bytes += try FieldWriter.write(field.name, field.value) }
        bytes += try FieldWriter.write("MIME-Version", "1.0")
        return bytes + (try body())
    }

    /// RFC 5322 §3.6 and RFC 2045: what may stand once, and is written here.
    private static let ownFields: Set = [
        "date", "from", "to", "message-id", "subject", "mime-version", "content-type", "content-transfer-encoding",
    ]
    /// RFC 5322 §3.6: further fields that may stand at most once.
    private static let singleFields: Set = ["sender", "reply-to", "cc", "bcc", "in-reply-to", "references"]

    private func checkExtraFields() throws(CompositionError) {
        var seen = MessageComposer.ownFields
        for field in extraFields {
            let name = field.name.lowercased()
            guard !seen.contains(name) else { throw .duplicate(field: field.name) }
            if MessageComposer.singleFields.contains(name) { seen.insert(name) }
        }
    }

    private func body() throws(CompositionError) -> [UInt8] {
        let content = try content()
        guard !attachments.isEmpty else { return content }
        // RFC 2046 §5.1.3: what is to be read comes first.
        var parts = [content]
        for file in attachments { parts.append(try FilePart(file: file, contentID: nil).bytes()) }
        return multipart("mixed", boundary: "mixed-mailproof", parts)
    }

    private func content() throws(CompositionError) -> [UInt8] {
        let plain = text.map { BodyPart(subtype: "plain", content: $0).bytes }
        let rich = try related()
        switch (plain, rich) {
        case (nil, nil): throw .noContent
        case (let part?, nil), (nil, let part?): return part
        // RFC 2046 §5.1.4: the plainest alternative comes first.
        case (let plain?, let rich?): return multipart("alternative", boundary: "mailproof", [plain, rich])
        }
    }

    /// The HTML part together with its images.
    private func related() throws(CompositionError) -> [UInt8]? {
        guard let html else {
            guard images.isEmpty else { throw .imagesWithoutHTML }
            return nil
        }
        var parts = [BodyPart(subtype: "html", content: html).bytes]
        guard !images.isEmpty else { return parts[0] }
        for image in images { parts.append(try FilePart(file: image.file, contentID: image.contentID).bytes()) }
        // RFC 2387 §3.1: the type of the root is named.
        return multipart("related", boundary: "related-mailproof", parameters: ";\r\n type=\"text/html\"", parts)
    }

    private func multipart(
        _ subtype: String, boundary: String, parameters: String = "", _ parts: [[UInt8]]
    ) -> [UInt8] {
        // RFC 2045 §6.7 (8): "=_" can never stand in a quoted-printable body; `BodyPart` keeps it out of others, and
        // Base64 has no hyphen.
        let boundary = BodyPart.boundaryMark + boundary
        var bytes = Array("Content-Type: multipart/\(subtype); boundary=\"\(boundary)\"\(parameters)\r\n\r\n".utf8)
        for part in parts { bytes += Array("--\(boundary)\r\n".utf8) + part + [.carriageReturn, .lineFeed] }
        return bytes + Array("--\(boundary)--\r\n".utf8)
    }
}
