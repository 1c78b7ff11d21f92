import Findings
import Support
import TemplateLint
import Testing

@Suite struct UnusedDataTests {
    let trial = RuleTrial("personalization/unused-data")

    private func data(_ json: String) throws -> TemplateValue {
        try #require(TemplateValue(json: json))
    }

    @Test("names that no tag mentions are told in one remark")
    func found() throws {
        let report = try trial.rendered(
            "<p>{{a.b}}{{#l}}{{x}}{{/l}}",
            data(#"{"a": {"b": 1, "c": 2}, "l": [{"x": 1}, {"y": {"z": 1}}], "other": {"x": 1}}"#))
        #expect(report.messages == ["print a.c, l.y, other, or remove it from the data"])
        #expect(report.severities == [.info])
    }

    @Test("only so many names are listed")
    func many() throws {
        let names = (10..<40).map { "\"n\($0)\": 1" }.joined(separator: ",")
        let report = try trial.rendered("<p>", data("{\(names)}"))
        #expect(report.messages.first?.contains("n19 and 20 more") == true)
    }

    @Test("what a section leaves out, and what a partial prints, is used")
    func spared() throws {
        #expect(try trial.rendered("<p>{{#no}}{{a}}{{/no}}", data(#"{"no": false, "a": 1}"#)).findings.isEmpty)
        let source = MustacheSource(SourceText(file: "a.html", text: "<p>{{>p}}"))
        let renderer = MustacheRenderer(partials: ["p": SourceText(file: "p", text: "{{a}}")])
        let rendered = try renderer.render(source, data: data(#"{"a": 1}"#))
        #expect(rendered.unused.isEmpty)
    }
}
