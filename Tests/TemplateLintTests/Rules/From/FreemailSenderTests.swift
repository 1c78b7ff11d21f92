import Findings
import Support
import TemplateLint
import Testing

@Suite struct FreemailSenderTests {
    let trial = RuleTrial("from/freemail-sender")

    @Test(
        "a provider's domain is found",
        arguments: [
            "From: 1️⃣a@gmail.com\n\n",
            "From: 1️⃣A <a@Yahoo.co.uk>\n\n",
            "From: 1️⃣a@hotmail.fr\n\n",
            "From: 1️⃣a@web.de\nDKIM-Signature: d=b.io; h=from\n\n",
            "From: 1️⃣a@163.com\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "other domains, and mail that the provider signed, are left alone",
        arguments: [
            "From: a@b.io\n\n",
            "From: a@gmail.com.b.io\n\n",
            "From: a@yahoo-inc.com\n\n",
            "From: a@outlook.example\n\n",
            "From: a@live.b.com\n\n",
            "From: a@gmail.com\nDKIM-Signature: v=1; h=from; d=gmail.com; b=\n\n",
            "From: a@notgmail.com\n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }

    @Test("other mail than marketing is warned")
    func transactional() {
        let trial = RuleTrial("from/freemail-sender", .transactional)
        #expect(trial.message("From: a@gmail.com\n\n").severities == [.warning])
    }
}
