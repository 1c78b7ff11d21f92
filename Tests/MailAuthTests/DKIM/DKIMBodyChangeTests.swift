import Findings
import MailAuth
import MailMessage
import Support
import Testing

struct DKIMBodyChangeTests {
    private func signed(
        _ body: [UInt8], _ form: DKIMCanonicalization = .simple, edit: ([UInt8]) -> [UInt8]
    ) throws -> (Message, DKIMSignature) {
        var signer = try SignedMessages.signer(TestKeys.ed25519)
        signer.bodyCanonicalization = form
        let header = Array("From: a@example.com\r\nSubject: x\r\n\r\n".utf8)
        let original = Message(bytes: header + body)
        let field = try signer.signature(of: original, at: SignedMessages.moment)
        let message = Message(bytes: field + header + edit(body))
        return (message, try DKIMSignature(try #require(message.field(named: DKIMSignature.fieldName))))
    }

    private func change(
        _ body: String, _ form: DKIMCanonicalization = .simple, edit: ([UInt8]) -> [UInt8]
    ) throws -> DKIMBodyChange? {
        let (message, signature) = try signed(Array(body.utf8), form, edit: edit)
        return DKIMBodyChange.find(in: message, of: signature)
    }

    private func replacing(_ old: String, _ new: String) -> ([UInt8]) -> [UInt8] {
        { Array(String(decoding: $0, as: UTF8.self).replacing(old, with: new).utf8) }
    }

    @Test("a footer is told by the line that it begins in", arguments: DKIMCanonicalization.allCases)
    func footer(_ form: DKIMCanonicalization) throws {
        let found = try change("Hello,\r\nare you hungry?\r\n", form) { $0 + Array("-- \r\nthe list\r\n".utf8) }
        #expect(found == .appended(fromLine: 3))
        #expect(found?.description.contains("up to line 2") == true)
    }

    @Test("a body that was signed with bare line feeds is told")
    func lineFeeds() throws {
        let found = try change("Hello,\nare you\n") { LineBreaks.normalised($0) }
        #expect(found == .bareLineFeeds)
    }

    @Test("a text whose charset was changed is told, in either direction")
    func charset() throws {
        let latin1 = Array("Gr".utf8) + [0xFC, 0xDF] + Array("e\r\n".utf8)
        let utf8 = Array("Grüße\r\n".utf8)
        let (up, one) = try signed(latin1) { _ in utf8 }
        #expect(DKIMBodyChange.find(in: up, of: one) == .toUTF8)
        let (down, other) = try signed(utf8) { _ in latin1 }
        #expect(DKIMBodyChange.find(in: down, of: other) == .fromUTF8)
    }

    @Test("what relays do to the transfer form of a body is told")
    func transfer() throws {
        #expect(try change("Grüße\r\n") { QuotedPrintable.encode($0) } == .quotedPrintable)
        #expect(try change("a\r\nFrom here\r\n", edit: replacing("From", ">From")) == .escapedFrom)
        #expect(try change("a\r\n.b\r\n", edit: replacing(".b", "..b")) == .stuffedDots)
    }

    @Test("a change that cannot be undone is not guessed at")
    func unknown() throws {
        #expect(try change("Hello\r\n", edit: replacing("Hello", "Goodbye")) == nil)
    }
}
