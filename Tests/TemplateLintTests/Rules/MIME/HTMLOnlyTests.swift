import Findings
import Support
import TemplateLint
import Testing

@Suite struct HTMLOnlyTests {
    let trial = RuleTrial("mime/html-only")

    @Test("HTML without a text part is found")
    func found() {
        let message: MarkedText = "From: a@b.io\n1️⃣Content-Type: text/html\n\n<p>x"
        #expect(trial.message(message.text).places == message.all)
    }

    @Test("a text part, or nothing but text, is right")
    func right() {
        #expect(trial.message("Content-Type: text/plain\n\nx").findings.isEmpty)
        let both = """
            Content-Type: multipart/alternative; boundary=b

            --b

            x
            --b
            Content-Type: text/html

            <p>x
            --b--
            """
        #expect(trial.message(both).findings.isEmpty)
    }
}
