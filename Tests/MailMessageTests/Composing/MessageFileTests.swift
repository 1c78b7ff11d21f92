import Findings
import MailMessage
import Testing

@Suite("files in a message")
struct MessageFileTests {
    private func composer() throws -> MessageComposer {
        var composer = MessageComposer(
            from: [Mailbox(address: try Address("news@example.org"))], to: [], subject: "hi",
            date: WallTime(microseconds: 1_795_255_445_000_000), messageID: "1.2@example.org")
        composer.text = "hello"
        composer.html = "<img src=\"cid:logo@example.org\">"
        return composer
    }

    private static let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) }

    @Test("attachments stand beside the text, images beside the HTML that shows them")
    func structure() throws {
        var composer = try composer()
        composer.images = [("logo@example.org", MessageFile(name: "logo.png", content: Self.bytes))]
        composer.attachments = [MessageFile(name: "terms.pdf", content: Self.bytes)]
        let message = Message(bytes: try composer.compose())
        #expect(message.defects.isEmpty)
        let root = message.mimeRoot
        #expect(root.defects.isEmpty)
        #expect(root.contentType.description == "multipart/mixed")
        #expect(root.children.map(\.contentType.description) == ["multipart/alternative", "application/pdf"])
        let alternative = try #require(root.children.first)
        #expect(alternative.children.map(\.contentType.description) == ["text/plain", "multipart/related"])
        let related = try #require(alternative.children.last)
        #expect(related.children.map(\.contentType.description) == ["text/html", "image/png"])
        #expect(related.children.last?.decodedBody == Self.bytes)
        #expect(root.children.last?.decodedBody == Self.bytes)
        let text = String(decoding: message.bytes, as: UTF8.self)
        #expect(text.contains("Content-ID: <logo@example.org>\r\n"))
        #expect(text.contains("Content-Disposition: inline; filename=\"logo.png\"\r\n"))
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 78 })
    }

    @Test(
        "the name of a file is read again as it was given",
        arguments: [
            "terms.pdf", "a b.pdf", "a\"b\\c.pdf", "Prüfbericht – März.pdf", "100% *' new.pdf",
            String(repeating: "a", count: 70) + ".pdf", String(repeating: "ö", count: 120) + ".pdf",
        ])
    func names(name: String) throws {
        var composer = try composer()
        composer.attachments = [MessageFile(name: name, content: [1])]
        let bytes = try composer.compose()
        #expect(bytes.allSatisfy { $0 < 0x80 })
        let part = try #require(Message(bytes: bytes).mimeRoot.children.last)
        #expect(part.disposition?.filename == name)
        #expect(String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").allSatisfy { $0.utf8.count <= 78 })
    }

    @Test("a message as an attachment is no message part, which must not be Base64")
    func message() throws {
        var composer = try composer()
        composer.attachments = [MessageFile(name: "first.eml", content: Array("From: a@b.example\r\n\r\nx".utf8))]
        let part = try #require(Message(bytes: try composer.compose()).mimeRoot.children.last)
        #expect(part.contentType.description == "application/octet-stream")
    }

    @Test("what would break the header is refused")
    func refusals() throws {
        var composer = try composer()
        composer.attachments = [MessageFile(name: "a\r\nb", content: [])]
        #expect(throws: CompositionError.controlCharacter(field: "Content-Disposition")) { try composer.compose() }
        composer.attachments = [MessageFile(name: "a", mediaType: "image/png\r\nX: y", content: [])]
        #expect(throws: CompositionError.mediaType("image/png\r\nX: y")) { try composer.compose() }
        composer.attachments = []
        composer.images = [("a>\r\nX: y", MessageFile(name: "a", content: []))]
        #expect(throws: CompositionError.contentID("a>\r\nX: y")) { try composer.compose() }
        composer.images = [("a@b", MessageFile(name: "a", content: []))]
        composer.html = nil
        #expect(throws: CompositionError.imagesWithoutHTML) { try composer.compose() }
    }
}
