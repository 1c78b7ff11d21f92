import Findings
import Support
import TemplateLint
import Testing

@Suite struct HeadingEmptyTests {
    let trial = RuleTrial("accessibility/heading-empty")

    @Test(
        "headings without a text, and steps of more than one, are found",
        arguments: [
            "1️⃣<h1></h1>", "1️⃣<h2> &nbsp;<img src=a alt=''></h2>", "<h1>x</h1>1️⃣<h3>y</h3>",
            "<h2>x</h2>1️⃣<h3></h3>2️⃣<h4>y</h4>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
        #expect(Set(trial.html(html.text).severities) == [.info])
    }

    @Test(
        "headings in order, pictures with a name and what a template writes are left alone",
        arguments: [
            "<h3>x</h3><h1>y</h1><h2>z</h2>", "<h1><a><img alt=x></a></h1>", "<h1>{{t}}</h1>", "<h1>{{{t}}}</h1>",
            "<h1 aria-hidden=true></h1>", "<h1>{{#a}}{{b}}{{/a}}</h1>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }
}
