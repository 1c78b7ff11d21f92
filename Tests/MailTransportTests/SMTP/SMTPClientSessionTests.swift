import MailTransport
import Testing

@Suite("SMTPClientSession")
struct SMTPClientSessionTests {
    private func capabilities(_ keywords: String...) -> SMTPCapabilities {
        SMTPCapabilities(SMTPReply(code: 250, enhanced: nil, lines: ["mx"] + keywords))
    }

    private func mail(_ recipients: String..., text: String = "A: 1\r\n\r\nx\r\n") throws -> OutgoingMail {
        OutgoingMail(
            try SMTPEnvelope(sender: "s@example.org", recipients: recipients), message: Array(text.utf8))
    }

    private func sent(_ text: String) -> SMTPClientSession.Action { .send(Array(text.utf8)) }

    private let ok = SMTPReply(250, nil, "ok")
    private let goOn = SMTPReply(354, nil, "go on")

    @Test("with PIPELINING the commands of a transaction go in one piece")
    func pipelined() throws {
        var session = SMTPClientSession(capabilities: capabilities("PIPELINING", "SIZE 100"))
        let begun = try session.begin(try mail("a@x.example", "b@x.example"))
        #expect(
            begun
                == sent(
                    "MAIL FROM:<s@example.org> SIZE=11\r\nRCPT TO:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nDATA\r\n"))
        #expect(session.receive(ok) == .wait)
        #expect(session.receive(ok) == .wait)
        #expect(session.receive(SMTPReply(550, nil, "no")) == .wait)
        #expect(session.receive(goOn) == .sendMessage(Array("A: 1\r\n\r\nx\r\n.\r\n".utf8)))
        session.messageWasSent()
        #expect(session.receive(SMTPReply(250, nil, "queued")) == .finished)
        #expect(session.isReusable)
        #expect(session.transaction.decidingReply(forRecipient: 0) == SMTPReply(250, nil, "queued"))
        #expect(session.transaction.decidingReply(forRecipient: 1) == SMTPReply(550, nil, "no"))
    }

    @Test("without PIPELINING each command awaits the reply before")
    func unpipelined() throws {
        var session = SMTPClientSession(capabilities: capabilities())
        #expect(try session.begin(try mail("a@x.example", "b@x.example")) == sent("MAIL FROM:<s@example.org>\r\n"))
        #expect(session.receive(ok) == sent("RCPT TO:<a@x.example>\r\n"))
        #expect(session.receive(ok) == sent("RCPT TO:<b@x.example>\r\n"))
        #expect(session.stage == .recipient)
        #expect(session.receive(ok) == sent("DATA\r\n"))
    }

    @Test("without an accepted recipient nothing is sent, and RSET goes before the next message")
    func allRefused() throws {
        var session = SMTPClientSession(capabilities: capabilities())
        _ = try session.begin(try mail("a@x.example"))
        _ = session.receive(ok)
        #expect(session.receive(SMTPReply(550, nil, "no")) == .finished)
        #expect(session.isReusable)
        #expect(try session.begin(try mail("b@x.example")) == sent("RSET\r\n"))
        #expect(session.receive(ok) == sent("MAIL FROM:<s@example.org>\r\n"))
    }

    @Test("a pipelining server that says 354 without a recipient gets an empty message, and RSET is not needed")
    func dataWithoutRecipient() throws {
        var session = SMTPClientSession(capabilities: capabilities("PIPELINING"))
        _ = try session.begin(try mail("a@x.example"))
        _ = session.receive(ok)
        _ = session.receive(SMTPReply(550, nil, "no"))
        #expect(session.receive(goOn) == sent(".\r\n"))
        #expect(session.receive(SMTPReply(554, nil, "no valid recipients")) == .finished)
        #expect(session.transaction.decidingReply(forRecipient: 0)?.code == 550)
        #expect(
            try session.begin(try mail("b@x.example"))
                == sent("MAIL FROM:<s@example.org>\r\nRCPT TO:<b@x.example>\r\nDATA\r\n"))
    }

    @Test("a refused sender decides for every recipient")
    func senderRefused() throws {
        var session = SMTPClientSession(capabilities: capabilities("PIPELINING"))
        _ = try session.begin(try mail("a@x.example", "b@x.example"))
        let refusal = SMTPReply(451, EnhancedStatusCode(4, 7, 1), "later")
        #expect(session.receive(refusal) == .wait)
        #expect(session.receive(SMTPReply(503, nil, "need MAIL")) == .wait)
        #expect(session.receive(SMTPReply(503, nil, "need MAIL")) == .wait)
        #expect(session.receive(SMTPReply(503, nil, "need RCPT")) == .finished)
        #expect(session.isReusable)
        #expect(session.transaction.decidingReply(forRecipient: 1) == refusal)
    }

    @Test("421 ends the dialogue and speaks for who was not answered")
    func closing() throws {
        var session = SMTPClientSession(capabilities: capabilities("PIPELINING"))
        _ = try session.begin(try mail("a@x.example", "b@x.example"))
        _ = session.receive(ok)
        let farewell = SMTPReply(421, nil, "shutting down")
        #expect(session.receive(farewell) == .finished)
        #expect(!session.isReusable)
        #expect(session.transaction.decidingReply(forRecipient: 0) == farewell)
        #expect(session.transaction.decidingReply(forRecipient: 1) == farewell)
    }

    @Test("a reply while the message is on its way ends the dialogue before the final dot")
    func earlyReply() throws {
        var session = SMTPClientSession(capabilities: capabilities("PIPELINING"))
        _ = try session.begin(try mail("a@x.example"))
        _ = session.receive(ok)
        _ = session.receive(ok)
        _ = session.receive(goOn)
        #expect(session.receive(SMTPReply(552, nil, "too big")) == .finished)
        #expect(!session.isReusable)
        #expect(session.transaction.decidingReply(forRecipient: 0)?.code == 552)
    }

    @Test("a reply that nobody asked for makes the connection unusable")
    func unasked() {
        var session = SMTPClientSession(capabilities: capabilities())
        #expect(session.receive(ok) == .finished)
        #expect(!session.isReusable)
    }

    @Test(
        "dots are doubled, line breaks are CR LF, a last line break is added",
        arguments: [
            ("", ".\r\n"), ("a", "a\r\n.\r\n"), ("a\r\n", "a\r\n.\r\n"), (".", "..\r\n.\r\n"),
            ("a\n.b\n", "a\r\n..b\r\n.\r\n"), ("a\r.\r", "a\r\n..\r\n.\r\n"), ("\r\n.\r\n", "\r\n..\r\n.\r\n"),
            ("a\r\r\nb", "a\r\n\r\nb\r\n.\r\n"), ("a.b\r\n", "a.b\r\n.\r\n"),
        ])
    func encoding(message: String, wire: String) throws {
        var session = SMTPClientSession(capabilities: capabilities("PIPELINING"))
        _ = try session.begin(try mail("a@x.example", text: message))
        _ = session.receive(ok)
        _ = session.receive(ok)
        #expect(session.receive(goOn) == .sendMessage(Array(wire.utf8)))
    }

    @Test("what needs SMTPUTF8 or 8BITMIME goes to no server without it")
    func notOffered() throws {
        var plain = SMTPClientSession(capabilities: capabilities())
        let international = try mail("ü@x.example")
        let eightBit = try mail("a@x.example", text: "ü")
        #expect(throws: SMTPNotOffered.smtpUTF8) { try plain.begin(international) }
        #expect(throws: SMTPNotOffered.eightBitMIME) { try plain.begin(eightBit) }
        #expect(plain.isReusable)
        var capable = SMTPClientSession(capabilities: capabilities("SMTPUTF8", "8BITMIME"))
        #expect(try capable.begin(international) == sent("MAIL FROM:<s@example.org> SMTPUTF8\r\n"))
        var other = SMTPClientSession(capabilities: capabilities("8BITMIME"))
        #expect(try other.begin(eightBit) == sent("MAIL FROM:<s@example.org> BODY=8BITMIME\r\n"))
    }
}
