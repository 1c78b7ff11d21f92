import Findings
import Support
import TemplateLint
import Testing

@Suite struct SubjectMissingTests {
    let trial = RuleTrial("subject/missing")

    @Test(
        "no subject, or one of blanks, is an error",
        arguments: [
            "1️⃣From: a@b.io\n\nx", "From: a@b.io\n1️⃣Subject:  \n\nx", "1️⃣Subject: =?utf-8?Q?_=E2=80=8B?=\n\nx",
        ] as [MarkedText])
    func missing(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test("a subject is enough")
    func present() {
        #expect(trial.message("Subject: x\n\n").findings.isEmpty)
    }

    @Test("a template without a message around it skips the rule, and says so")
    func skipped() {
        #expect(trial.html("<p>x").skipped.map(\.reason) == ["needs a message with its header"])
    }
}
