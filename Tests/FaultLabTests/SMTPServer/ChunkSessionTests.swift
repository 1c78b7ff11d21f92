import FaultLab
import Findings
import Support
import Testing

@Suite("A message in chunks")
struct ChunkSessionTests {
    private func begun(limits: SMTPLimits = SMTPLimits(), faults: any FaultPlan = NoFaults()) -> Dialogue {
        var dialogue = Dialogue.greeted(limits: limits, faults: faults)
        dialogue.say("MAIL FROM:<a@b.example>", "RCPT TO:<ana@inbox.example>")
        return dialogue
    }

    @Test("is put together, dots and all", arguments: [1, 3, 1000])
    func chunks(size: Int) {
        var dialogue = begun()
        var replies = ""
        let octets = Array("BDAT 7\r\n.x\r\n.\r\nBDAT 2\r\nabBDAT 3 LAST\r\nc\r\nNOOP\r\n".utf8)
        for start in stride(from: 0, to: octets.count, by: size) {
            replies += dialogue.send(Array(octets[start..<min(start + size, octets.count)]))
        }
        #expect(
            replies.filter { $0 != "\n" }
                == "250 2.0.0 7 octets taken250 2.0.0 2 octets taken250 2.0.0 OK250 2.0.0 OK")
        #expect(dialogue.messages.map(\.text) == [".x\r\n.\r\nabc\r\n"])
        #expect(dialogue.recordTexts == ["message ana@inbox.example 250"])
    }

    @Test("ends with an empty chunk too")
    func emptyLast() {
        var dialogue = begun()
        #expect(dialogue.say("BDAT 3", "x").hasPrefix("250 2.0.0 3 octets taken"))
        #expect(dialogue.say("BDAT 0 LAST") == "250 2.0.0 OK")
        #expect(dialogue.messages.map(\.text) == ["x\r\n"])
    }

    @Test(
        "is passed over where it is refused, so that nothing in it is obeyed",
        arguments: [
            ([], "503 5.5.1 Send MAIL and RCPT first"), (["MAIL FROM:<>"], "554 5.5.1 No valid recipients"),
            (["HELO c.example", "MAIL FROM:<>", "RCPT TO:<ana@inbox.example>"], "503 5.5.1 Send EHLO first"),
        ])
    func refused(lines: [String], reply: String) {
        var dialogue = Dialogue.greeted()
        for line in lines { dialogue.say(line) }
        #expect(dialogue.send(Array("BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n".utf8)) == reply + "\n250 2.0.0 OK")
        #expect(!dialogue.isClosed)
    }

    @Test("stands alone between its first chunk and its last")
    func between() {
        var dialogue = begun()
        dialogue.say("BDAT 0")
        #expect(dialogue.say("DATA") == "503 5.5.1 Send the other chunks first")
        #expect(dialogue.say("RCPT TO:<bob@inbox.example>") == "503 5.5.1 Send the other chunks first")
        #expect(dialogue.say("MAIL FROM:<>") == "503 5.5.1 A transaction is open already")
        #expect(dialogue.say("RSET") == "250 2.0.0 Reset")
        #expect(dialogue.say("BDAT 0 LAST") == "503 5.5.1 Send MAIL and RCPT first")
    }

    @Test("is refused where it is too big, in whichever chunk, and not kept")
    func tooBig() {
        var limits = SMTPLimits()
        limits.messageOctets = 10
        var dialogue = begun(limits: limits)
        #expect(dialogue.say("BDAT 8", "123456") == "250 2.0.0 8 octets taken")
        #expect(dialogue.say("BDAT 4", "12") == "552 5.3.4 Message too big: at most 10 octets")
        #expect(dialogue.say("BDAT 4 LAST", "12") == "503 5.5.1 Send MAIL and RCPT first")
        #expect(dialogue.recordTexts == ["message ana@inbox.example 552"])
        var endless = begun(limits: limits)
        endless.say("BDAT 99999999999999999999 LAST")
        for _ in 0..<100 { #expect(endless.send(Array(repeating: 0x61, count: 65_536)) == "") }
    }

    @Test("is held to lines that end in CR LF", arguments: ["a\nb\r\n", "a\rb\r\n", "\n", "ab\r", "\r\r\n"])
    func lineBreaks(text: String) {
        var dialogue = begun()
        let reply = dialogue.send(Array("BDAT \(text.utf8.count) LAST\r\n\(text)".utf8))
        #expect(reply == "550 5.6.0 The message holds a CR or LF alone; end lines with CR LF")
        #expect(dialogue.offences == [.bareLineBreak])
        #expect(dialogue.messages.isEmpty)
    }

    @Test("is struck by a fault of DATA at its first chunk, which is passed over")
    func fault() throws {
        let board = FaultBoard(seed: 1)
        let armed = board.arm(try SMTPFault(at: .data, reply: "451 4.3.0 Not now"), lease: .seconds(60))
        var dialogue = begun(faults: board)
        #expect(dialogue.send(Array("BDAT 6 LAST\r\nQUIT\r\n".utf8)) == "451 4.3.0 Not now")
        #expect(dialogue.recordTexts == ["data ana@inbox.example 451"])
        #expect(armed.hits.total == 1)
        #expect(dialogue.say("NOOP") == "250 2.0.0 OK")
    }

    @Test("is cut in the chunk in which a fault wants it")
    func drop() throws {
        let board = FaultBoard(seed: 1)
        _ = board.arm(try SMTPFault(at: .data, effect: .init(dropAfter: 5)), lease: .seconds(60))
        var dialogue = begun(faults: board)
        #expect(dialogue.say("BDAT 3", "1") == "250 2.0.0 3 octets taken")
        dialogue.say("BDAT 3 LAST", "1")
        #expect(dialogue.isCut)
        #expect(dialogue.recordTexts == ["data ana@inbox.example silence"])
    }

    @Test("is taken slowly over all its chunks, commands at once")
    func throttle() throws {
        let board = FaultBoard(seed: 1)
        _ = board.arm(try SMTPFault(at: .data, effect: .init(throttle: 40)), lease: .seconds(60))
        var dialogue = begun(faults: board)
        #expect(dialogue.say("BDAT 4", "12") == "")
        #expect(dialogue.session.hasBacklog)
        #expect(dialogue.take(dialogue.session.allow(.milliseconds(100), at: .now())) == "250 2.0.0 4 octets taken")
        #expect(dialogue.send(Array("BDAT 4 LA".utf8)) == "")
        #expect(!dialogue.session.isBusy)
        #expect(dialogue.send(Array("ST\r\n12\r\n".utf8)) == "")
        #expect(dialogue.take(dialogue.session.hurry(at: .now())) == "250 2.0.0 OK")
        #expect(dialogue.messages.map(\.text) == ["12\r\n12\r\n"])
    }
}
