import Findings
import Support
import TemplateLint
import Testing

@Suite struct SchemeDowngradeTests {
    let trial = RuleTrial("links/scheme-downgrade")

    @Test("http under a text that shows https is found")
    func found() {
        let html: MarkedText = "<a href=\"1️⃣http://acme.io/\"> <b>HTTPS://</b>acme.io</a>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.warning])
    }

    @Test(
        "a text without a scheme, and a link that is better than its text, are left alone",
        arguments: [
            "<a href='http://acme.io'>acme.io</a>", "<a href='https://acme.io'>http://acme.io</a>",
            "<a href='http://acme.io'>about https://</a>", "<a href='https://acme.io'>https://acme.io</a>",
        ])
    func spared(_ html: String) {
        #expect(trial.html(html).findings.isEmpty)
    }
}
