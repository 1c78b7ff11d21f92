import Findings
import Support
import TemplateLint
import Testing

@Suite struct TooLargeTests {
    let trial = RuleTrial("size/too-large")

    @Test("HTML with more tags than any mail has is not read")
    func refused() {
        #expect(trial.html(String(repeating: "<p></p>", count: 50_000)).severities == [.error])
        #expect(trial.html("<p>" + String(repeating: "x", count: 5 << 20)).severities == [.error])
    }

    @Test("formatting that would be copied into every paragraph is not read")
    func copies() {
        let open = (0..<1000).map { "<font size=\($0)>" }.joined()
        #expect(trial.html("<p>" + open + String(repeating: "</p><p>x", count: 5000)).severities == [.error])
    }

    @Test("a large newsletter is read")
    func honest() {
        #expect(trial.html(String(repeating: "<p>some <b>words</b></p>", count: 19_000)).findings.isEmpty)
    }

    @Test("a tag with attributes without end is not read, one with many is")
    func attributes() {
        let many = (0..<100_000).map { "a\($0)=\"b c d\"" }.joined(separator: " ")
        #expect(trial.html("<p \(many)>x").severities == [.error])
        #expect(trial.html("<p " + String(repeating: "a = 'b c d' ", count: 1500) + ">x").findings.isEmpty)
        let inEachOther = String(repeating: "<a/=", count: 20_000) + String(repeating: "x", count: 3 << 20)
        #expect(trial.html(inEachOther).severities == [.error])
        #expect(trial.html("<p title=\"\(String(repeating: "so many words ", count: 3000))\">x").findings.isEmpty)
    }
}
