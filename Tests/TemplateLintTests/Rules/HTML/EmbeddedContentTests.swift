import Findings
import Support
import TemplateLint
import Testing

@Suite struct EmbeddedContentTests {
    let trial = RuleTrial("html/embedded-content")

    @Test("whatever shows another document is found")
    func found() {
        let html: MarkedText = "<p>é1️⃣<iframe src=x></iframe>2️⃣<object data=x>3️⃣<EMBED src=x></object>4️⃣<applet></applet>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.error, .error, .error, .error])
    }

    @Test("comments, texts and films are left alone")
    func spared() {
        #expect(trial.html("<!-- <iframe> --><p>&lt;iframe&gt;<video src=x></video><svg></svg>").findings.isEmpty)
    }
}
