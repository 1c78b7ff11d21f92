import FaultLab
import MailMessage
import MailTransport
import Support
import Testing

@Suite("The parameters of an envelope")
struct EnvelopeParameterTests {
    @Test("let addresses be beyond ASCII with SMTPUTF8, and only then")
    func international() throws {
        var dialogue = Dialogue.greeted(domains: nil)
        let refusal = "553 5.6.7 Addresses beyond ASCII need SMTPUTF8"
        #expect(dialogue.say("MAIL FROM:<anä@b.example>") == refusal)
        dialogue.say("MAIL FROM:<a@b.example>")
        #expect(dialogue.say("RCPT TO:<anä@inbox.example>") == refusal)
        dialogue.say("RSET")
        #expect(dialogue.say("MAIL FROM:<anä@bücher.example> SMTPUTF8") == "250 2.1.0 Sender OK")
        dialogue.say("RCPT TO:<用户@例子.example>", "DATA")
        #expect(dialogue.say("Subject: ü", "", ".") == "250 2.0.0 OK")
        let message = try #require(dialogue.messages.first)
        #expect(message.sender?.description == "anä@bücher.example")
        #expect(message.recipients.map(\.description) == ["用户@例子.example"])
        #expect(message.parameters.isInternational)
    }

    @Test("of DSN are kept with the message and its recipients")
    func reports() throws {
        var dialogue = Dialogue.greeted()
        #expect(dialogue.say("MAIL FROM:<a@b.example> RET=hdrs ENVID=QQ+2B1") == "250 2.1.0 Sender OK")
        #expect(
            dialogue.say("RCPT TO:<ana@inbox.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;a+2Bb@c.example")
                == "250 2.1.5 Recipient OK")
        dialogue.say("RCPT TO:<bob@inbox.example> NOTIFY=NEVER", "RCPT TO:<cleo@inbox.example>", "DATA", ".")
        let message = try #require(dialogue.messages.first)
        #expect(message.parameters.returns == .headers)
        #expect(message.parameters.envelopeID == "QQ+1")
        let wishes = message.recipients.map { message.recipientParameters[$0] }
        let notify: [DeliveryStatusRequest.Notify?] = [[.success, .delay], [], nil]
        #expect(wishes.map { $0?.notify } == notify)
        #expect(wishes[0]?.originalRecipient == "rfc822;a+b@c.example")
    }

    @Test(
        "that are wrong are refused",
        arguments: [
            "MAIL FROM:<> RET=ALL", "MAIL FROM:<> ENVID=a+2b", "MAIL FROM:<> ENVID=+4", "MAIL FROM:<> SMTPUTF8=1",
            "MAIL FROM:<> ENVID=" + String(repeating: "a", count: 101), "RCPT TO:<a@inbox.example> NOTIFY=SOON",
            "RCPT TO:<a@inbox.example> NOTIFY=NEVER,DELAY", "RCPT TO:<a@inbox.example> NOTIFY",
            "RCPT TO:<a@inbox.example> ORCPT=a@b.example", "RCPT TO:<a@inbox.example> ORCPT=rfc822;",
        ])
    func wrong(line: String) {
        var dialogue = Dialogue.greeted()
        if line.hasPrefix("RCPT") { dialogue.say("MAIL FROM:<>") }
        #expect(dialogue.say(line).hasPrefix("501 5.5.4 "))
    }
}
