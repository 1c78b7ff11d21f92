import Findings
import Support
import TemplateLint
import Testing

@Suite struct SubjectUnencodedTests {
    let trial = RuleTrial("subject/unencoded-8bit")

    @Test(
        "UTF-8 as it is, is found at its first byte",
        arguments: [
            "From: a@b.io\nSubject: Gr1️⃣üße\n\n",
            "Subject: a\n 1️⃣é\n\n",
            "Subject: 1️⃣é\nReceived: from é with ESMTP\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "encoded words, and messages that travel by SMTPUTF8, are left alone",
        arguments: [
            "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\n\n",
            "To: é@b.io\nSubject: é\n\n",
            "Received: from a by b with UTF8SMTPS id 1\nSubject: é\n\n",
            "From: é\nSubject: x\n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }

    @Test("bytes that are not UTF-8 are wrong however they travel")
    func broken() {
        let bytes = Array("From: \u{e9}@b.io\nSubject: ".utf8) + [0xE9, 0x0A, 0x0A]
        let report = Linter(.marketing, rules: trial.rules).lint(message: SourceText(file: "a.eml", bytes: bytes))
        #expect(report.labels == ["bytes that are not UTF-8"])
    }
}
