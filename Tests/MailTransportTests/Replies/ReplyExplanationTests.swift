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
