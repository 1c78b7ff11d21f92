import FaultLab
import Findings
import Support
import Testing

@Suite("A session that a fault has struck")
struct StruckSessionTests {
    private static let refusal = ServerReply(451, "4.7.1", "Later")
    private static let commands = [
        "EHLO c.example", "AUTH PLAIN AGFuYQBzZWNyZXQ=", "MAIL FROM:<a@b.example>", "RCPT TO:<ana@inbox.example>",
        "DATA", ".", "QUIT",
    ]

    /// The stages; nothing may be pipelined behind STARTTLS, which has a suite of its own.
    private static let stages = SMTPStage.allCases.filter { $0 != .starttls }

    /// A dialogue against one fault.
    private func dialogue(
        at stage: SMTPStage, _ effect: SMTPFaultEffect
    ) throws -> (Dialogue, ArmedFault) {
        let board = FaultBoard(seed: 1)
        let armed = board.arm(try SMTPFault(at: stage, effect: effect), lease: .seconds(3600))
        let login = LoginOffer(accounts: [.init(user: "ana", password: "secret")], allowsClearText: true)
        return (Dialogue(login: stage == .auth ? login : nil, faults: board), armed)
    }

    @Test(
        "keeps every stage waiting, says nothing meanwhile, and answers what was pipelined behind it",
        arguments: stages)
    func delay(stage: SMTPStage) throws {
        var (dialogue, armed) = try dialogue(at: stage, SMTPFaultEffect(delay: .seconds(2)))
        var replies = dialogue.open()
        for line in Self.commands where !dialogue.session.isWaiting { replies += "\n" + dialogue.say(line) }
        #expect(dialogue.say("NOOP") == "")
        #expect(dialogue.timed.count == 1)
        guard case .wait(.lasting(.seconds(2)), let term) = dialogue.timed.first else {
            Issue.record("it did not wait: \(dialogue.timed)")
            return
        }
        #expect(term.fault == armed.id)
        #expect(term.expires == armed.expires)
        armed.disarm()
        let answer = dialogue.take(dialogue.session.resume(at: .now()))
        #expect(answer.hasSuffix("250 2.0.0 OK") || stage == .data && answer.hasPrefix("354 "))
        #expect(!dialogue.session.isWaiting)
        // Nothing waits twice for one delay.
        #expect(dialogue.take(dialogue.session.resume(at: .now())) == "")
    }

    @Test("refuses behind the delay, drips the refusal, and closes behind it")
    func everything() throws {
        let effect = SMTPFaultEffect(
            delay: .seconds(1), reply: Self.refusal, drip: .milliseconds(10), closes: true)
        var (dialogue, armed) = try dialogue(at: .rcpt, effect)
        dialogue.open()
        dialogue.say("EHLO c.example", "MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "NOOP")
        #expect(dialogue.records.isEmpty)
        dialogue.take(dialogue.session.resume(at: WallTime(microseconds: 7)))
        #expect(dialogue.recordTexts == ["rcpt ana@inbox.example 451"])
        #expect(dialogue.records.first?.time == WallTime(microseconds: 7))
        #expect(dialogue.records.first?.fault == armed.id)
        guard case .drip(Self.refusal, every: .milliseconds(10), _) = dialogue.timed.last else {
            Issue.record("it did not drip: \(dialogue.timed)")
            return
        }
        #expect(!dialogue.isClosed)
        #expect(dialogue.take(dialogue.session.resume(at: .now())) == "")
        #expect(dialogue.isClosed)
    }

    @Test("drips the server's own reply where there is no other, at every stage", arguments: stages)
    func drip(stage: SMTPStage) throws {
        var (dialogue, armed) = try dialogue(at: stage, SMTPFaultEffect(drip: .milliseconds(10)))
        dialogue.open()
        for line in Self.commands where !dialogue.session.isWaiting { dialogue.say(line) }
        guard case .drip(let reply, every: _, _) = dialogue.timed.last else {
            Issue.record("it did not drip")
            return
        }
        #expect(reply.isPositive)
        armed.disarm()
        dialogue.take(dialogue.session.resume(at: .now()))
        #expect(dialogue.say(stage == .data ? "." : "NOOP") == "250 2.0.0 OK")
        #expect(dialogue.timed.count == 1)
    }

    @Test("closes without a word, and remembers that nobody got a reply", arguments: stages)
    func close(stage: SMTPStage) throws {
        var (dialogue, armed) = try dialogue(at: stage, SMTPFaultEffect(closes: true))
        var last = dialogue.open()
        for line in Self.commands where !dialogue.isClosed { last = dialogue.say(line) }
        #expect(last == "")
        #expect(dialogue.isClosed)
        let recipient = stage.knowsRecipients ? "ana@inbox.example" : "-"
        #expect(dialogue.recordTexts == ["\(stage.rawValue) \(recipient) silence"])
        #expect(dialogue.records.first?.fault == armed.id)
        #expect(dialogue.records.first?.replyClass == nil)
    }

    @Test("stalls until the client gives up, and says so in the records")
    func stall() throws {
        var (dialogue, armed) = try dialogue(at: .message, SMTPFaultEffect(stalls: true))
        dialogue.open()
        for line in Self.commands { dialogue.say(line) }
        #expect(dialogue.session.isStalled)
        // Silence is what it was told: the client is not sent away for it.
        #expect(dialogue.take(dialogue.session.timeOut(at: .now())) == "")
        guard case .wait(.untilDisarmed, _) = dialogue.timed.first else {
            Issue.record("it did not stall")
            return
        }
        dialogue.take(dialogue.session.disappear(at: .now()))
        #expect(dialogue.recordTexts == ["message ana@inbox.example silence"])
        #expect(dialogue.records.first?.fault == armed.id)
        #expect(dialogue.messages.isEmpty)
        #expect(dialogue.take(dialogue.session.disappear(at: .now())) == "")
    }

    @Test("goes on where it stalled when the fault ends")
    func stallEnds() throws {
        var (dialogue, _) = try dialogue(at: .message, SMTPFaultEffect(stalls: true))
        dialogue.open()
        for line in Self.commands { dialogue.say(line) }
        let replies = dialogue.take(dialogue.session.resume(at: .now()))
        #expect(replies == "250 2.0.0 OK\n221 2.0.0 mx.lab.invalid closes")
        #expect(dialogue.messages.count == 1)
        #expect(dialogue.recordTexts == ["message ana@inbox.example 250"])
    }

    @Test("is cut after so many octets of the message, however they come", arguments: [1, 3, 1000])
    func drop(chunk: Int) throws {
        var (dialogue, _) = try dialogue(at: .data, SMTPFaultEffect(dropAfter: 20))
        dialogue.open()
        #expect(
            dialogue.say("EHLO c.example", "MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "DATA").hasSuffix(
                "sage with <CRLF>.<CRLF>"))
        let octets = [UInt8](repeating: UInt8(ascii: "x"), count: 40)
        var sent = 0
        while sent < octets.count, !dialogue.isCut {
            dialogue.send(Array(octets[sent..<min(sent + chunk, octets.count)]))
            sent += chunk
        }
        #expect(dialogue.isCut)
        #expect(chunk == 1000 || (20..<20 + chunk).contains(sent))
        #expect(dialogue.recordTexts == ["data ana@inbox.example silence"])
        #expect(dialogue.say("NOOP") == "")
    }

