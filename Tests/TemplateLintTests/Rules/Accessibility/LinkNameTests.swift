import Findings
import Support
import TemplateLint
import Testing

@Suite struct LinkNameTests {
    let trial = RuleTrial("accessibility/link-name")

    @Test(
        "links without a name are found",
        arguments: [
            "<p>1️⃣<a href=x></a>", "<p>1️⃣<a href=x> &nbsp;</a>", "<p>1️⃣<a href=x><img src=y alt=''></a>",
            "<p>1️⃣<a href=x><img src=y></a>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        #expect(trial.html(html.text).places == html.all)
    }

    @Test(
        "links with a text, a described image, a label or a tag are left alone",
        arguments: [
            "<a href=x>y</a>", "<a href=x><img src=y alt=z></a>", "<a href=x aria-label=y></a>", "<a name=x></a>",
            "<a href=x>{{y}}</a>", "<a href=x>{{{y}}}</a>", "<a href=x><img src=y alt='{{z}}'></a>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }
}
