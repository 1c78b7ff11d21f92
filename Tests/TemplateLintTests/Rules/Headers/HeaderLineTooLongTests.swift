import Findings
import Support
import TemplateLint
import Testing

@Suite struct HeaderLineTooLongTests {
    let trial = RuleTrial("headers/line-too-long")

    private let long = String(repeating: "x", count: 990)

    @Test("a line of more than 998 octets is an error where it stands")
    func tooLong() {
        #expect(trial.message("A: b\nX: \(long)12345\n y\n\n").findings.isEmpty)
        let folded: MarkedText = "A: b\n1️⃣X: \(long)123456\n y\n\n"
        #expect(trial.message(folded.text).places == [.init(line: 2, column: 1)])
        #expect(trial.message(folded.text).severities == [.error])
        let second: MarkedText = "X: a\n1️⃣ \(long)12345678\n\n"
        #expect(trial.message(second.text).places == second.all)
    }

    @Test("lines that can be folded are one remark")
    func foldable() {
        let words = String(repeating: "word ", count: 20)
        let report = trial.message("X: \(words)\nY: \(words)\nDKIM-Signature: \(words)\n\n")
        #expect(report.severities == [.info])
        #expect(report.findings.first?.notes.first?.text == "and 1 more lines")
    }

    @Test("one long word cannot be folded")
    func unfoldable() {
        let word = String(repeating: "x", count: 100)
        #expect(trial.message("List-Unsubscribe: <https://b.io/\(word)>\n\n").findings.isEmpty)
    }
}
