import Findings
import Support
import TemplateLint
import Testing

@Suite struct TooLargeTests {
    let trial = RuleTrial("size/too-large")

    @Test("HTML with more tags than any mail has is not read")
    func refused() {
        #expect(trial.html(String(repeating: "<p></p>", count: 40_000)).severities == [.error])
        #expect(trial.html("<p>" + String(repeating: "x", count: 5 << 20)).severities == [.error])
    }

    @Test("formatting that would be copied into every paragraph is not read")
    func copies() {
        let open = (0..<1000).map { "<font size=\($0)>" }.joined()
        #expect(trial.html("<p>" + open + String(repeating: "</p><p>x", count: 5000)).severities == [.error])
    }

    @Test("a large newsletter is read")
    func honest() {
        #expect(trial.html(String(repeating: "<p>some <b>words</b></p>", count: 3000)).findings.isEmpty)
    }
}
