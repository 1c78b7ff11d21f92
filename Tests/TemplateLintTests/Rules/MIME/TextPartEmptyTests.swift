import Findings
import Support
import TemplateLint
import Testing

@Suite struct TextPartEmptyTests {
    let trial = RuleTrial("mime/text-part-empty")

    private func message(text: String, html: String) -> String {
        """
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain

        \(text)
        --b
        Content-Type: text/html

        \(html)
        --b--
        """
    }

    @Test("a blank text part, or one with a tenth of the words, is found at its place")
    func found() {
        #expect(trial.message(message(text: " ", html: "<p>Hello")).places == [.init(line: 6, column: 1)])
        let words = "<p>" + String(repeating: "word ", count: 50)
        #expect(trial.message(message(text: "Please see the HTML", html: words)).findings.count == 1)
    }

    @Test("one that says as much is right")
    func right() {
        #expect(trial.message(message(text: "Hello Ana", html: "<p>Hello Ana")).findings.isEmpty)
    }
}
