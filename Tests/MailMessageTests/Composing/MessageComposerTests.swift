import Findings
import MailMessage
import Testing

@Suite("MessageComposer")
struct MessageComposerTests {
    private func composer(subject: String = "hi") throws -> MessageComposer {
        MessageComposer(
            from: [Mailbox(displayName: "Exämple", address: try Address("news@example.org"))],
            to: [Mailbox(address: try Address("ana@example.net"))], subject: subject,
            date: WallTime(microseconds: 1_795_255_445_000_000), messageID: "1.2@example.org")
    }

    @Test("a message with text and HTML is what was asked for when it is read again")
    func roundTrip() throws {
        var composer = try composer(subject: "Grüße — 50 % = ½")
        composer.text = "Hällo\n\nFrom here = on.\n.\nbye "
        composer.html = "<p>Hällo</p>\r\n" + String(repeating: "x", count: 5000)
        composer.extraFields = [
            .init("List-Unsubscribe", "<https://example.org/u?x=1>"), .init("X-Ü".replacing("Ü", with: "U"), "ä"),
        ]
        let bytes = try composer.compose()
        #expect(LineBreaks.areNormal(bytes))
        #expect(bytes.allSatisfy { $0 < 0x80 })
        let message = Message(bytes: bytes)
        #expect(message.defects.isEmpty)
        #expect(message.field(named: "Date")?.unfoldedValue == "Sat, 21 Nov 2026 10:04:05 +0000")
        #expect(message.field(named: "From")?.decodedValue == "Exämple <news@example.org>")
        #expect(message.field(named: "Subject")?.decodedValue == "Grüße — 50 % = ½")
        #expect(message.field(named: "Message-ID")?.unfoldedValue == "<1.2@example.org>")
        #expect(message.field(named: "X-U")?.decodedValue == "ä")
        let root = message.mimeRoot
        #expect(root.contentType.description == "multipart/alternative")
        #expect(root.defects.isEmpty)
        #expect(root.children.map(\.contentType.description) == ["text/plain", "text/html"])
        #expect(root.children.first?.text == "Hällo\r\n\r\nFrom here = on.\r\n.\r\nbye ")
        #expect(root.children.last?.text == composer.html)
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\r\n") { #expect(line.utf8.count <= 78) }
    }

    @Test("one part alone needs no multipart, plain ASCII no encoding")
    func plain() throws {
        var composer = try composer()
        composer.text = "hello\r\n"
        let root = Message(bytes: try composer.compose()).mimeRoot
        #expect(root.contentType.description == "text/plain")
        #expect(root.transferEncoding == .sevenBit)
        #expect(root.text == "hello\r\n")
    }

    @Test("text that looks like a delimiter of ours does not end its part")
    func delimiterInText() throws {
        var composer = try composer()
        composer.text = "--=_mailproof--\nstill here"
        composer.html = "<p>--=_mailproof</p>"
        let root = Message(bytes: try composer.compose()).mimeRoot
        #expect(root.children.map(\.text) == ["--=_mailproof--\r\nstill here", "<p>--=_mailproof</p>"])
    }

    @Test("line breaks in header values are refused", arguments: ["a\r\nBcc: x@example.org", "a\nb", "a\rb", "a\0b"])
    func injection(value: String) throws {
        var subject = try composer(subject: value)
        subject.text = "x"
        #expect(throws: CompositionError.controlCharacter(field: "Subject")) { try subject.compose() }
        var extra = try composer()
        extra.text = "x"
        extra.extraFields = [.init("X-A", value)]
        #expect(throws: CompositionError.controlCharacter(field: "X-A")) { try extra.compose() }
        var name = try composer()
        name.text = "x"
        name.from = [Mailbox(displayName: value, address: try Address("a@example.org"))]
        let fields = Message(bytes: try name.compose()).fields
        #expect(
            fields.map(\.name) == [
                "Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding",
            ])
    }

    @Test("fields that are no fields or stand twice are refused")
    func badFields() throws {
        var composer = try composer()
        composer.text = "x"
        for name in ["", "A B", "A:", "Ä", "A\r\nB"] {
            composer.extraFields = [.init(name, "x")]
            #expect(throws: CompositionError.fieldName(name)) { try composer.compose() }
        }
        composer.extraFields = [.init("from", "x@example.org")]
        #expect(throws: CompositionError.duplicate(field: "from")) { try composer.compose() }
        composer.extraFields = [.init("Reply-To", "x@example.org"), .init("reply-to", "y@example.org")]
        #expect(throws: CompositionError.duplicate(field: "reply-to")) { try composer.compose() }
    }

    @Test("a message without content is refused")
    func noContent() throws {
        #expect(throws: CompositionError.noContent) { try composer().compose() }
    }
}

@Suite("FieldWriter")
struct FieldWriterTests {
    private func written(_ value: String, name: String = "Subject") throws -> String {
        String(decoding: try FieldWriter.write(name, value), as: UTF8.self)
    }

    @Test("long values are folded before white space and keep it")
    func folding() throws {
        let value = Array(repeating: "word", count: 40).joined(separator: " ")
        let text = try written(value)
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 78 })
        #expect(HeaderField(bytes: Array(text.utf8))?.unfoldedValue == value)
    }

    @Test("a word that no line can hold is refused")
    func tooLong() {
        #expect(throws: CompositionError.lineTooLong(field: "Subject")) {
            try FieldWriter.write("Subject", String(repeating: "x", count: 1000))
        }
    }

    @Test(
        "text is read as it was written",
        arguments: [
            "plain", "Grüße aus Köln", "ä ö", "a ä b", "=?utf-8?Q?x?=", "日本語", "tail ä", "a  b", "ü  ü", "👩‍👩‍👧‍👦 family",
            String(repeating: "ä", count: 300), "mixed " + String(repeating: "wörd ", count: 30) + "end",
        ])
    func roundTrip(text: String) throws {
        let field = try #require(HeaderField(bytes: Array(try written(text).utf8)))
        #expect(field.decodedValue == text)
        #expect(field.bytes.allSatisfy { $0 < 0x80 })
        for line in String(decoding: field.bytes, as: UTF8.self).split(separator: "\r\n") {
            #expect(line.utf8.count <= 78)
        }
    }

    @Test("in a field of addresses the names alone are encoded")
    func addresses() throws {
        #expect(
            try written("Jörg <j@example.org>, b@example.org", name: "Cc")
                == "Cc: =?utf-8?B?SsO2cmc=?= <j@example.org>, b@example.org\r\n")
    }
}
