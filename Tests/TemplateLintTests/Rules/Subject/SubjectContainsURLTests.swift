import Findings
import Support
import TemplateLint
import Testing

@Suite struct SubjectContainsURLTests {
    let trial = RuleTrial("subject/contains-url")

    @Test(
        "addresses and other domains are found where they stand",
        arguments: [
            "Subject: See 1️⃣https://b.io/x now\n\n",
            "Subject: 1️⃣www.b.io\n\n",
            "From: a@b.io\nSubject: Try 1️⃣evil.com and 2️⃣HTTP://b.io\n\n",
            "From: a@b.io\nSubject: é (1️⃣evil.com)\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "the sender's own domain, mail addresses and names with dots are left alone",
        arguments: [
            "From: a@b.io\nSubject: Your B.io order\n\n",
            "From: a@mail.b.io\nSubject: b.io\n\n",
            "From: a@b.io\nSubject: Node.js and v1.2, report.pdf\n\n",
            "From: a@b.io\nSubject: x@evil.com\n\n",
            "Subject: evil.com\n\n",
            "From: a@b.io\nSubject: 3.50 for you...now\n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }
}
