import Findings
import Support
import TemplateLint
import Testing

@Suite struct EmptyOrPlaceholderTests {
    let trial = RuleTrial("links/empty-or-placeholder")

    @Test(
        "links that lead nowhere are found",
        arguments: [
            "<a 1️⃣href=\"\">x</a>", "<a 1️⃣href=\"#\">x</a>", "<a 1️⃣href>x</a>", "<a 1️⃣href=' http:// '>x</a>",
            "<map><area 1️⃣href='/'></map>",
        ] as [MarkedText])
    func found(_ html: MarkedText) {
        let report = trial.html(html.text)
        #expect(report.places == html.all)
        #expect(report.severities == [.error])
        #expect(trial.template(html.text).severities == [.warning])
    }

    @Test("a link without an address warns")
    func withoutAddress() {
        let html: MarkedText = "<p>1️⃣<a class=button>x</a><a id=top></a><a name=x></a>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.warning])
    }

    @Test("a host for examples is a remark")
    func examples() {
        #expect(trial.html("<a href='https://www.example.com/x'>x</a>").severities == [.info])
    }

    @Test(
        "real links, anchors and tags are left alone",
        arguments: [
            "<a href='https://acme.io/'>x</a>", "<a href='#top'>x</a>", "<a name=x>x</a>",
            "<a href='mailto:a@acme.io'>x</a>",
            "<a href='{{url}}'>x</a>", "<a href='#{{id}}'>x</a>",
        ])
    func spared(_ html: String) {
        #expect(trial.template(html).findings.isEmpty)
    }

    @Test("a tag that prints nothing leaves a link empty, and the template is told so")
    func printed() throws {
        let template: MarkedText = "<p>\n<a 1️⃣href=\"{{url}}\">x</a>"
        let report = try trial.rendered(template.text, .mapping(["url": .text("")]))
        #expect(report.places == template.all)
    }
}
