import Findings
import Support
import TemplateLint
import Testing

@Suite struct ListUnsubscribeMissingTests {
    let trial = RuleTrial("headers/list-unsubscribe-missing")

    @Test(
        "marketing mail without the field, or with nothing in it, is an error",
        arguments: ["1️⃣From: a@b.io\n\n", "From: a@b.io\n1️⃣List-Unsubscribe: \n\n"] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "what is in the field is the matter of another rule",
        arguments: [
            "<https://b.io/u>", "<mailto:u@b.io>, <http://b.io>", "https://b.io/u",
        ])
    func right(_ value: String) {
        #expect(trial.message("List-Unsubscribe: \(value)\n\n").findings.isEmpty)
    }

    @Test("transactional mail owes none")
    func transactional() {
        #expect(RuleTrial("headers/list-unsubscribe-missing", .transactional).message("A: b\n\n").findings.isEmpty)
    }
}
