import MailTransport
import Support
import Testing

@Suite("SMTPReply")
struct SMTPReplyTests {
    @Test("a text becomes a reply with its enhanced status code")
    func text() throws {
        let reply = try #require(SMTPReply("451 4.7.1 Try again later"))
        #expect(reply == SMTPReply(451, EnhancedStatusCode(4, 7, 1), "Try again later"))
        #expect(reply.replyClass == .transient)
        #expect(String(decoding: reply.wireBytes, as: UTF8.self) == "451 4.7.1 Try again later\r\n")
        #expect(reply.description == "451 4.7.1 Try again later")
    }

    @Test("a text of several lines becomes a reply of several lines")
    func severalLines() throws {
        let reply = try #require(SMTPReply("550-5.7.1 first\n550 5.7.1 second"))
        #expect(reply.lines == ["first", "second"])
        #expect(reply.text == "first second")
        #expect(String(decoding: reply.wireBytes, as: UTF8.self) == "550-5.7.1 first\r\n550 5.7.1 second\r\n")
    }

    @Test("an enhanced code of another class than the reply's is text")
    func contradicting() {
        #expect(SMTPReply("550 2.1.1 odd")?.enhanced == nil)
        #expect(SMTPReply("550 2.1.1 odd")?.text == "2.1.1 odd")
    }

    @Test("control characters in a text never reach the wire", arguments: ["a\r\n250 b", "a\u{7}b"])
    func noInjection(text: String) {
        let bytes = SMTPReply(code: 550, enhanced: nil, lines: [text]).wireBytes
        #expect(bytes.count(where: { $0 == 0x0A }) == 1)
    }

    @Test("what begins with no code is no reply", arguments: ["", "25", "250x", "99 ok", "600 ok", "2５0 ok"])
    func invalid(text: String) {
        #expect(SMTPReply(text) == nil)
    }

    @Test(
        "an enhanced status code is three numbers",
        arguments: [
            ("4.7.1", true), ("5.7.509", true), ("3.1.1", false), ("4.7", false), ("4.7.1.2", false), ("4..1", false),
            ("44.7.1", false), ("4.7777.1", false), ("x.7.1", false), ("4.7.1 ", false),
        ])
    func enhanced(text: String, isValid: Bool) {
        #expect((EnhancedStatusCode(text) != nil) == isValid)
    }
}

@Suite("SMTPReplyParser")
struct SMTPReplyParserTests {
    private func replies(_ text: String, pieces: Int) throws -> [SMTPReply] {
        var parser = SMTPReplyParser()
        var replies: [SMTPReply] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            parser.feed(bytes[start..<min(start + pieces, bytes.count)])
            while let reply = try parser.next() { replies.append(reply) }
        }
        #expect(parser.isEmpty)
        return replies
    }

    @Test("replies come out the same in whatever pieces they come in", arguments: [1, 2, 3, 7, 1000])
    func pieces(size: Int) throws {
        let text = "250-mx.example.net\r\n250-SIZE 1000\r\n250 8BITMIME\r\n550 5.1.1 no\r\n354\r\n250 lf only\n"
        let expected = [
            SMTPReply(250, nil, "mx.example.net", "SIZE 1000", "8BITMIME"),
            SMTPReply(550, EnhancedStatusCode(5, 1, 1), "no"), SMTPReply(354), SMTPReply(250, nil, "lf only"),
        ]
        #expect(try replies(text, pieces: size) == expected)
    }

    @Test(
        "what is no reply is an error that shows the line", arguments: ["hello\r\n", "\r\n", "25 ok\r\n", "999 x\r\n"])
    func notReplies(text: String) {
        var parser = SMTPReplyParser()
        parser.feed(text.utf8)
        #expect(throws: SMTPSyntaxError.self) { try parser.next() }
    }

    @Test("a line without end and a reply without end are given up")
    func bounded() {
        var parser = SMTPReplyParser()
        parser.feed(String(repeating: "2", count: SMTPReplyParser.lineLimit + 1).utf8)
        #expect(throws: SMTPSyntaxError.self) { try parser.next() }
        var other = SMTPReplyParser()
        other.feed(String(repeating: "250-x\r\n", count: SMTPReplyParser.linesLimit + 1).utf8)
        #expect(throws: SMTPSyntaxError.self) { try other.next() }
    }

    @Test("any bytes are read to an end")
    func anyBytes() {
        var random = SeededGenerator()
        let alphabet = Array("250- \r\n.x".utf8) + [0xFF, 0]
        for _ in 0..<2000 {
            var parser = SMTPReplyParser()
            parser.feed((0..<40).map { _ in alphabet.randomElement(using: &random) ?? 0 })
            while case .some(.some) = try? parser.next() {}
        }
    }
}

@Suite("ReplyReason")
struct ReplyReasonTests {
    @Test(
        "a refusal's reason is classified",
        arguments: [
            ("550 5.1.1 <x@example.net>: user unknown", ReplyReason.invalidMailbox),
            ("550 no such user here", .invalidMailbox),
            ("451 4.7.1 Greylisted, try again", .greylist),
            ("450 4.7.1 Try again later", .greylist),
            ("550 5.7.26 Unauthenticated email is not accepted due to domain's DMARC policy", .policyDMARC),
            ("550 5.7.26 This mail is unauthenticated", .policyAuthentication),
            ("550 5.7.23 SPF validation failed", .policySPF),
            ("550 5.7.20 No passing DKIM signature found", .policyDKIM),
            ("550 5.7.25 The IP address has no PTR record", .reverseDNS),
            ("421 4.7.28 Our system has detected an unusual rate", .rateLimit),
            ("450 4.2.1 The user you are trying to contact is receiving mail too quickly", .rateLimit),
            ("452 4.2.2 The email account is over quota", .mailboxFull),
            ("552 5.3.4 Message size exceeds fixed limit", .tooBig),
            ("554 5.7.1 Service unavailable; client host blocked using zen.spamhaus.org", .blocklist),
            ("554 5.7.1 Message rejected as spam", .content),
            ("554 5.7.1 <x@y>: Relay access denied", .relayDenied),
            ("530 5.7.0 Must issue a STARTTLS command first", .tlsRequired),
            ("535 5.7.8 Authentication credentials invalid", .login),
            ("556 5.1.10 Recipient address has null MX", .badDomain),
            ("452 4.5.3 Too many recipients", .tooManyRecipients),
            ("503 5.5.1 Bad sequence of commands", .protocolError),
            ("421 closing", .connection),
            ("550 no", .other),
        ])
    func classified(text: String, reason: ReplyReason) {
        #expect(SMTPReply(text)?.reason == reason)
    }

    @Test("what accepts has no reason")
    func accepted() {
        #expect(SMTPReply("250 2.1.5 ok")?.reason == nil)
        #expect(SMTPReply("354 go on")?.reason == nil)
    }
}
