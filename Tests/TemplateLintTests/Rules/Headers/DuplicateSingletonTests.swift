import Findings
import Support
import TemplateLint
import Testing

@Suite struct DuplicateSingletonTests {
    let trial = RuleTrial("headers/duplicate-singleton")

    @Test("the second of a field is found, with the place of the first")
    func found() {
        let message: MarkedText = "Subject: a\nDate: x\n1️⃣subject: b\n2️⃣DATE: y\n\n"
        let report = trial.message(message.text)
        #expect(report.places == message.all)
        #expect(report.findings.first?.notes.first?.excerpt?.span.line == 1)
    }

    @Test("fields that may repeat are left alone")
    func spared() {
        #expect(trial.message("Received: a\nReceived: b\nX-A: 1\nX-A: 2\n\n").findings.isEmpty)
    }
}
