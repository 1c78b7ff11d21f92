import Findings
import Support
import TemplateLint
import Testing

@Suite struct UnescapedOutputTests {
    let trial = RuleTrial("personalization/unescaped-output")

    @Test("values that are printed as markup are found")
    func found() throws {
        let template: MarkedText = "<p>{{a}} 1️⃣{{{b}}} 2️⃣{{& c }}</p>"
        #expect(trial.template(template.text).places == template.all)
        #expect(trial.template(template.text).messages.first == "escape the value: write {{b}}")
    }

    @Test("a text part has no markup to escape for")
    func textPart() {
        let source = MustacheSource(SourceText(file: "a.txt", text: "{{{a}}}"))
        #expect(
            Linter(.marketing, rules: [LintRules.rule("personalization/unescaped-output")].compactMap(\.self)).lint(
                template: source
            ).findings.isEmpty)
    }

    @Test("Stencil escapes nothing: values without the filter escape are found, what it makes itself is left alone")
    func stencil() {
        let template: MarkedText = """
            <p>1️⃣{{ a }} 2️⃣{{ b|uppercase }} {{ a|escape }} {{ a|lowercase|e }} {{ "x" }} {{ 12 }}</p>
            {% for x in l %}{{ forloop.counter }} of {{ l.count }}{% endfor %}{{ block.super }}
            """
        let report = trial.stencil(template.text)
        #expect(report.places == template.all)
        #expect(report.messages.first == "escape the value: write {{ a|escape }}")
        #expect(report.findings.first?.remedy?.contains("Stencil has none") == true)
    }
}
