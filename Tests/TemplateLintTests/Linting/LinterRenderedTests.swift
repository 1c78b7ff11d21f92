import Findings
import Support
import TemplateLint
import Testing

@Suite struct LinterRenderedTests {
    private let linter = Linter(.transactional)

    private func places(_ rule: RuleID, in report: LintReport) -> [String] {
        report.findings.filter { $0.rule == rule }.compactMap(\.excerpt?.span.description)
    }

    @Test("what a program rendered is found at the places of its output, and the rest in the template")
    func output() {
        let template = SourceText(
            file: "a.erb",
            text:
                "<p><% if x %>\n<a href=\"http://acme.io/\">x</a><% else %>\n<a href=\"http://acme.io/other\">y</a><% end %>"
        )
        let output = SourceText(file: "a.html", text: "<p>\n\n\n<a href=\"http://acme.io/\">x</a>")
        let report = linter.lint(final: output, of: template)
        #expect(places("links/insecure-http", in: report) == ["a.erb:3:10", "a.html:4:10"])
    }

    @Test("a placeholder that the program left is found in its output, the template's own tags are not")
    func placeholders() {
        let template = SourceText(file: "a.erb", text: "<p><%= name %> {{date}}</p>")
        let report = linter.lint(final: SourceText(file: "a.html", text: "<p>Ana {{date}}</p>"), of: template)
        #expect(places("personalization/unresolved-placeholder", in: report) == ["a.html:1:8"])
    }

    @Test("what the template lets off as a whole is let off in the output too, and is of use")
    func disabled() {
        let template = SourceText(
            file: "a.erb",
            text: "<%# mailproof-disable-file links/insecure-http -- intranet %>\n<a href=\"<%= u %>\">x</a>")
        let report = linter.lint(
            final: SourceText(file: "a.html", text: "\n<a href=\"http://acme.io/\">x</a>"), of: template)
        #expect(places("links/insecure-http", in: report).isEmpty)
        #expect(report.findings.allSatisfy { $0.rule.group != "lint" })
        #expect(report.suppressed.map(\.reason) == ["intranet"])
    }

    @Test("the text part that was rendered beside the HTML is looked at in its own file")
    func textPart() throws {
        let html = MustacheSource(SourceText(file: "a.html.mustache", text: "<p>Hi {{name}}</p>"))
        let text = MustacheSource(SourceText(file: "a.txt.mustache", text: "Hi {{name}}\n*|DATE|* {{nmae}}"))
        let data: TemplateValue = .mapping(["name": .text("Ana")])
        let report = linter.lint(
            try MustacheRenderer().render(html, data: data), of: .mustache(html),
            text: try MustacheRenderer().render(text, data: data, escaping: .none))
        #expect(places("personalization/unresolved-placeholder", in: report) == ["a.txt.mustache:2:1"])
        #expect(places("personalization/undefined-variable", in: report) == ["a.txt.mustache:2:10"])
    }
}
