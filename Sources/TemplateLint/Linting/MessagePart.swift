import Findings
package import MailMessage

extension LintedMail {
    /// The message around the parts, with what several rules ask of it.
    package struct MessagePart: Sendable {
        /// Its bytes as text, from the top of the header.
        package let text: LintText
        /// Its header fields.
        package let message: Message
        /// Its parts.
        package let root: MIMEPart
        /// The part itself and those in it, outermost first; not those of messages that are attached.
        package let parts: [PlacedPart]
        /// The topmost Subject as its reader sees it.
        package let subject: HeaderText?
        /// Who the topmost From names.
        package let from: [NamedMailbox]
        /// Who the topmost Reply-To names.
        package let replyTo: [NamedMailbox]
        /// What its DKIM-Signature fields say, from the top.
        let signatures: [SignatureTags]
        /// The words of its HTML and its text; nil where it has not both.
        let words: PartWords?
        /// Where an application's tests say that they made the message.
        package let madeBy: MessageOrigin?
        /// What was decoded already: the bytes that a part stands at, and what it says.
        private let decoded: [(body: Range<Int>, bytes: [UInt8])]
        /// By name in small letters.
        private let fieldsByName: [String: [HeaderField]]

        init(
            text: LintText, message: Message, root: MIMEPart, html: HTMLPart? = nil, plain: LintText? = nil
        ) {
            self.text = text
            self.message = message
            self.root = root
            fieldsByName = Dictionary(grouping: message.fields.prefix(Self.fieldLimit)) { $0.name.lowercased() }
            let parts = PlacedPart.all(in: root)
            self.parts = parts
            decoded = [("html", html?.text), ("plain", plain)].compactMap { subtype, text in
                let part = parts.first { $0.part.contentType.matches("text", subtype) && !$0.isAttachment }?.part
                guard let part, let text, !DecodedPart.isTranscoded(part) else { return nil }
                return (part.body.startIndex..<part.body.endIndex, text.bytes)
            }
            subject = fieldsByName["subject"]?.first.map { HeaderText($0, in: text) }
            from = fieldsByName["from"]?.first.map(NamedMailbox.all) ?? []
            replyTo = fieldsByName["reply-to"]?.first.map(NamedMailbox.all) ?? []
            words = html.flatMap { html in plain.map { PartWords(html: html, plain: $0) } }
            signatures = (fieldsByName["dkim-signature"] ?? []).map { SignatureTags($0) }
            madeBy = fieldsByName[MessageOrigin.fieldName]?.first.flatMap { MessageOrigin($0.unfoldedBytes) }
        }

        /// How many header fields are looked at.
        ///
        /// Postfix keeps 100 KiB of header (`header_size_limit`); in that many there are not more fields than this.
        package static let fieldLimit = 25_000

        /// The topmost field of that name, given in small letters.
        package func field(_ name: String) -> HeaderField? {
            fieldsByName[name]?.first
        }

        /// Every field of that name, given in small letters, from the top.
        package func fields(_ name: String) -> [HeaderField] {
            fieldsByName[name] ?? []
        }

        /// What a part says; its text and its HTML are not decoded again.
        func decodedBody(of part: MIMEPart) -> [UInt8] {
            decoded.first { $0.body == part.body.startIndex..<part.body.endIndex }?.bytes ?? part.decodedBody
        }

        /// The place of what is missing from the header: its first field.
        package var top: Range<Int> {
            message.fields.first?.range ?? 0..<1
        }
    }
}

/// A header value as its reader sees it.
package struct HeaderText: Sendable {
    /// The field.
    package let field: HeaderField
    /// The decoded value, of which each byte knows its place.
    package let text: LintText
    /// The same as a string.
    package let string: String

    /// How much of a value is read: no mail program shows more of it.
    package static let limit = 16 << 10

    init(_ field: HeaderField, in file: LintText) {
        self.field = field
        var bytes: [UInt8] = []
        var segments: [OriginMap.Segment] = []
        for piece in field.decodedPieces(limit: Self.limit) {
            let range = field.offset + piece.range.lowerBound..<field.offset + piece.range.upperBound
            // Broken UTF-8 was replaced, so that the bytes are not those of the file.
            let isSame = !piece.isEncoded && piece.text.utf8.count == range.count
            segments.append(
                .init(start: bytes.count, source: 0, range: range, relation: isSame ? .verbatim : .encoded))
            bytes += piece.text.utf8
        }
        text = LintText(
            SourceText(file: file.text.file, bytes: bytes), origin: OriginMap(sources: [file.text], segments: segments))
        string = String(decoding: bytes, as: UTF8.self)
    }
}

/// A mailbox of a header field, and where it stands in the message.
package struct NamedMailbox: Sendable {
    /// The name that is shown, decoded.
    package let name: String?
    /// The address.
    package let address: Address
    /// Its domain in small letters.
    package let domain: String
    /// Its bytes in the message.
    package let range: Range<Int>

    /// Bytes of a field that are looked at for addresses.
    ///
    /// Postfix keeps 100 KiB of header (`header_size_limit`); no field that arrives is longer.
    package static let fieldLimit = 100 << 10

    /// The addresses of a field, as far as it is read.
    package static func list(_ field: HeaderField) -> AddressList {
        AddressList.parse(field.rawValue.prefix(fieldLimit))
    }

    static func all(in field: HeaderField) -> [NamedMailbox] {
        list(field).placedMailboxes.map { entry in
            NamedMailbox(
                name: entry.mailbox.displayName, address: entry.mailbox.address,
                domain: entry.mailbox.address.domain.lowercased(),
                range: field.offset + entry.range.lowerBound..<field.offset + entry.range.upperBound)
        }
    }
}

/// A part of a message and where it belongs.
package struct PlacedPart: Sendable {
    /// The part.
    package let part: MIMEPart
    /// The number of the multipart around it; nil for the message itself.
    package let parent: Int?

    /// A part and all that are in it, but not those of messages in it: what is attached is somebody else's mail.
    package static func all(in root: MIMEPart) -> [PlacedPart] {
        var result: [PlacedPart] = []
        var pending: [PlacedPart] = [PlacedPart(part: root, parent: nil)]
        while let next = pending.popLast() {
            result.append(next)
            guard next.part.isMultipart else { continue }
            let number = result.count - 1
            pending += next.part.children.reversed().map { PlacedPart(part: $0, parent: number) }
        }
        return result
    }

    /// The field of that name in its header.
    package func field(_ name: String) -> HeaderField? {
        part.fields.first { $0.isNamed(name) }
    }

    /// Where findings about it as a whole point: its Content-Type, or where its body begins.
    package var place: Range<Int> {
        field("Content-Type")?.range ?? part.body.startIndex..<part.body.startIndex + 1
    }

    /// Whether it is shown and not offered as a file.
    package var isAttachment: Bool { part.disposition?.kind == "attachment" }
    /// Whether it holds no other parts.
    package var isLeaf: Bool { !part.isMultipart && part.contentType.type != "message" }
}
