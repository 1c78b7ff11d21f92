import Findings
import Support
import TemplateLint
import Testing

@Suite struct AlternativeOrderTests {
    let trial = RuleTrial("mime/alternative-order")

    private func alternative(_ types: String...) -> String {
        "Content-Type: multipart/alternative; boundary=b\n\n"
            + types.map { "--b\nContent-Type: \($0)\n\nx\n" }.joined() + "--b--\n"
    }

    @Test("plain text behind HTML is found at its type")
    func found() {
        let report = trial.message(alternative("text/html", "text/plain"))
        #expect(report.places == [.init(line: 8, column: 1)])
        let related = alternative("multipart/related; boundary=r\n\n--r\nContent-Type: text/html", "text/plain")
        #expect(
            trial.message(
                related.replacing("x\n--b\nContent-Type: text/plain", with: "x\n--r--\n--b\nContent-Type: text/plain")
            ).findings.count == 1)
    }

    @Test("a single part of plain text is a remark")
    func alone() {
        #expect(trial.message(alternative("text/plain")).severities == [.info])
        #expect(trial.message(alternative("text/html")).findings.isEmpty)
    }

    @Test("plain text, AMP and HTML in this order are right, and other multiparts have none")
    func right() {
        #expect(trial.message(alternative("text/plain", "text/x-amp-html", "text/html")).findings.isEmpty)
        let mixed = alternative("text/html", "text/plain").replacing("alternative", with: "mixed")
        #expect(trial.message(mixed).findings.isEmpty)
    }
}
