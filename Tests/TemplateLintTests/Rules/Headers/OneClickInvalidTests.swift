import Findings
import Support
import TemplateLint
import Testing

@Suite struct OneClickInvalidTests {
    let trial = RuleTrial("headers/one-click-invalid")

    @Test(
        "each way to miss one-click is told apart",
        arguments: [
            ("List-Unsubscribe: <https://b.io/u>\n\n", "add a List-Unsubscribe-Post field"),
            (
                "List-Unsubscribe: <https://b.io/u>\nList-Unsubscribe-Post: List-Unsubscribe=Yes\n\n",
                "replace the value with List-Unsubscribe=One-Click"
            ),
            (
                "List-Unsubscribe: <mailto:u@b.io>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n\n",
                "name an https address in List-Unsubscribe: one click is an HTTPS POST to it"
            ),
        ])
    func found(message: String, says: String) {
        #expect(trial.message(message).messages == [says])
    }

    @Test("the pair is right, and without List-Unsubscribe another rule speaks")
    func right() {
        let pair = "List-Unsubscribe: <https://b.io/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n\n"
        #expect(trial.message(pair).findings.isEmpty)
        #expect(trial.message("From: a@b.io\n\n").findings.isEmpty)
    }

    @Test("other capitals, and a second https address, only warn")
    func warnings() {
        let capitals = "List-Unsubscribe: <https://b.io/u>\nList-Unsubscribe-Post: list-unsubscribe=one-click\n\n"
        #expect(trial.message(capitals).severities == [.warning])
        let two: MarkedText = """
            List-Unsubscribe: <https://b.io/u>, <1️⃣https://b.io/v>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click


            """
        #expect(trial.message(two.text).places == two.all)
    }

    @Test("where a mailto address will do, it does")
    func mailto() {
        var settings = LintSettings()
        settings.acceptsMailtoUnsubscribe = true
        let trial = RuleTrial("headers/one-click-invalid", settings: settings)
        #expect(trial.message("List-Unsubscribe: <mailto:u@b.io>\n\n").findings.isEmpty)
        #expect(trial.message("List-Unsubscribe: <https://b.io/u>\n\n").findings.count == 1)
    }
}
