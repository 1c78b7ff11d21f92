import Findings
import Support
import TemplateLint
import Testing

@Suite struct MissingRequiredTests {
    let trial = RuleTrial("headers/missing-required")

    @Test("a date and an identifier are asked for at the top")
    func found() {
        let report = trial.message("From: a@b.io\n\nDate: x\n")
        #expect(report.messages == ["add a Date field", "add a Message-ID field"])
        #expect(report.places == [.init(line: 1, column: 1), .init(line: 1, column: 1)])
        #expect(trial.message("Date: x\n\n").messages == ["add a Message-ID field"])
    }

    @Test("fields of any capitals are there")
    func present() {
        #expect(trial.message("DATE: x\nmessage-id: <a@b>\n\n").findings.isEmpty)
    }
}
