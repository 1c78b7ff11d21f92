import Findings
import Support
import TemplateLint
import Testing

@Suite struct EmptyRenderTests {
    let trial = RuleTrial("personalization/empty-render")

    @Test(
        "a tag that prints nothing where a sentence needs something is found",
        arguments: [
            "<p>Hi 1️⃣{{e}},</p>", "<p>Dear\n1️⃣{{e}}!</p>", "<p>your order of 1️⃣{{e}}.</p>", "<p>Hi1️⃣{{blank}}, x</p>",
        ] as [MarkedText])
    func found(_ template: MarkedText) throws {
        let data = try #require(TemplateValue(json: #"{"e": "", "blank": " "}"#))
        let report = try trial.rendered(template.text, data)
        #expect(report.places == template.all)
        #expect(report.severities == [.warning])
    }

    @Test("the note shows what a reader sees")
    func note() throws {
        let data = try #require(TemplateValue(json: #"{"e": ""}"#))
        let report = try trial.rendered("<p>Hi {{e}}, you", data)
        #expect(report.findings.first?.notes.map(\.text) == ["what a reader sees: <p>Hi , you"])
    }

    @Test(
        "sentences that hold are left alone",
        arguments: [
            "<p>Hi{{e}}, x</p>", "<p>Bonjour {{e}} !</p>", "<p>Total {{e}}: 5</p>", "<p>Hi {{n}},</p>",
            "<p>Hi {{unknown}},</p>", "<p>a {{e}} b</p>", "<a class='x {{e}}'>", "<p>5 {{e}}.</p>",
        ])
    func spared(_ template: String) throws {
        let data = try #require(TemplateValue(json: #"{"e": "", "n": "Ann"}"#))
        #expect(try trial.rendered(template, data).findings.isEmpty)
    }

    @Test("a greeting without a name is found in a finished mail, in HTML and text")
    func finished() {
        let html: MarkedText = "<p>1️⃣Dear <b></b>,</p>"
        #expect(trial.html(html.text).places == html.all)
        let text: MarkedText = "1️⃣Hello !\n\nYou"
        #expect(trial.text(text.text).places == text.all)
        #expect(trial.text("Bonjour !\n\nHello, you. Oh dear, no.").findings.isEmpty)
    }
}
