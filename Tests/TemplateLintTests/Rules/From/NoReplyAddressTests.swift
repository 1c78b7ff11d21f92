import Findings
import Support
import TemplateLint
import Testing

@Suite struct NoReplyAddressTests {
    let trial = RuleTrial("from/no-reply-address")

    @Test(
        "addresses that nobody reads are found",
        arguments: [
            "From: 1️⃣no-reply@b.io\n\n",
            "From: 1️⃣A <NoReply+1@b.io>\n\n",
            "From: 1️⃣do_not.reply@b.io\nReply-To: noreply@b.io\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "others, and those with a Reply-To, are left alone",
        arguments: [
            "From: a@b.io\n\n",
            "From: no-reply@b.io\nReply-To: a@b.io\n\n",
            "From: reply@b.io\n\n",
            "From: Noreply <hello@b.io>\n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }

    @Test("for other mail than marketing it is a remark")
    func transactional() {
        #expect(trial.message("From: noreply@b.io\n\n").severities == [.warning])
        let other = RuleTrial("from/no-reply-address", .transactional)
        #expect(other.message("From: noreply@b.io\n\n").severities == [.info])
    }
}
