import Findings
import Support
import TemplateLint
import Testing

@Suite struct LintControlTests {
    private func lint(_ text: String, file: String = "a.html", _ policy: LintPolicy = LintPolicy()) -> LintReport {
        Linter(.transactional, policy: policy).lint(final: SourceText(file: file, text: text))
    }

    /// Where a rule still fires.
    private func places(_ rule: RuleID, in report: LintReport) -> [MarkedText.Place] {
        report.findings.filter { $0.rule == rule }.compactMap(\.excerpt?.span)
            .map { MarkedText.Place(line: $0.line, column: $0.column) }.sorted {
                ($0.line, $0.column) < ($1.line, $1.column)
            }
    }

    private let link = "<a href=\"http://acme.io\">x</a>"

    @Test("the line below a comment is let off, and no other")
    func nextLine() {
        let html: MarkedText = """
            <!-- mailproof-disable-next-line links/insecure-http -- no certificate yet -->
            <a href="http://acme.io">x</a>
            <a href="1️⃣http://acme.io/b">x</a>
            """
        let report = lint(html.text)
        #expect(places("links/insecure-http", in: report) == html.all)
        #expect(report.suppressed.map(\.reason) == ["no certificate yet"])
        #expect(report.suppressed.first?.finding.rule == "links/insecure-http")
    }

    @Test("a block is let off up to the comment that enables the rule again")
    func block() {
        let html: MarkedText = """
            <a href="1️⃣http://acme.io/a">x</a> <!-- mailproof-disable links/insecure-http -- x --> <a href="http://b">x</a>
            <a href="http://acme.io/c">x</a><!-- mailproof-enable links/insecure-http --><a href="2️⃣http://acme.io/d">x</a>
            """
        #expect(places("links/insecure-http", in: lint(html.text)) == html.all)
    }

    @Test("a whole file is let off wherever the comment stands, of several rules too")
    func file() {
        let report = lint(
            "\(link)<img src='https://a.io/b'>\n<!-- mailproof-disable-file links/insecure-http, images/missing-width -- x -->"
        )
        #expect(places("links/insecure-http", in: report).isEmpty)
        #expect(places("images/missing-width", in: report).isEmpty)
    }

    @Test(
        "comments of template languages and of styles speak too",
        arguments: [
            "{{! mailproof-disable-next-line links/insecure-http -- x }}",
            "{{!-- mailproof-disable-next-line links/insecure-http -- x --}}",
            "{# mailproof-disable-next-line links/insecure-http -- x #}",
            "<%# mailproof-disable-next-line links/insecure-http -- x %>",
            "<style>/* mailproof-disable-next-line links/insecure-http -- x */</style>",
        ])
    func comments(comment: String) {
        let report = Linter(.transactional).lint(template: SourceText(file: "a.html", text: "\(comment)\n\(link)"))
        #expect(places("links/insecure-http", in: report).isEmpty)
        #expect(report.suppressed.map(\.reason) == ["x"])
    }

    @Test("what is no comment disables nothing: a plain text, or the words alone")
    func noComment() {
        let words = "mailproof-disable-next-line links/insecure-http -- x"
        #expect(places("links/insecure-http", in: lint("<p>\(words)</p>\n\(link)")).count == 1)
        #expect(lint("<!-- \(words) -->\n{{name}}", file: "a.txt").findings.allSatisfy { $0.rule.group != "lint" })
    }

    @Test("a comment in a template also speaks for what was rendered from it, a partial's too")
    func rendered() throws {
        let comment = "{{! mailproof-disable-next-line links/insecure-http -- x }}"
        let source = MustacheSource(SourceText(file: "a.html", text: "{{a}}\n\(comment)\n\(link)\n{{>p}}"))
        let partial = SourceText(file: "p.html", text: "\(comment)\n\(link)\n")
        let rendered = try MustacheRenderer(partials: ["p": partial]).render(
            source, data: .mapping(["a": .text("1\n2\n3")]))
        let report = Linter(.transactional).lint(rendered, of: source)
        #expect(places("links/insecure-http", in: report).isEmpty)
        #expect(report.findings.allSatisfy { $0.rule.group != "lint" })
    }

    @Test("what is disabled does not weigh")
    func score() {
        let disabled = lint("<!-- mailproof-disable-file links/insecure-http -- x -->\(link)")
        #expect(disabled.score.terms.allSatisfy { $0.rule != "links/insecure-http" })
    }

    @Test("a comment that disables nothing, does not know its rule or gives no reason is found at the word")
    func judged() {
        let html: MarkedText = """
            <!-- mailproof-disable-next-line 1️⃣links/insecure-http -- x -->
            <p>Hello</p>
            <!-- mailproof-disable-file 2️⃣links/insecure-htpp -- x -->
            <!-- 3️⃣mailproof-disable 4️⃣images/missing-width -->
            <!-- mailproof-enable 5️⃣subject/too-long --><!-- mailproof-enable 6️⃣images/data-uri -->
            <!-- 7️⃣mailproof-disable-file -- x -->
            """
        let report = lint(html.text)
        #expect(places("lint/unused-disable", in: report) == [1, 4, 6].compactMap { html.places[$0] })
        #expect(places("lint/unknown-rule", in: report) == [2, 7].compactMap { html.places[$0] })
        #expect(places("lint/reason-missing", in: report) == [html.places[3]].compactMap(\.self))
        #expect(report.findings.contains { $0.message == "replace links/insecure-htpp with links/insecure-http" })
    }

    @Test("a rule that is not run, or not of this version, is not called unused")
    func idle() {
        let html = "<!-- mailproof-disable-file images/data-uri links/broken client-support/css-gap -- x --><p>x</p>"
        let report = lint(html, LintPolicy(levels: ["images/data-uri": .ignore]))
        #expect(report.findings.allSatisfy { $0.rule.group != "lint" })
    }

    @Test("any bytes and any number of directives are read in a moment")
    func hostile() async {
        let seeds = [
            "<!-- mailproof-disable-next-line a/b, c/d -- why -->\n{{! mailproof-disable a/b }}{# mailproof-enable a/b #}",
            "/* mailproof-disable-file links/insecure-http -- x */<%# mailproof-disable-file x %>",
        ]
        for bytes in Mutations(of: seeds, seed: 11).prefix(500) {
            _ = Linter(.transactional, rules: []).lint(final: SourceText(file: "a.html", bytes: bytes))
        }
        let many = String(repeating: "<!-- mailproof-disable links/insecure-http -->\n", count: 10_000)
        let (_, time) = await onOwnThread {
            Linter(.transactional).lint(final: SourceText(file: "a.html", text: many)).findings.count
        }
        #expect(time < .seconds(20))
    }
}
