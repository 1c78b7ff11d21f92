import Findings
import Support
import TemplateLint
import Testing

@Suite struct EmptyDisplayNameTests {
    let trial = RuleTrial("from/empty-display-name")

    @Test(
        "a name of nothing is found",
        arguments: [
            "From: 1️⃣\"\" <a@b.io>\n\n", "From: 1️⃣\" \" <a@b.io>\n\n", "From: 1️⃣=?utf-8?Q?_?= <a@b.io>\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test("a name, or none, is right", arguments: ["a@b.io", "<a@b.io>", "Ana <a@b.io>", "\"Ana\" <a@b.io>"])
    func right(_ from: String) {
        #expect(trial.message("From: \(from)\n\n").findings.isEmpty)
    }
}
