import Findings
import Support
import TemplateLint
import Testing

@Suite struct StencilRendererTests {
    static let data: TemplateValue = .mapping([
        "name": .text("Ana"), "markup": .text("<b> & \"c\""), "yes": .boolean(true), "no": .boolean(false),
        "n": .number("3"), "price": .number("1.5"), "words": .list([.text("a"), .text("b"), .text("c")]),
        "none": .list([]), "empty": .text(""), "nothing": .null,
        "people": .list([
            .mapping(["name": .text("Bo"), "age": .number("17")]),
            .mapping(["name": .text("Cy"), "age": .number("30")]),
        ]),
        "sender": .mapping(["name": .text("Example"), "city": .text("Łódź")]), "filterName": .text("uppercase"),
    ])

    static let partials = [
        "row.html": "<i>{{ name }}</i>", "loop.html": "{% for p in people %}{% include \"row.html\" p %}{% endfor %}",
        "base.html": "<{% block head %}H{% endblock %}|{% block body %}B{{ name }}{% endblock %}>",
        "middle.html": "{% extends \"base.html\" %}{% block body %}M({{ block.super }}){% endblock %}",
    ]

    static let templates = [
        "Hi {{ name }}!", "{{ sender.city }} {{ missing }} {{ missing.deep }}",
        "{{ price }} {{ n }} {{ yes }} {{ words }}",
        "{{ markup }}|{{ markup|escape }}|{{ markup|e }}", "{{ missing|default:\"you\" }} {{ name|default:\"you\" }}",
        "{{ name|uppercase|lowercase|capitalize }}", "{{ words|join:\", \" }} {{ \"a,b\"|split:\",\"|join:\"+\" }}",
        "{{ words.first }}{{ words.last }}{{ words.1 }}{{ words.count }}{{ name.count }}",
        "{% if yes %}a{% else %}b{% endif %}{% if no %}a{% elif n > 2 %}c{% else %}b{% endif %}",
        "{% if not no and (yes or missing) %}x{% endif %}{% ifnot no %}y{% else %}z{% endif %}",
        "{% if \"a\" in words %}in{% endif %}{% if n == 3 and name != \"Bo\" %}eq{% endif %}{% if empty %}e{% endif %}",
        "{% for w in words %}{{ forloop.counter }}{{ w }}{% if not forloop.last %}, {% endif %}{% endfor %}",
        "{% for w in none %}x{% empty %}empty{% endfor %}", "{% for w in missing %}x{% empty %}empty{% endfor %}",
        "{% for k, v in sender %}{{ k }}={{ v }};{% endfor %}{% for k in sender %}{{ k }}{% endfor %}",
        "{% for p in people where p.age >= 18 %}{{ p.name }}{% endfor %}", "{% for i in 1...n %}{{ i }}{% endfor %}",
        "{% for i in 3...1 %}{{ i }}{% endfor %}",
        "{% for w in words %}{{ w }}{% if w == \"b\" %}{% break %}{% endif %}{% endfor %}",
        "{% for w in words %}{% if w == \"b\" %}{% continue %}{% endif %}{{ w }}{% endfor %}",
        "{% outer: for w in words %}{% for x in words %}{{ x }}{% if x == \"b\" %}{% continue outer %}{% endif %}{% endfor %}{% endfor %}",
        "{% outer: for w in words %}{% for x in words %}{{ x }}{% break outer %}{% endfor %}{% endfor %}!",
        "a {%- if yes -%} b {%- endif +%} c\n{%- for w in words -%}\n {{ w }} \n{%- endfor -%}\nd",
        "{# a comment #}x{# {{ name }} #}", "{% filter uppercase %}a{{ name }}{% endfilter %}",
        "{{ name if yes }}{{ name if no else \"x\" }}", "{{ \"x\" if n > 1 and yes else missing }}",
        "{{ \"a\nb\"|indent:2 }}", "{{ name|filter:filterName }}", "{% include \"row.html\" %}",
        "{% include \"loop.html\" %}", "{% extends \"base.html\" %}{% block head %}h{{ n }}{% endblock %}",
        "{% extends \"middle.html\" %}{% block body %}T[{{ block.super }}]{% endblock %}",
        "{% extends \"middle.html\" %}{% block body %}{{ block.super|uppercase }}{% endblock %}x",
        "{% block a %}A{% endblock %}{{ block.a }}", "{{ nothing }}{% if nothing %}x{% endif %}{{ yes|default:no }}",
        "multi{{\n name\n }}line {% if\n yes %}x{% endif %}", "{{ 'q' }}{{ 12 }}{{ 1.5 }}{{ true }}",
    ]

    private func render(_ template: String, _ data: TemplateValue = data) throws -> RenderedTemplate {
        let partials = Self.partials.map { ($0.key, SourceText(file: $0.key, text: $0.value)) }
        return try StencilRenderer(partials: Dictionary(uniqueKeysWithValues: partials)).render(
            StencilSource(SourceText(file: "t.html", text: template)), data: data)
    }

    @Test("every template prints what Stencil prints by itself", arguments: templates)
    func asStencil(template: String) throws {
        let expected = try StencilEngine.wholeText(of: template, data: Self.data, partials: Self.partials)
        #expect(try render(template).text == expected)
    }

