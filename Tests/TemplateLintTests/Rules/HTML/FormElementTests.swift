import Findings
import Support
import TemplateLint
import Testing

@Suite struct FormElementTests {
    let trial = RuleTrial("html/form")

    @Test("a form warns, one that sends mail is an error")
    func forms() {
        let html: MarkedText = "1️⃣<form action='https://a'></form>2️⃣<form action=' MAILTO:x@y'></form>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.error, .warning])
    }

    @Test("an input without a form is found once")
    func inputs() {
        let html: MarkedText = "<p>1️⃣<input><input>"
        #expect(trial.html(html.text).places == html.all)
    }
}
