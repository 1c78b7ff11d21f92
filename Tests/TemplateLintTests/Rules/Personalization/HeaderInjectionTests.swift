import Findings
import Support
import TemplateLint
import Testing

@Suite struct HeaderInjectionTests {
    let trial = RuleTrial("personalization/header-injection")

    @Test(
        "a line break that a value brought is found at its word",
        arguments: [
            "Subject: Hi 1️⃣=?utf-8?Q?a=0D=0ABcc:_x@b.io?=\n\n", "To: 1️⃣=?utf-8?B?YQpi?= <a@b.io>\n\n",
            "X-A: b\n 1️⃣=?utf-8?q?a=0a?=\n\n", "1️⃣Content-Type: text/plain; name*=utf-8''a%0D%0Ab\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test("a CR that stands alone is found")
    func bareReturn() {
        let message: MarkedText = "Subject: a1️⃣\rBcc: x@b.io\n\n"
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "folds, and encoded words without a break, are left alone",
        arguments: [
            "Subject: a\n b\n\n", "Subject: =?utf-8?Q?a?=\n =?utf-8?Q?b=3D0A?=\n\n", "Subject: =0A=0D\n\n",
            "Subject: a\n\nbody\r=?utf-8?Q?=0A?=",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }
}
