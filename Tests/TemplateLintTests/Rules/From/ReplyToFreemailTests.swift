import Findings
import Support
import TemplateLint
import Testing

@Suite struct ReplyToFreemailTests {
    let trial = RuleTrial("from/reply-to-freemail")

    @Test(
        "answers that go to a provider's mailbox are found",
        arguments: [
            "From: a@b.io\nReply-To: 1️⃣c@gmail.com\n\n",
            "Reply-To: d@b.io, 1️⃣C <c@qq.com>\nFrom: a@b.io\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "answers to other places, and mail from a provider, are left alone",
        arguments: [
            "From: a@b.io\nReply-To: a@c.io\n\n",
            "From: a@gmail.com\nReply-To: c@gmail.com\n\n",
            "From: a@b.io\n\n",
            "Reply-To: c@gmail.com\n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }
}
