import Findings
import Support
import TemplateLint
import Testing

@Suite struct StencilSourceTests {
    struct Problem: CustomTestStringConvertible {
        var testDescription: String { template.text }
        var template: MarkedText
        var rules: [String]
        var says: String = ""
    }

    static let problems: [Problem] = [
        Problem(template: "<p>1️⃣{% if a %} two</p>", rules: ["personalization/unbalanced-block"], says: "{% endif %}"),
        Problem(template: "a\n1️⃣{% endfor %}", rules: ["personalization/unbalanced-block"], says: "not open"),
        Problem(template: "é 1️⃣{{ name", rules: ["template/syntax"], says: "}}"),
        Problem(template: "1️⃣{{ }}", rules: ["template/syntax"], says: "no name"),
        Problem(template: "1️⃣{{ name|uppercas }}", rules: ["template/syntax"], says: "|uppercase"),
        Problem(template: "1️⃣{{ name|: }}", rules: ["template/syntax"], says: "before :"),
        Problem(template: "1️⃣{{ name|default:\"x }}", rules: ["template/syntax"], says: "quote"),
        Problem(template: "1️⃣{{ a..b }}", rules: ["template/syntax"], says: "dot"),
        Problem(template: "1️⃣{{ a[b] }}", rules: ["template/syntax"], says: "brackets"),
        Problem(template: "1️⃣{% if a and %}x{% endif %}", rules: ["template/syntax"], says: "Stencil refuses"),
        Problem(template: "1️⃣{% if ( a %}x{% endif %}", rules: ["template/syntax"], says: "bracket"),
        Problem(template: "1️⃣{% for a %}x{% endfor %}", rules: ["template/syntax"], says: "{% for item in items %}"),
        Problem(template: "1️⃣{% set a = 1 %}", rules: ["template/syntax"], says: "StencilSwiftKit"),
        Problem(template: "1️⃣{% includ \"a\" %}", rules: ["template/syntax"], says: "{% include … %}"),
        Problem(template: "1️⃣{% break %}", rules: ["template/syntax"], says: "outside of a loop"),
    ]

    @Test("a problem is found at its place and says what to write", arguments: problems)
    func place(_ problem: Problem) throws {
        let source = StencilSource(SourceText(file: "t", text: problem.template.text))
        #expect(source.problems.map(\.rule.rawValue) == problem.rules)
        let finding = try #require(source.problems.first)
        let span = try #require(finding.excerpt?.span)
        #expect(MarkedText.Place(line: span.line, column: span.column) == problem.template.places[1])
        let text = [finding.message, finding.label ?? "", finding.remedy ?? ""].joined(separator: "\n")
        #expect(text.contains(problem.says))
    }

    @Test("tags know their kind, words and bytes, and the templates that they call")
    func tags() {
        let source = StencilSource(
            SourceText(file: "t", text: "é{{ a.b|e }}{#x#}{%- include \"p/q\" -%}{% if a %}{% endif %}"))
        #expect(source.problems.isEmpty)
        #expect(source.tags.map(\.kind) == [.variable, .comment, .block, .block, .block])
        #expect(source.tags.map(\.contents) == ["a.b|e", "", "include \"p/q\"", "if a", "endif"])
        #expect(source.tags.first?.range == 2..<13)
        #expect(source.partialNames == ["p/q"])
    }

    static let seeds = [
        "<p>{{ a|default:\"x\"|upper }} {% for i in l where i != 2 %}{{ forloop.counter }}{% empty %}0{% endfor %}</p>\n",
        "{% if a and not (b or c == 1) %}x{% elif l.last %}y{%- else -%}z{% endif %}{{ l|join:\", \"|e }}{# c #}",
        "{% block a %}{{ block.super }}{% endblock %}{% filter indent:2 %}{{ m.k }}{% endfilter %}{{ 1 if a else 2 }}",
        "{% for i in 1...3 %}{{ i }}{% break %}{% endfor %}{% include \"p\" m %}{{ t.last }}{{ e.last|split:\",\" }}",
    ]

    @Test("any bytes are scanned, masked and rendered without a crash")
    func mutations() {
        let data: TemplateValue = .mapping([
            "a": .text("A"), "l": .list([.number("1"), .number("2")]), "m": .mapping(["k": .text("v")]), "e": .list([]),
            "t": .text(""),
        ])
        var rendered = 0
        for bytes in Mutations(of: Self.seeds, seed: 77).prefix(2000) {
            let text = SourceText(file: "t", bytes: bytes)
            let source = StencilSource(text)
            let masked = TemplateSource.stencil(source).masked
            #expect(masked.bytes.count == bytes.count)
            do throws(RenderingError) {
                _ = try StencilRenderer(partials: ["p": text]).render(source, data: data)
                rendered += 1
            } catch {
                #expect(error.findings.allSatisfy { $0.excerpt != nil } && !error.findings.isEmpty)
            }
        }
        #expect(rendered > 100)
    }

    @Test(
        "what is nested too deep, or far too much of it, is refused in a moment",
        arguments: ["{% if a %}", "{{ a }}", "{{", "{% for i in l %}", "{% endif %}", "{% block a %}"])
    func hostile(opening: String) async {
        let text = SourceText(file: "t", text: String(repeating: opening, count: 100_000 + 1))
        let (problems, time) = await onOwnThread { StencilSource(text).problems.count }
        #expect((1...25).contains(problems))
        #expect(time < .seconds(30))
    }
}
