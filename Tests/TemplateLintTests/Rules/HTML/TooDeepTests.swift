import Findings
import Support
import TemplateLint
import Testing

@Suite struct TooDeepTests {
    let trial = RuleTrial("html/too-deep")

    @Test("HTML that is nested without end is not read")
    func refused() {
        let report = trial.html(String(repeating: "<div>", count: 100_000))
        #expect(report.severities == [.error])
    }

    @Test("deep but honest HTML is read")
    func honest() {
        #expect(trial.html(String(repeating: "<div>", count: 500) + "x").findings.isEmpty)
        #expect(trial.html(String(repeating: "<p>x<br>", count: 1500)).findings.isEmpty)
    }
}
