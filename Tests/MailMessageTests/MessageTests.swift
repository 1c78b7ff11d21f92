import MailMessage
import Support
import Testing

@Suite("Message")
struct MessageTests {
    @Test("a message is fields, an empty line and a body")
    func plain() {
        let message = Message(bytes: Array("From: a@example.org\r\nSubject: hi\r\n\r\nBody\r\n".utf8))
        #expect(message.fields.map(\.name) == ["From", "Subject"])
        #expect(message.fields.map(\.unfoldedValue) == ["a@example.org", "hi"])
        #expect(String(decoding: message.body, as: UTF8.self) == "Body\r\n")
        #expect(message.defects.isEmpty)
    }

    @Test("the bytes of the fields are those of the header, folds and line breaks included")
    func bytesKept() {
        let text = "Subject: one\r\n two\r\n\tthree \r\nX-Space : \t v\r\n\r\n"
        let message = Message(bytes: Array(text.utf8))
        #expect(message.fields.flatMap(\.bytes) == Array(text.utf8.dropLast(2)))
        #expect(message.fields.map(\.offset) == [0, 29])
        #expect(message.fields[0].unfoldedValue == "one two\tthree")
        #expect(Array(message.fields[0].rawValue) == Array(" one\r\n two\r\n\tthree ".utf8))
        #expect(message.fields[1].name == "X-Space")
        #expect(message.fields[1].unfoldedValue == "v")
    }

    @Test("lines may end in LF alone, and it is noted")
    func lineFeedOnly() {
        let message = Message(bytes: Array("A: 1\nB: 2\n 3\n\nbody\n".utf8))
        #expect(message.fields.map(\.unfoldedValue) == ["1", "2 3"])
        #expect(String(decoding: message.body, as: UTF8.self) == "body\n")
        #expect(message.defects == [.bareLineFeed(offset: 4)])
    }

    @Test("the first line that is no field begins the body")
    func missingEmptyLine() {
        let message = Message(bytes: Array("A: 1\r\nHello there\r\nB: 2\r\n".utf8))
        #expect(message.fields.map(\.name) == ["A"])
        #expect(String(decoding: message.body, as: UTF8.self) == "Hello there\r\nB: 2\r\n")
        #expect(message.defects == [.missingEmptyLine(offset: 6)])
    }

    @Test("an mbox separator at the top is passed over")
    func mailboxSeparator() {
        let message = Message(bytes: Array("From a@b Mon Jan  1 00:00:00 2026\nA: 1\n\n".utf8))
        #expect(message.fields.map(\.name) == ["A"])
        #expect(message.defects.contains(.mailboxSeparator))
    }

    @Test("a name is found in letters of either case, the topmost first")
    func naming() {
        let message = Message(bytes: Array("to: 1\r\nTO: 2\r\nTo-Do: 3\r\n\r\n".utf8))
        #expect(message.fields(named: "To").map(\.unfoldedValue) == ["1", "2"])
        #expect(message.field(named: "tO")?.unfoldedValue == "1")
        #expect(message.field(named: "Cc") == nil)
    }

    @Test(
        "strange bytes make a message too",
        arguments: ["", "\n", "\r\n", "\r", ":", ": x\r\n", " \r\n", "\0\0", "A", "A:", "A:\r\n ", "A:\n\n", "From "])
    func strange(text: String) {
        let message = Message(bytes: Array(text.utf8))
        #expect(message.fields.flatMap(\.bytes).count <= message.bodyOffset)
        #expect(message.header + message.body == message.bytes[...])
        _ = message.fields.map { ($0.rawValue, $0.unfoldedValue, $0.decodedValue) }
    }

    @Test("any bytes are read, and none is lost")
    func anyBytes() {
        var random = SeededGenerator()
        let alphabet = Array("A:\r\n \t=?Qutf-8B\u{FF}\0".utf8) + [0xFF, 0xC3]
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in alphabet.randomElement() ?? 0 }
            let message = Message(bytes: bytes)
            #expect(Array(message.header + message.body) == bytes)
            for field in message.fields {
                #expect(Array(bytes[field.offset...].prefix(field.bytes.count)) == field.bytes)
                _ = field.decodedValue
            }
        }
    }
}
