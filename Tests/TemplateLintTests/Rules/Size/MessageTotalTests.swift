import Findings
import Support
import TemplateLint
import Testing

@Suite struct MessageTotalTests {
    let trial = RuleTrial("size/message-total")

    private func message(of size: Int) -> String {
        let header = "Subject: x\r\n\r\n"
        return header + String(repeating: "x", count: size - header.utf8.count)
    }

    private func report(_ size: Int, _ settings: LintSettings = LintSettings()) -> LintReport {
        Linter(.marketing, settings: settings, rules: trial.rules)
            .lint(message: SourceText(file: "a.eml", text: message(of: size)))
    }

    @Test("the whole message counts, and its largest part is named")
    func sizes() {
        #expect(report(1_000_000).findings.isEmpty)
        #expect(report(1_000_001).severities == [.warning])
        #expect(report(1_000_001).findings.first?.notes.first?.text == "the largest part is text/plain, 0.9 MB")
    }

    @Test("the limits are settings")
    func settings() {
        var settings = LintSettings()
        settings.largeMessage = 100
        settings.refusedMessage = 200
        #expect(report(100, settings).findings.isEmpty)
        #expect(report(200, settings).severities == [.warning])
        #expect(report(201, settings).severities == [.error])
    }
}
