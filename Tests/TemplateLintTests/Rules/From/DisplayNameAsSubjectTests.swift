import Findings
import Support
import TemplateLint
import Testing

@Suite struct DisplayNameAsSubjectTests {
    let trial = RuleTrial("from/display-name-as-subject")

    @Test(
        "words of a subject, and the recipient, are found",
        arguments: [
            "From: 1️⃣\"Action Required\" <a@b.io>\n\n",
            "From: 1️⃣\"Re: Acme\" <a@b.io>\n\n",
            "From: 1️⃣\"Acme 20% off\" <a@b.io>\n\n",
            "From: 1️⃣\"Acme for Ana Example\" <a@b.io>\nTo: Ana  Example <ana@c.io>\n\n",
            "From: 1️⃣\"Acme x@c.io\" <a@b.io>\nTo: X@c.io\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "names are left alone, those that the recipient shares too",
        arguments: [
            "From: \"Urgent Care\" <a@b.io>\n\n",
            "From: \"Ana at Acme\" <a@b.io>\nTo: Ana <ana@c.io>\n\n",
            "From: \"Acme Support Team\" <a@b.io>\nTo: Acme Support <s@b.io>\n\n",
            "From: \"Re-Store: Acme\" <a@b.io>\n\n",
            "From: \"Reminder Media\" <a@b.io>\n\n", "From: \"Your Account Team\" <a@b.io>\n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }
}
