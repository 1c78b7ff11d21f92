import FaultLab
import Support
import Testing

@Suite("Any octets")
struct AnyOctetsTests {
    @Test("are answered by replies of RFC 5321 and nothing else", arguments: 0..<8)
    func mutations(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let seeds = [
            "EHLO c.example\r\n", "MAIL FROM:<a@b.example> SIZE=5\r\n", "RCPT TO:<ana@inbox.example>\r\n", "DATA\r\n",
            "..x\r\n.\r\n", "RSET\r\n", "\r\n.\r\n", "NOOP\r\n", "HELO x\r\n", "VRFY a\r\n", "BDAT 3\r\nabc",
            "BDAT 0 LAST\r\n",
            "AUTH LOGIN\r\n", "YW5h\r\n", "AUTH PLAIN\r\n", "MAIL FROM:<ä@b.example> SMTPUTF8\r\n", "\n", "\r", "\0",
        ].map { Array($0.utf8) }
        for _ in 0..<300 {
            let login = LoginOffer(accounts: [.init(user: "ana", password: "ana")], allowsClearText: true)
            var dialogue = Dialogue(login: Bool.random(using: &random) ? login : nil)
            dialogue.open()
            for _ in 0..<60 {
                var octets = seeds.randomElement(using: &random) ?? []
                while Int.random(in: 0..<4, using: &random) == 0 {
                    let at = Int.random(in: 0...octets.count, using: &random)
                    octets.insert(UInt8.random(in: 0...255, using: &random), at: at)
                }
                let replies = dialogue.send(octets)
                for line in replies.split(separator: "\n") {
                    let code = Int(line.prefix(3)) ?? 0
                    #expect((200...559).contains(code), "\(line)")
                    #expect(line.utf8.count <= SMTPLimits.replyLine - 2)
                }
            }
        }
    }

    @Test("that never end are not kept")
    func endless() {
        var dialogue = Dialogue.greeted()
        let chunk = [UInt8](repeating: UInt8(ascii: "a"), count: 65_536)
        #expect(dialogue.send(chunk).hasPrefix("500 "))
        for _ in 0..<5 { #expect(dialogue.send(chunk) == "") }
        #expect(dialogue.say("", "NOOP") == "250 2.0.0 OK")
    }

    @Test("in a reply are made printable and cut to a line")
    func replies() {
        let reply = ServerReply(250, "2.0.0", "a\r\n250 b\u{1B}ü" + String(repeating: "x", count: 600))
        let text = String(decoding: reply.octets, as: UTF8.self)
        #expect(text.hasPrefix("250 2.0.0 a??250 b???x"))
        #expect(text.utf8.count == SMTPLimits.replyLine)
        #expect(text.hasSuffix("x\r\n"))
    }
}