    @Test("is not cut where the message ends before, or the fault does; the next message is read as ever")
    func notDropped() throws {
        var (dialogue, armed) = try dialogue(at: .data, SMTPFaultEffect(dropAfter: 20))
        dialogue.open()
        dialogue.say("EHLO c.example", "MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "DATA")
        #expect(
            dialogue.say("short", ".", "NOOP", "MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "DATA")
                .hasPrefix("250 2.0.0 OK\n250 2.0.0 OK\n250 2.1.0"))
        dialogue.say("first half")
        armed.disarm()
        #expect(dialogue.say("second half", ".") == "250 2.0.0 OK")
        #expect(dialogue.messages.map(\.text) == ["short\r\n", "first half\r\nsecond half\r\n"])
        #expect(!dialogue.isCut)
    }

    @Test("cut after no octet at all is cut at the go-ahead")
    func dropAtOnce() throws {
        var (dialogue, _) = try dialogue(at: .data, SMTPFaultEffect(dropAfter: 0))
        dialogue.open()
        #expect(
            dialogue.say("EHLO c.example", "MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "DATA").hasSuffix(
                "<CRLF>.<CRLF>"))
        #expect(dialogue.isCut)
    }

    @Test("takes a message as slowly as it was told, and what is behind it at once")
    func throttle() throws {
        var (dialogue, _) = try dialogue(at: .data, SMTPFaultEffect(throttle: 100))
        dialogue.open()
        dialogue.say("EHLO c.example", "MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "DATA")
        guard case .pace = dialogue.timed.last else {
            Issue.record("it was not told to take its time")
            return
        }
        // 200 octets of message, and the five that end it: 2.05 s.
        #expect(dialogue.say(String(repeating: "x", count: 198), ".", "NOOP") == "")
        #expect(dialogue.session.hasBacklog)
        var steps = 0
        var answer = ""
        while answer.isEmpty, steps < 1000 {
            answer = dialogue.take(dialogue.session.allow(.milliseconds(50), at: .now()))
            steps += 1
        }
        #expect((40...42).contains(steps))
        #expect(answer == "250 2.0.0 OK\n250 2.0.0 OK")
        guard case .endPace = dialogue.timed.last else {
            Issue.record("it was not told that the message has ended")
            return
        }
        #expect(dialogue.take(dialogue.session.allow(.seconds(1), at: .now())) == "")
    }

    @Test("takes the rest at once where the fault ends, and saves no time of a client that pauses")
    func hurry() throws {
        var (dialogue, _) = try dialogue(at: .data, SMTPFaultEffect(throttle: 100))
        dialogue.open()
        dialogue.say("EHLO c.example", "MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "DATA")
        dialogue.take(dialogue.session.allow(.seconds(3600), at: .now()))
        #expect(dialogue.say(String(repeating: "x", count: 100), ".") == "")
        #expect(dialogue.take(dialogue.session.hurry(at: .now())) == "250 2.0.0 OK")
        #expect(dialogue.take(dialogue.session.hurry(at: .now())) == "")
    }

    @Test("that stops keeps nobody waiting")
    func stopping() throws {
        let effect = SMTPFaultEffect(delay: .seconds(60), drip: .seconds(1))
        var (dialogue, _) = try dialogue(at: .message, effect)
        dialogue.answersMessages = false
        dialogue.open()
        dialogue.say("EHLO c.example", "MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "DATA")
        dialogue.take(dialogue.session.stop(at: .now()))
        dialogue.say("x", ".")
        #expect(dialogue.timed.isEmpty)
        #expect(dialogue.messages.count == 1)
        let replies = dialogue.take(dialogue.session.delivered(ServerReply(250, "2.0.0", "OK"), at: .now()))
        #expect(replies == "250 2.0.0 OK\n421 4.3.2 mx.lab.invalid closes: the lab stops")
        #expect(dialogue.isClosed)
    }
}
