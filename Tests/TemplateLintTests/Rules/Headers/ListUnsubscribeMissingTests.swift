import Findings
import Support
import TemplateLint
import Testing

@Suite struct ListUnsubscribeMissingTests {
    let trial = RuleTrial("headers/list-unsubscribe-missing")

    @Test(
        "marketing mail without the field, or without an address in it, is an error",
        arguments: [
            "1️⃣From: a@b.io\n\n", "From: a@b.io\n1️⃣List-Unsubscribe: https://b.io/u\n\n",
            "1️⃣List-Unsubscribe: <http://b.io/u>\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "an https or mailto address will do",
        arguments: [
            "<https://b.io/u>", "<mailto:u@b.io>, <http://b.io>", "(a comment) <https://b.io/\n u>",
        ])
    func right(_ value: String) {
        #expect(trial.message("List-Unsubscribe: \(value)\n\n").findings.isEmpty)
    }

    @Test("transactional mail owes none")
    func transactional() {
        #expect(RuleTrial("headers/list-unsubscribe-missing", .transactional).message("A: b\n\n").findings.isEmpty)
    }
}
