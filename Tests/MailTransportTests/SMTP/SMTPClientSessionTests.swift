import MailTransport
import Support
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

    @Test("the commands of the next message go behind the end of one, and their replies are its own")
    func announced() throws {
        var session = SMTPClientSession(capabilities: capabilities("PIPELINING"))
        _ = try session.begin(try mail("a@x.example"))
        #expect(!session.canAnnounce)
        for reply in [ok, ok, goOn] { _ = session.receive(reply) }
        let next = try mail("b@x.example", "c@x.example")
        let announced = session.announce(next)
        let commands = try #require(announced)
        #expect(
            String(decoding: commands, as: UTF8.self)
                == "MAIL FROM:<s@example.org>\r\nRCPT TO:<b@x.example>\r\nRCPT TO:<c@x.example>\r\nDATA\r\n")
        session.messageWasSent()
        #expect(session.receive(SMTPReply(451, nil, "later")) == .finished)
        #expect(session.transaction.verdict == SMTPReply(451, nil, "later"))
        #expect(session.isReusable)
        #expect(try session.begin(next) == .wait)
        for reply in [ok, ok, SMTPReply(550, nil, "no")] { #expect(session.receive(reply) == .wait) }
        #expect(session.receive(goOn) == .sendMessage(Array("A: 1\r\n\r\nx\r\n.\r\n".utf8)))
        #expect(session.transaction.recipients == [ok, SMTPReply(550, nil, "no")])
    }

    @Test("nothing goes ahead to a server that cannot have it, or behind the last message of a connection")
    func notAnnounced() throws {
        var unpipelined = SMTPClientSession(capabilities: capabilities())
        _ = try unpipelined.begin(try mail("a@x.example"))
        for reply in [ok, ok, goOn] { _ = unpipelined.receive(reply) }
        #expect(unpipelined.announce(try mail("b@x.example")) == nil)
        var last = SMTPClientSession(capabilities: capabilities("PIPELINING"))
        _ = try last.begin(try mail("a@x.example"), isLast: true)
        for reply in [ok, ok, goOn] { _ = last.receive(reply) }
        #expect(last.announce(try mail("b@x.example")) == nil)
        var ascii = SMTPClientSession(capabilities: capabilities("PIPELINING"))
        _ = try ascii.begin(try mail("a@x.example"))
        for reply in [ok, ok, goOn] { _ = ascii.receive(reply) }
        #expect(ascii.announce(try mail("b@x.example", text: "A: é\r\n\r\n")) == nil)
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

    @Test("a message that is larger than the server takes is not sent, and its size counts line breaks as two octets")
    func size() throws {
        var small = SMTPClientSession(capabilities: capabilities("SIZE 12"))
        let mail = try mail("a@x.example", text: "A: 1\n\n.x\n")
        // "A: 1", an empty line and ".x": eight octets and three line breaks; the dot that is added does not count.
        #expect(try small.begin(mail) == sent("MAIL FROM:<s@example.org> SIZE=12\r\n"))
        var smaller = SMTPClientSession(capabilities: capabilities("SIZE 11"))
        #expect(throws: SMTPNotOffered.size(12, limit: 11)) { try smaller.begin(mail) }
        #expect(smaller.isReusable)
    }

    @Test(
        "a limit of nothing, or one that is no number, is no limit",
        arguments: ["SIZE", "SIZE 0", "SIZE x", "SIZE -1", "SIZE 99999999999999999999"])
    func noLimit(keyword: String) throws {
        var session = SMTPClientSession(capabilities: capabilities(keyword))
        #expect(try session.begin(try mail("a@x.example")) == sent("MAIL FROM:<s@example.org> SIZE=11\r\n"))
    }

    @Test("an acceptance in place of 354 is no acceptance of the message")
    func acceptedData() throws {
        var session = SMTPClientSession(capabilities: capabilities("PIPELINING"))
        _ = try session.begin(try mail("a@x.example"))
        _ = session.receive(ok)
        _ = session.receive(ok)
        #expect(session.receive(ok) == .outOfStep(ok))
        #expect(!session.isReusable)
    }

    @Test("an acceptance before the message is complete is none")
    func acceptedEarly() throws {
        var session = SMTPClientSession(capabilities: capabilities("PIPELINING"))
        _ = try session.begin(try mail("a@x.example"))
        _ = session.receive(ok)
        _ = session.receive(ok)
        _ = session.receive(goOn)
        #expect(session.receive(ok) == .outOfStep(ok))
        #expect(!session.isReusable)
    }

    @Test("a reply that has the client go on fits DATA alone", arguments: 0..<3)
    func goOnElsewhere(place: Int) throws {
        var session = SMTPClientSession(capabilities: capabilities("PIPELINING"))
        _ = try session.begin(try mail("a@x.example"))
        let replies = [[goOn], [ok, goOn], [ok, ok, goOn, goOn]][place]
        for reply in replies.dropLast() { _ = session.receive(reply) }
        if place == 2 { session.messageWasSent() }
        #expect(session.receive(goOn) == .outOfStep(goOn))
        #expect(!session.isReusable)
    }

    @Test("whatever a server says, a message is accepted only behind 354 and its end")
    func anyReplies() throws {
        var generator = SeededGenerator(seed: 3)
        let codes = [220, 221, 235, 250, 251, 334, 354, 421, 450, 452, 500, 503, 550, 554, 555]
        for _ in 0..<20_000 {
            let hasPipelining = Bool.random(using: &generator)
            var session = SMTPClientSession(
                capabilities: hasPipelining ? capabilities("PIPELINING") : capabilities())
            var action = try session.begin(try mail("a@x.example", "b@x.example"))
            var wasSent = false
            for _ in 0..<12 where action != .finished {
                if case .outOfStep = action { break }
                if case .sendMessage = action, Bool.random(using: &generator) {
                    session.messageWasSent()
                    wasSent = true
                }
                let isUsual = Int.random(in: 0..<3, using: &generator) > 0
                let usual = session.stage == .data ? 354 : 250
                let code = isUsual ? usual : codes.randomElement(using: &generator) ?? usual
                action = session.receive(SMTPReply(code, nil, "x"))
            }
            guard action == .finished else { continue }
            for index in 0..<2 where session.transaction.decidingReply(forRecipient: index)?.isAccepted == true {
                #expect(wasSent && session.transaction.data?.replyClass == .intermediate)
            }
        }
    }

    @Test("a message is the same on the wire, whichever way it is made ready")
    func encodingOfAnything() throws {
        var generator = SeededGenerator(seed: 4)
        let bytes = Array("ab.\r\n".utf8) + [0x80, 0]
        for _ in 0..<5000 {
            let message = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                bytes.randomElement(using: &generator) ?? 0
            }
            var session = SMTPClientSession(capabilities: capabilities("PIPELINING", "8BITMIME", "SIZE"))
            let envelope = try SMTPEnvelope(sender: "s@example.org", recipients: ["a@x.example"])
            let mail = OutgoingMail(envelope, message: message)
            guard case .send(let commands) = try session.begin(mail) else { continue }
            _ = session.receive(ok)
            _ = session.receive(ok)
            let expected = oneByOne(message)
            #expect(session.receive(goOn) == .sendMessage(expected.wire))
            let command = String(decoding: commands, as: UTF8.self)
            let body = message.contains(0x80) ? " BODY=8BITMIME" : ""
            #expect(command.hasPrefix("MAIL FROM:<s@example.org> SIZE=\(expected.size)\(body)\r\n"))
        }
    }

    /// The plain reading of RFC 5321 §4.5.2 and RFC 1870 §5, a byte at a time.
    private func oneByOne(_ message: [UInt8]) -> (wire: [UInt8], size: Int) {
        var lines: [[UInt8]] = [[]]
        var index = 0
        while index < message.count {
            switch message[index] {
            case 0x0D:
                if index + 1 < message.count, message[index + 1] == 0x0A { index += 1 }
                lines.append([])
            case 0x0A: lines.append([])
            case let byte: lines[lines.count - 1].append(byte)
            }
            index += 1
        }
        if lines.last == [] { lines.removeLast() }
        let wire = lines.flatMap { ($0.first == UInt8(ascii: ".") ? [UInt8(ascii: ".")] : []) + $0 + [0x0D, 0x0A] }
        return (wire + Array(".\r\n".utf8), lines.reduce(0) { $0 + $1.count + 2 })
    }
}
