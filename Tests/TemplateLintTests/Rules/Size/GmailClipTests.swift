import Findings
import Support
import TemplateLint
import Testing

@Suite struct GmailClipTests {
    let trial = RuleTrial("size/gmail-clip")

    private func html(kilobytes: Int) -> String {
        "<p>" + String(repeating: "x", count: kilobytes << 10)
    }

    @Test("HTML beyond 102 KiB is an error, beyond 80 KiB a warning")
    func sizes() {
        #expect(trial.html(html(kilobytes: 70)).findings.isEmpty)
        #expect(trial.html(html(kilobytes: 90)).severities == [.warning])
        #expect(trial.html(html(kilobytes: 110)).severities == [.error])
        #expect(trial.template(html(kilobytes: 110)).severities == [.warning])
    }

    @Test("what the platform adds counts, and the cut moves forward")
    func added() {
        var settings = LintSettings()
        settings.addedBytes = 20 << 10
        let report = RuleTrial("size/gmail-clip", settings: settings).html(html(kilobytes: 90))
        #expect(report.severities == [.error])
        #expect(report.places == [.init(line: 1, column: (82 << 10) + 1)])
    }

    @Test("it says when the unsubscribe link is behind the cut")
    func unsubscribe() {
        let report = trial.html(html(kilobytes: 110) + "<a href='https://a/unsubscribe'>Unsubscribe</a>")
        #expect(report.findings.first?.notes.first?.text.contains("unsubscribe") == true)
    }
}
