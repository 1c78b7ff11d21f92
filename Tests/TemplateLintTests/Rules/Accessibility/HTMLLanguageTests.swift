import Findings
import Support
import TemplateLint
import Testing

@Suite struct HTMLLanguageTests {
    let trial = RuleTrial("accessibility/html-lang")

    @Test("HTML that does not say its language is found")
    func found() {
        let html: MarkedText = "<!doctype html>\n1️⃣<html class=x><body>y"
        #expect(trial.html(html.text).places == html.all)
    }

    @Test(
        "a language, a tag that prints one, and fragments are left alone",
        arguments: [
            "<html lang=en>x", "<html><body lang='de'>x", "<html lang='{{l}}'>x", "<p>x",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }
}
