import Findings
import Support
import TemplateLint
import Testing

@Suite struct FakeReplyPrefixTests {
    let trial = RuleTrial("subject/fake-reply-prefix")

    @Test(
        "the prefix of an answer without an answer is found, in encoded words too",
        arguments: [
            "Subject: 1️⃣Re: your account\n\n",
            "Subject: 1️⃣FWD: x\n\n",
            "Subject: 1️⃣Re[2]: x\n\n",
            "Subject: 1️⃣=?utf-8?Q?Re=3A_=C3=A9?=\n\n",
            "Subject:\n 1️⃣re : x\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "answers, and words that only begin alike, are left alone",
        arguments: [
            "Subject: Re: x\nIn-Reply-To: <a@b>\n\n",
            "Subject: Fwd: x\nReferences: <a@b>\n\n",
            "Subject: Regarding: x\n\n",
            "Subject: Reminder: x\n\n",
            "Subject: R: the language\n\n",
            "Subject: Re x\n\n",
            "Subject: \n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }

    @Test("a prefix that may be another abbreviation only warns", arguments: ["AW", "Sv", "VS", "Antw"])
    func likely(_ prefix: String) {
        #expect(trial.message("Subject: \(prefix): x\n\n").severities == [.warning])
        #expect(trial.message("Subject: Re: x\n\n").severities == [.error])
    }
}
