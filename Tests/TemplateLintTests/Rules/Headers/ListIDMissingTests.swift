import Findings
import Support
import TemplateLint
import Testing

@Suite struct ListIDMissingTests {
    let trial = RuleTrial("headers/list-id-missing")

    @Test("marketing mail without the field is remarked on, other mail is not")
    func missing() {
        let message: MarkedText = "1️⃣From: a@b.io\n\n"
        #expect(trial.message(message.text).places == message.all)
        #expect(RuleTrial("headers/list-id-missing", .transactional).message(message.text).findings.isEmpty)
    }

    @Test("the field is enough")
    func present() {
        #expect(trial.message("List-ID: <a.b.io>\n\n").findings.isEmpty)
    }
}
