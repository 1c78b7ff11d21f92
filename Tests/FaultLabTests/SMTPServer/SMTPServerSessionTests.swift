import DNS
import FaultLab
import Findings
import MailMessage
import Support
import Testing

@Suite("A session")
struct SMTPServerSessionTests {
    @Test("greets with its name, and offers what it can")
    func greeting() {
        var dialogue = Dialogue()
        #expect(dialogue.open() == "220 mx.lab.invalid ESMTP mailproof lab")
        #expect(
            dialogue.say("EHLO client.example") == """
                250-mx.lab.invalid greets client.example
                250-PIPELINING
                250-SIZE 26214400
                250-8BITMIME
                250-SMTPUTF8
                250-DSN
                250-CHUNKING
                250 ENHANCEDSTATUSCODES
                """)
        #expect(dialogue.say("HELO client.example") == "250 mx.lab.invalid greets client.example")
    }

    @Test("takes a message with its envelope")
    func message() throws {
        var dialogue = Dialogue.greeted()
        #expect(dialogue.say("MAIL FROM:<bounce@example.com> SIZE=40 BODY=8BITMIME") == "250 2.1.0 Sender OK")
        #expect(dialogue.say("RCPT TO:<ana@inbox.example>") == "250 2.1.5 Recipient OK")
        #expect(dialogue.say("RCPT TO:<bob@INBOX.example>") == "250 2.1.5 Recipient OK")
        #expect(dialogue.say("DATA") == "354 End the message with <CRLF>.<CRLF>")
        #expect(dialogue.say("Subject: x", "", "body", ".") == "250 2.0.0 OK")
        let message = try #require(dialogue.messages.first)
        #expect(message.sender?.description == "bounce@example.com")
        #expect(message.recipients.map(\.description) == ["ana@inbox.example", "bob@INBOX.example"])
        #expect(message.text == "Subject: x\r\n\r\nbody\r\n")
        #expect(message.client.name == "client.example")
        #expect(dialogue.say("QUIT") == "221 2.0.0 mx.lab.invalid closes")
        #expect(dialogue.isClosed)
    }

    @Test("answers pipelined commands in order, all at once")
    func pipelining() {
        var dialogue = Dialogue.greeted()
        let replies = dialogue.say(
            "MAIL FROM:<a@b.example>", "RCPT TO:<ana@inbox.example>", "RCPT TO:<x@elsewhere.example>", "DATA")
        #expect(
            replies == """
                250 2.1.0 Sender OK
                250 2.1.5 Recipient OK
                550 5.7.1 Relaying denied: mx does not serve elsewhere.example
                354 End the message with <CRLF>.<CRLF>
                """)
        #expect(
            dialogue.say("x", ".", "MAIL FROM:<a@b.example>", "QUIT", "NOOP") == """
                250 2.0.0 OK
                250 2.1.0 Sender OK
                221 2.0.0 mx.lab.invalid closes
                """)
    }

    @Test("answers the same however the octets are cut", arguments: [1, 2, 3, 7])
    func fragments(size: Int) {
        var dialogue = Dialogue()
        var replies = dialogue.open()
        let client = Array(
            """
            EHLO c.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<ana@inbox.example>\r\nDATA\r\n\
            ..dots\r\n.\r\nNOOP\r\nQUIT\r\n
            """.utf8)
        for start in stride(from: 0, to: client.count, by: size) {
            replies += dialogue.send(Array(client[start..<min(start + size, client.count)]))
        }
        #expect(dialogue.messages.map(\.text) == [".dots\r\n"])
        replies.removeAll { $0 == "\n" }
        #expect(replies.hasSuffix("250 2.0.0 OK250 2.0.0 OK221 2.0.0 mx.lab.invalid closes"))
    }

    @Test("says nothing further while a message is judged")
    func judging() {
        var dialogue = Dialogue.greeted()
        dialogue.answersMessages = false
        dialogue.say("MAIL FROM:<a@b.example>", "RCPT TO:<ana@inbox.example>", "DATA")
        #expect(dialogue.say("x", ".", "NOOP") == "")
        #expect(dialogue.session.isDelivering)
        let actions = dialogue.session.delivered(ServerReply(550, "5.7.26", "No"), at: .now())
        #expect(dialogue.take(actions) == "550 5.7.26 No\n250 2.0.0 OK")
    }

    @Test(
        "refuses what is out of order",
        arguments: [
            (["MAIL FROM:<a@b.example>"], "503 5.5.1 Send EHLO first"),
            (["EHLO c.example", "RCPT TO:<ana@inbox.example>"], "503 5.5.1 Send MAIL first"),
            (["EHLO c.example", "DATA"], "503 5.5.1 Send MAIL and RCPT first"),
            (
                ["EHLO c.example", "MAIL FROM:<>", "MAIL FROM:<>"],
                "503 5.5.1 A transaction is open already"
            ),
            (["EHLO c.example", "MAIL FROM:<>", "DATA"], "554 5.5.1 No valid recipients"),
            (
                ["EHLO c.example", "MAIL FROM:<>", "RSET", "RCPT TO:<ana@inbox.example>"],
                "503 5.5.1 Send MAIL first"
            ),
            (
                ["EHLO c.example", "MAIL FROM:<>", "EHLO c.example", "RCPT TO:<ana@inbox.example>"],
                "503 5.5.1 Send MAIL first"
            ),
            (["EHLO c.example", "STARTTLS"], "502 5.5.1 STARTTLS is not offered"),
            (["EHLO c.example", "AUTH PLAIN"], "502 5.5.1 AUTH is not offered"),
            (["EHLO c.example", "MAIL FROM:<> AUTH=<>"], "555 5.5.4 AUTH is not offered"),
            (["EHLO c.example", "MAIL FROM:<> MT-PRIORITY=1"], "555 5.5.4 MT-PRIORITY is not offered"),
            (["HELO c.example", "MAIL FROM:<> SMTPUTF8"], "555 5.5.4 SMTPUTF8 is not offered"),
            (["HELO c.example", "MAIL FROM:<> SIZE=1"], "555 5.5.4 SIZE is not offered"),
            (["EHLO c.example", "MAIL FROM:<> BODY=BINARYMIME"], "555 5.5.4 BODY=BINARYMIME is not offered"),
            (["EHLO c.example", "MAIL FROM:<> SIZE=big"], "501 5.5.4 SIZE is a number of octets"),
            (
                ["HELO c.example", "MAIL FROM:<>", "RCPT TO:<ana@inbox.example> NOTIFY=NEVER"],
                "555 5.5.4 NOTIFY is not offered"
            ),
        ])
    func order(lines: [String], reply: String) {
        var dialogue = Dialogue()
        dialogue.open()
        var last = ""
        for line in lines { last = dialogue.say(line) }
        #expect(last == reply)
    }

    @Test("answers the commands that change nothing")
    func harmless() {
        var dialogue = Dialogue.greeted()
        #expect(dialogue.say("NOOP x") == "250 2.0.0 OK")
        #expect(dialogue.say("VRFY ana").hasPrefix("252 2.5.0 "))
        #expect(dialogue.say("HELP").hasPrefix("214 2.0.0 EHLO HELO"))
    }

    @Test("refuses a message that is declared or found too big")
    func size() {
        var limits = SMTPLimits()
        limits.messageOctets = 20
        var dialogue = Dialogue.greeted(limits: limits)
        let refusal = "552 5.3.4 Message too big: at most 20 octets"
        #expect(dialogue.say("MAIL FROM:<a@b.example> SIZE=21") == refusal)
        #expect(dialogue.say("MAIL FROM:<a@b.example> SIZE=99999999999999999999") == refusal)
        dialogue.say("MAIL FROM:<a@b.example> SIZE=20", "RCPT TO:<ana@inbox.example>", "DATA")
        #expect(dialogue.say("123456789012345678", ".") == "250 2.0.0 OK")
        dialogue.say("MAIL FROM:<a@b.example>", "RCPT TO:<ana@inbox.example>", "DATA")
        #expect(dialogue.say("1234567890123456789", ".") == refusal)
        #expect(dialogue.messages.count == 1)
        #expect(dialogue.say("NOOP") == "250 2.0.0 OK")
    }

    @Test("takes so many recipients and no more, each of them once")
    func recipients() {
        var limits = SMTPLimits()
        limits.recipients = 2
        var dialogue = Dialogue.greeted(limits: limits)
        dialogue.say("MAIL FROM:<a@b.example>", "RCPT TO:<a@inbox.example>", "RCPT TO:<a@inbox.example>")
        #expect(dialogue.say("RCPT TO:<b@inbox.example>") == "250 2.1.5 Recipient OK")
        #expect(dialogue.say("RCPT TO:<c@inbox.example>") == "452 4.5.3 Too many recipients")
        dialogue.say("DATA")
        dialogue.say(".")
        #expect(dialogue.messages.first?.recipients.count == 2)
        #expect(dialogue.messages.first?.text == "")
    }

    @Test("takes mail for its own postmaster without a domain")
    func postmaster() {
        var dialogue = Dialogue.greeted()
        dialogue.say("MAIL FROM:<>", "RCPT TO:<postMaster>", "DATA")
        #expect(dialogue.say("x", ".") == "250 2.0.0 OK")
        #expect(dialogue.messages.first?.recipients.first?.description == "postmaster@mx.lab.invalid")
        #expect(dialogue.messages.first?.sender == nil)
    }

    @Test("ends after too many wrong commands")
    func wrongCommands() {
        var limits = SMTPLimits()
        limits.errors = 3
        var dialogue = Dialogue.greeted(limits: limits)
        #expect(
            dialogue.say("A", "B", "C", "D") == """
                500 5.5.2 Command not recognized
                500 5.5.2 Command not recognized
                500 5.5.2 Command not recognized
                421 4.7.0 mx.lab.invalid closes: too many wrong commands
                """)
        #expect(dialogue.isClosed)
    }

    @Test("stops at once between messages, and after the reply within one")
    func stop() {
        var idle = Dialogue.greeted()
        #expect(idle.take(idle.session.stop(at: .now())) == "421 4.3.2 mx.lab.invalid closes: the lab stops")
        #expect(idle.isClosed)
        var busy = Dialogue.greeted()
        busy.say("MAIL FROM:<a@b.example>", "RCPT TO:<ana@inbox.example>", "DATA")
        #expect(busy.take(busy.session.stop(at: .now())) == "")
        #expect(busy.say("x", ".") == "250 2.0.0 OK\n421 4.3.2 mx.lab.invalid closes: the lab stops")
    }

    @Test("says why it closes after a long silence")
    func silence() {
        var dialogue = Dialogue.greeted()
        #expect(dialogue.take(dialogue.session.timeOut(at: .now())).hasPrefix("421 4.4.2 "))
        #expect(dialogue.isClosed)
        #expect(dialogue.say("NOOP") == "")
    }

    @Test("records each recipient's last reply once")
    func records() {
        var dialogue = Dialogue.greeted()
        dialogue.say("MAIL FROM:<a@b.example>", "RCPT TO:<ana@inbox.example>", "RCPT TO:<x@elsewhere.example>", "RSET")
        #expect(dialogue.recordTexts == ["rcpt x@elsewhere.example 550"])
        dialogue.records = []
        dialogue.verdict = ServerReply(451, "4.3.0", "Later")
        dialogue.say("MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "RCPT TO:<bob@Inbox.Example>", "DATA")
        dialogue.say("x", ".")
        #expect(dialogue.recordTexts == ["message ana@inbox.example 451", "message bob@Inbox.Example 451"])
        #expect(dialogue.records.map(\.recipientDomain) == ["inbox.example", "inbox.example"])
        #expect(dialogue.records.map(\.sender) == ["", ""])
        #expect(dialogue.records.map(\.server) == ["mx", "mx"])
        #expect(dialogue.records.map(\.client.description) == ["192.0.2.10", "192.0.2.10"])
    }
}
