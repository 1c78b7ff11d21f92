import FaultLab
import Findings
import Support
import Testing

@Suite("STARTTLS")
struct StartTLSSessionTests {
    @Test("is offered where the server has TLS, and not within TLS")
    func offered() {
        var dialogue = Dialogue.greeted(tls: TLSOffer())
        #expect(dialogue.say("EHLO c.example").contains("\n250-STARTTLS\n"))
        #expect(dialogue.say("STARTTLS") == "220 2.0.0 Begin TLS")
        #expect(dialogue.wantsTLS)
        dialogue.take(dialogue.session.secured(.v1_3, at: .now()))
        #expect(!dialogue.say("EHLO c.example").contains("STARTTLS"))
        #expect(dialogue.say("STARTTLS") == "503 5.5.1 TLS is active already")
        #expect(dialogue.session.client.tls == .v1_3)
    }

    @Test("is not understood where TLS is from the first word on")
    func implicit() {
        var dialogue = Dialogue(tls: TLSOffer(isImplicit: true))
        #expect(dialogue.session.isSecuring)
        #expect(dialogue.take(dialogue.session.secured(.v1_2, at: .now())) == "220 mx.lab.invalid ESMTP mailproof lab")
        #expect(!dialogue.say("EHLO c.example").contains("STARTTLS"))
        #expect(dialogue.say("STARTTLS").hasPrefix("503 "))
    }

    @Test("makes the server forget what was said before", arguments: ["", "MAIL FROM:<a@b.example>\r\n"])
    func forgets(before: String) {
        var dialogue = Dialogue.greeted(tls: TLSOffer())
        dialogue.send(Array(before.utf8))
        dialogue.say("STARTTLS")
        dialogue.take(dialogue.session.secured(.v1_3, at: .now()))
        #expect(dialogue.say("MAIL FROM:<a@b.example>") == "503 5.5.1 Send EHLO first")
        #expect(dialogue.say("RCPT TO:<ana@inbox.example>") == "503 5.5.1 Send MAIL first")
    }

    @Test(
        "is followed by nothing in clear: what is, whole or in part, is never obeyed",
        arguments: ["EHLO evil.example\r\nMAIL FROM:<evil@evil.example>\r\n", "RS", "\r", "\n"])
    func injection(text: String) {
        var dialogue = Dialogue.greeted(tls: TLSOffer())
        #expect(dialogue.send(Array(("STARTTLS\r\n" + text).utf8)) == "220 2.0.0 Begin TLS")
        #expect(dialogue.offences == [.textBehindStartTLS])
        #expect(dialogue.take(dialogue.session.secured(.v1_3, at: .now())) == "")
        #expect(dialogue.say("EHLO c.example").hasPrefix("250-"))
        #expect(dialogue.say("RCPT TO:<ana@inbox.example>") == "503 5.5.1 Send MAIL first")
    }

    @Test("is refused by a fault, and the dialogue goes on in clear")
    func fault() throws {
        let board = FaultBoard(seed: 1)
        let armed = board.arm(try SMTPFault(at: .starttls, reply: "454 4.7.0 No TLS now"), lease: .seconds(60))
        var dialogue = Dialogue.greeted(tls: TLSOffer(), faults: board)
        #expect(dialogue.say("STARTTLS") == "454 4.7.0 No TLS now")
        #expect(!dialogue.wantsTLS)
        #expect(dialogue.recordTexts == ["starttls - 454"])
        #expect(armed.hits.total == 1)
        #expect(dialogue.say("MAIL FROM:<>") == "250 2.1.0 Sender OK")
    }

    @Test("begins behind a go-ahead that drips")
    func drip() throws {
        let board = FaultBoard(seed: 1)
        _ = board.arm(
            try SMTPFault(at: .starttls, effect: .init(drip: .milliseconds(1))), lease: .seconds(60))
        var dialogue = Dialogue.greeted(tls: TLSOffer(), faults: board)
        dialogue.say("STARTTLS")
        #expect(!dialogue.wantsTLS)
        dialogue.send(Array("MAIL FROM:<>\r\n".utf8))
        #expect(dialogue.take(dialogue.session.resume(at: .now())) == "")
        #expect(dialogue.wantsTLS)
        #expect(dialogue.offences == [.textBehindStartTLS])
    }

    @Test("is answered by silence where a fault closes the connection")
    func close() throws {
        let board = FaultBoard(seed: 1)
        _ = board.arm(try SMTPFault(at: .starttls, effect: .init(closes: true)), lease: .seconds(60))
        var dialogue = Dialogue.greeted(tls: TLSOffer(), faults: board)
        #expect(dialogue.say("STARTTLS") == "")
        #expect(dialogue.isClosed)
        #expect(dialogue.recordTexts == ["starttls - silence"])
    }

    @Test("that fails is remembered with the fault that it failed by")
    func failed() {
        var dialogue = Dialogue.greeted(tls: TLSOffer())
        dialogue.say("STARTTLS")
        dialogue.take(dialogue.session.tlsFailed(by: FaultID(rawValue: 3), at: .now()))
        #expect(dialogue.recordTexts == ["starttls - silence"])
        #expect(dialogue.records.map(\.fault) == [FaultID(rawValue: 3)])
        #expect(dialogue.say("EHLO c.example") == "")
    }

    @Test("that nobody goes on with ends without a word")
    func silence() {
        var dialogue = Dialogue.greeted(tls: TLSOffer())
        dialogue.say("STARTTLS")
        #expect(dialogue.take(dialogue.session.timeOut(at: .now())) == "")
        #expect(dialogue.isClosed)
    }
}
