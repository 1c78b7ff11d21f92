import Findings
import Support
import TemplateLint
import Testing

@Suite struct FromNotSingleMailboxTests {
    let trial = RuleTrial("from/not-single-mailbox")

    @Test(
        "no sender, two of them, and what is none are errors",
        arguments: [
            "1️⃣Subject: x\n\n", "1️⃣From: a@b.io, c@d.io\n\n", "From: a@b.io\n1️⃣From: c@d.io\n\n", "1️⃣From: somebody\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "one mailbox is right", arguments: ["a@b.io", "Ana <a@b.io>", "\"A, B\" <a@b.io>", "=?utf-8?Q?Ana?= <a@b.io>"])
    func right(_ from: String) {
        #expect(trial.message("From: \(from)\n\n").findings.isEmpty)
    }

    @Test("a name that must be quoted warns at what cannot be read")
    func unreadable() {
        let message: MarkedText = "From: a@b.io 1️⃣<a@b.io>\n\n"
        #expect(trial.message(message.text).places == message.all)
        #expect(trial.message(message.text).severities == [.warning])
    }
}
