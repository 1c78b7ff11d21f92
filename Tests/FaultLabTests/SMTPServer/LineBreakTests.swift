import FaultLab
import Support
import Testing

@Suite("Line breaks")
struct LineBreakTests {
    private static let refusal = "500 5.5.2 End lines with CR LF, and send neither of them alone"

    @Test("alone do not end a command, nor hide one", arguments: ["\n", "\r", "\n\n", "\r\r"])
    func commands(alone: String) {
        var dialogue = Dialogue.greeted()
        #expect(dialogue.say("NOOP\(alone)MAIL FROM:<a@b.example>") == Self.refusal)
        #expect(dialogue.say("RCPT TO:<ana@inbox.example>") == "503 5.5.1 Send MAIL first")
        #expect(dialogue.offences == [.bareLineBreak])
    }

    @Test("that are missing are complained about at once")
    func bareLineFeed() {
        var dialogue = Dialogue.greeted()
        #expect(dialogue.send(Array("NOOP\n".utf8)) == Self.refusal)
        #expect(dialogue.send(Array("NOOP\nNOOP\n".utf8)) == "")
        #expect(dialogue.send(Array("rest\r".utf8)) == "")
        #expect(dialogue.send(Array("\nNOOP\r\n".utf8)) == "250 2.0.0 OK")
    }

    @Test("come within the length of a command line, or the line is refused and passed over")
    func length() {
        var dialogue = Dialogue.greeted()
        let longest = "NOOP " + String(repeating: "x", count: SMTPLimits.commandLine - 7)
        #expect(dialogue.say(longest) == "250 2.0.0 OK")
        #expect(dialogue.say(longest + "x") == "500 5.5.2 Line too long: at most 2048 octets")
        #expect(dialogue.send(Array(repeating: UInt8(ascii: "y"), count: 4000)).hasPrefix("500 5.5.2 Line too long"))
        #expect(dialogue.say("QUIT", "NOOP") == "250 2.0.0 OK")
    }

    @Test(
        "alone do not end a message, and are refused with it",
        arguments: ["a\n.\nb", "a\n.\r\nb", "a\r\n.\nb", "a\r.\r\nb", "a\rb", "a\n", "\n", "\r", ".\rx"])
    func messages(text: String) {
        var dialogue = Dialogue.greeted()
        dialogue.say("MAIL FROM:<a@b.example>", "RCPT TO:<ana@inbox.example>", "DATA")
        #expect(dialogue.say(text) == "")
        #expect(dialogue.say(".", "NOOP").hasPrefix("550 5.6.0 The message holds a CR or LF alone"))
        #expect(dialogue.messages.isEmpty)
        #expect(dialogue.recordTexts == ["message ana@inbox.example 550"])
        #expect(dialogue.offences == [.bareLineBreak])
    }

    @Test("come within a thousand octets of a message")
    func textLine() {
        for (count, code) in [(998, "250"), (999, "500")] {
            var dialogue = Dialogue.greeted()
            dialogue.say("MAIL FROM:<a@b.example>", "RCPT TO:<ana@inbox.example>", "DATA")
            // RFC 5321 §4.5.3.1.6: a stuffed dot is not counted.
            #expect(dialogue.say("." + String(repeating: ".", count: count), ".").hasPrefix(code))
        }
    }

    @Test(
        "with dots before them are unstuffed",
        arguments: [
            ("..", ".\r\n"), ("...", "..\r\n"), (".x", "x\r\n"), ("x.", "x.\r\n"), ("x\r\n..\r\ny", "x\r\n.\r\ny\r\n"),
            ("\r\n", "\r\n\r\n"), ("ä", "ä\r\n"),
        ])
    func dots(sent: String, kept: String) {
        var dialogue = Dialogue.greeted()
        dialogue.say("MAIL FROM:<a@b.example>", "RCPT TO:<ana@inbox.example>", "DATA")
        #expect(dialogue.say(sent, ".") == "250 2.0.0 OK")
        #expect(dialogue.messages.map(\.text) == [kept])
    }
}
