import Findings
import Support
import TemplateLint
import Testing

@Suite struct InsecureHTTPTests {
    let trial = RuleTrial("links/insecure-http")

    @Test("links and forms without encryption are found")
    func found() {
        let html: MarkedText = "<a href=\"1️⃣http://acme.io\">x</a><form action='2️⃣HTTP://acme.io/f'></form>"
        #expect(trial.html(html.text).places == html.all)
        #expect(trial.html(html.text).severities == [.warning, .warning])
    }

    @Test("a value that a tag printed is found at the tag, with what was printed")
    func printed() throws {
        let template: MarkedText = "<p>é <a href=\"1️⃣{{url}}\">x</a>"
        let report = try trial.rendered(template.text, .mapping(["url": .text("http://acme.io/a")]))
        #expect(report.places == template.all)
        #expect(report.findings.first?.notes.first?.text.contains("http://acme.io/a") == true)
    }

    @Test("what a section repeats is reported once")
    func repeated() throws {
        let items: TemplateValue = .list([.text("http://acme.io/a"), .text("http://acme.io/b")])
        #expect(try trial.rendered("{{#l}}<a href='{{.}}'>x</a>{{/l}}", .mapping(["l": items])).findings.count == 1)
    }

    @Test("encrypted ones and hosts that nobody reaches are left alone")
    func spared() {
        #expect(trial.html("<a href='https://acme.io'>x</a><a href='http://localhost'>x</a>").findings.isEmpty)
    }
}
