import MailTransport
import Testing

@Suite("ReplyExplanation")
struct ReplyExplanationTests {
    @Test("a reply is explained with its rule, its source and a remedy")
    func explained() throws {
        let text = try #require(
            ReplyExplanation("451 4.7.650 The mail server has been rate limited", mx: "mx1.mail.protection.outlook.com")
        )
        .text
        #expect(text.hasPrefix("rate-limit (soft): Too much came too fast.\n"))
        #expect(text.contains("mail service:    microsoft\n"))
        #expect(text.contains("may get through"))
        #expect(text.contains("source:          postmaster.live.com"))
        #expect(text.contains("* x.7.650"))
    }

    @Test("a mailbox that is absent is not tried again")
    func hard() throws {
        let text = try #require(ReplyExplanation("550 no such user")).text
        #expect(text.contains("send nothing to it again"))
        #expect(text.contains("a later try:     gets no further\n"))
    }

    @Test("where no rule fits, the first digit decides")
    func unknown() throws {
        let text = try #require(ReplyExplanation("550 xyz")).text
        #expect(text.contains("no rule fits"))
    }

    @Test("an address is not given up for a refusal without a reason")
    func unexplained() throws {
        let text = try #require(ReplyExplanation("550 xyz")).text
        #expect(text.contains("keep it until that is clear"))
        #expect(!text.contains("send nothing to it again"))
    }

    @Test("what no server says is no reply", arguments: ["hello there", "999 9.9.9 x", "4", "<html>"])
    func noReply(_ text: String) {
        #expect(ReplyExplanation(text) == nil)
    }

    @Test(
        "Outlook.com's own codes are known",
        arguments: [
            ("550 SC-001 (BAY004) Unfortunately, messages from 192.0.2.1 weren't sent.", ReplyReason.reputation),
            ("550 OU-002 (SNT) Unfortunately, messages from weren't sent.", .reputation),
            ("421 RP-001 (BAY) Unfortunately, some messages from 192.0.2.1 weren't sent.", .rateLimit),
        ])
    func outlook(_ text: String, _ reason: ReplyReason) {
        #expect(ReplyExplanation(text)?.classification?.reason == reason)
    }

    @Test("what refuses nothing is said to")
    func accepted() {
        #expect(ReplyExplanation("250 2.1.5 ok")?.text == "This reply refuses nothing.\n")
        #expect(ReplyExplanation(" \r\n") == nil)
    }

    @Test("every reason has a meaning and one remedy that fits a line", arguments: ReplyReason.allCases)
    func remedies(reason: ReplyReason) {
        for sentence in [reason.meaning, reason.remedy] {
            #expect(sentence.hasSuffix("."))
            #expect(sentence.count <= 100)
        }
    }
}