    @Test("what ends a program in Stencil prints nothing here: the last of nothing")
    func lastOfNothing() throws {
        #expect(try render("[{{ none.last }}{{ empty.last }}{% if none.last %}x{% endif %}]").text == "[]")
    }

    @Test("every byte knows where it came from, through blocks and loops")
    func origins() throws {
        let template: MarkedText =
            "{% extends \"base.html\" %}\n{% block body %}1️⃣é {% for w in words %}2️⃣-{{ w }}{% endfor %}{% endblock %}"
        let rendered = try render(template.text)
        #expect(rendered.text == "<H|é -a-b-c>")
        func place(_ text: String) throws -> (String, MarkedText.Place) {
            let whole = rendered.text
            let index = try #require(whole.firstRange(of: text)).lowerBound
            let origin = try #require(
                rendered.map.origin(ofByte: whole.utf8.distance(from: whole.startIndex, to: index), length: 1))
            return (origin.place.text.file, .init(line: origin.place.line, column: origin.place.column))
        }
        #expect(try place("é") == ("t.html", try #require(template.places[1])))
        #expect(try place("-c") == ("t.html", try #require(template.places[2])))
        #expect(try place("H") == ("base.html", .init(line: 1, column: 18)))
        #expect(try place("b").1 == .init(line: 2, column: 40))
    }

    @Test("names that the data does not know are listed, those of loops, includes and defaults are known")
    func undefined() throws {
        let known = "{% for p in people %}{{ p.name }}{{ forloop.counter }}{% include \"row.html\" p %}{% endfor %}"
        #expect(try render(known + "{{ nothing }}{{ x|default:\"y\" }}{{ words.first.count }}").undefined.isEmpty)
        let rendered = try render(
            "{{ nmae }}{{ sender.cty }}{% if missing %}{% endif %}{% for p in people %}{{ p.nmae }}{% endfor %}")
        #expect(rendered.undefined.map(\.name) == ["nmae", "sender.cty", "missing", "p.nmae"])
        #expect(rendered.undefined.map(\.lost) == ["nmae", "cty", "missing", "nmae"])
        #expect(rendered.undefined.map(\.printsValue) == [true, true, false, true])
        #expect(rendered.undefined.last?.misses == 2)
        #expect(rendered.undefined.map(\.place.column) == [1, 11, 27, 75])
    }

    @Test("a template that is not there is named with the nearest one")
    func missing() throws {
        let error = #expect(throws: RenderingError.self) { try render("a {% include \"rwo.html\" %}") }
        let finding = try #require(error?.findings.first)
        #expect(finding.rule == "template/partial-missing")
        #expect(finding.excerpt?.span.column == 3)
        #expect(finding.remedy == "write \"row.html\"")
    }

    @Test(
        "what would never end, fill memory or end the program is refused",
        arguments: [
            ("{% include \"self\" %}", "template/too-deep"), ("{% extends \"self\" %}", "template/too-deep"),
            ("{% for i in 1...900000000 %}{% endfor %}", "template/too-large"),
            ("{% for i in 1...n %}x{% endfor %}", "template/syntax"),
            (
                String(repeating: "{% for i in l %}", count: 5) + "x" + String(repeating: "{% endfor %}", count: 5),
                "template/too-large"
            ), ("{{ a|indent:-1 }}", "template/syntax"), ("{{ a|indent:1000000000 }}", "template/syntax"),
            ("{{ a|filter:bad }}", "template/syntax"),
        ])
    func limits(template: String, rule: String) async throws {
        let source = SourceText(file: "t", text: template)
        let data: TemplateValue = .mapping([
            "l": .list(Array(repeating: .number("1"), count: 100)), "a": .text("x"), "n": .number("1e30"),
            "bad": .text(":"),
        ])
        let (rules, _) = await onOwnThread { () -> [String] in
            do throws(RenderingError) {
                _ = try StencilRenderer(partials: ["self": source]).render(StencilSource(source), data: data)
                return []
            } catch {
                return error.findings.map(\.rule.rawValue)
            }
        }
        #expect(rules.first == rule)
    }

    @Test("the linter sees what was rendered, at the places of the template")
    func linted() throws {
        let template: MarkedText =
            "{% for w in words %}\n<a href=\"1️⃣http://acme.io/\">x</a>{% endfor %}{{ nmae|e }}2️⃣{{ markup }}"
        let source = StencilSource(SourceText(file: "t.html", text: template.text))
        let rendered = try StencilRenderer().render(source, data: Self.data)
        let report = Linter(.transactional).lint(rendered, of: .stencil(source))
        func places(_ rule: RuleID) -> [MarkedText.Place] {
            report.findings.filter { $0.rule == rule }.compactMap(\.excerpt?.span).map {
                .init(line: $0.line, column: $0.column)
            }
        }
        #expect(places("links/insecure-http") == [template.places[1]].compactMap(\.self))
        #expect(places("personalization/unescaped-output") == [template.places[2]].compactMap(\.self))
        #expect(report.findings.contains { $0.message == "replace nmae with name, or add nmae to the data" })
    }
}
