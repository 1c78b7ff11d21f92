import Findings
import Support
import TemplateLint
import Testing

@Suite struct ScriptElementTests {
    let trial = RuleTrial("html/script")

    @Test("scripts and handlers are found")
    func found() {
        let html: MarkedText = "<p>é1️⃣<script>x</script><a 2️⃣onclick=x href=y>z</a>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.error, .error])
    }

    @Test("structured data and other attributes are no scripts")
    func spared() {
        let html = "<script type='application/ld+json'>{}</script><a once=1 on=2 href=y>z</a>"
        #expect(trial.html(html).findings.isEmpty)
    }
}
