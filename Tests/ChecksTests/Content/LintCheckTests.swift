import Checks
import Findings
import Scenarios
import TemplateLint
import Testing

@Suite struct LintCheckTests {
    /// The rows of a check and what was wrong with it.
    private func load(
        _ lint: String, _ files: [String: String]
    ) throws -> (rows: [Row<LintSpecification>], findings: [Finding], folder: FixtureFolder) {
        let folder = try FixtureFolder(files)
        let loading = Loading(directory: folder.path)
        let (node, problems) = YAMLDocument.node(of: SourceText(file: "a.yaml", text: lint))
        #expect(problems.isEmpty)
        guard let specification = loading.decode(LintSpecification.self, from: try #require(node)) else {
            return ([], loading.findings, folder)
        }
        let rows = LintCheck.rows(specification, loading: loading)
        return (rows, loading.findings, folder)
    }

    private func run(_ row: Row<LintSpecification>, in folder: FixtureFolder) async -> CaseOutcome {
        defer { withExtendedLifetime(folder) {} }
        let context = CheckContext(
            resources: Resources(), references: RuntimeReferences(), run: RunIdentity(id: "r", seed: 1),
            caseName: "lint", deadline: .now + .seconds(10), cleanups: Cleanups())
        return await LintCheck.run(row, in: context)
    }

    private let page =
        "<!doctype html>\n<html lang=en><title>t</title><body><p>Hello {{name}}, welcome.</p></body></html>\n"

    @Test("each file is a row, filled with its own data")
    func rows() async throws {
        let (rows, findings, folder) = try load(
            "{ templates: ['t/*.mustache'], class: transactional, render: { data: 'd/$(template.stem).json' } }",
            [
                "t/a.mustache": page, "t/b.mustache": page, "d/a.json": "{\"name\": \"Ana\"}",
                "d/b.json": "{\"nme\": \"Bo\"}",
            ])
        #expect(findings.isEmpty)
        #expect(rows.map(\.label) == ["t/a.mustache", "t/b.mustache"])
        #expect(await run(try #require(rows.first), in: folder).verdict == .passed)
        let failed = await run(try #require(rows.last), in: folder)
        #expect(failed.verdict == .failed)
        #expect(failed.findings.first?.rule == "personalization/undefined-variable")
        #expect(failed.findings.first?.excerpt?.span.line == 2)
        #expect(failed.findings[1].label == "got 1")
    }

    @Test("a file that is gone when it is its turn is undetermined")
    func gone() async throws {
        let (rows, findings, folder) = try load("{ templates: a.html, class: transactional }", ["a.html": page])
        #expect(findings.isEmpty)
        folder.remove()
        let outcome = await run(try #require(rows.first), in: folder)
        #expect(outcome.verdict == .undetermined)
        #expect(outcome.type == "mailproof.file")
    }

    @Test("a broken bound is told at its place in the scenario")
    func bounds() async throws {
        let template = page.replacing("{{name}}", with: "<img src='https://acme.io/a.png' width='9'>")
        let (rows, _, folder) = try load(
            "templates: [a.html]\nclass: transactional\nwarnings: { max: 0 }\nscore: { max: 0.5 }\n",
            ["a.html": template])
        let outcome = await run(try #require(rows.first), in: folder)
        #expect(outcome.verdict == .failed)
        let bounds = outcome.findings.filter { $0.rule.group == "lint" }
        #expect(bounds.map(\.rule) == ["lint/warnings", "lint/score"])
        #expect(bounds.map { $0.excerpt?.span.line } == [3, 4])
        #expect(bounds.map(\.label) == ["got 1", "got 1.0"])
        #expect(
            bounds.map(\.message) == ["expected at most 0 warnings, got 1", "expected a score of at most 0.5, got 1.0"])
        #expect(outcome.properties.map(\.value) == ["0", "1", "0", "1.0"])
    }

    @Test("rules that need a message are named as skipped")
    func skipped() async throws {
        let (rows, _, folder) = try load("{ templates: a.html, class: transactional }", ["a.html": page])
        let outcome = await run(try #require(rows.first), in: folder)
        #expect(
            outcome.output.contains { $0.contains("needs a message with its header") && $0.contains("subject/missing") }
        )
    }

    @Test("a message is judged with its header")
    func message() async throws {
        let (rows, _, folder) = try load(
            "{ templates: a.eml, class: transactional }", ["a.eml": "From: a@b.io\r\nDate: x\r\n\r\nHello\r\n"])
        let outcome = await run(try #require(rows.first), in: folder)
        #expect(outcome.findings.first?.rule == "subject/missing")
    }

    @Test("partials lie beside the template")
    func partials() async throws {
        let (rows, findings, folder) = try load(
            "{ templates: ['t/a.mustache'], class: transactional, render: { data: d.yaml } }",
            [
                "t/a.mustache": page.replacing("{{name}}", with: "{{> p/name}}"), "t/p/name.mustache": "{{> last}}",
                "t/last.mustache": "{{name.last}}", "d.yaml": "name: { last: 'Bo' }\n",
            ])
        #expect(findings.isEmpty, "\(findings)")
        #expect(await run(try #require(rows.first), in: folder).verdict == .passed)
    }

    @Test(
        "what is wrong with the files is found before anything runs",
        arguments: [
            (
                "{ templates: [a.mustache], class: transactional, render: { data: d.json } }", "scenario/missing-file",
                "a.yaml:1"
            ),
            ("{ templates: ['x*.html'], class: transactional }", "scenario/missing-file", "a.yaml:1"),
            ("{ templates: [b.mustache], class: transactional }", "personalization/unbalanced-block", "b.mustache:1"),
            (
                "{ templates: [c.mustache], class: marketing, render: { data: c.json } }", "template/partial-missing",
                "c.mustache:2"
            ),
            (
                "{ templates: [a.mustache], class: marketing, render: { data: l.json } }", "scenario/wrong-type",
                "l.json:1"
            ),
            ("{ templates: [a.mustache], class: advertising }", "scenario/bad-value", "a.yaml:1"),
            ("{ templates: [a.mustache] }", "scenario/missing-key", "a.yaml:1"),
            (
                "{ templates: [a.mustache], class: marketing, rules: { links/insecure-htp: error } }",
                "scenario/unknown-rule", "a.yaml:1"
            ),
            (
                "{ templates: [a.mustache], class: marketing, rules: { links/broken: ignore } }",
                "scenario/not-in-this-version", "a.yaml:1"
            ),
            (
                "{ templates: [a.mustache], class: marketing, baseline: b.json }", "scenario/missing-file",
                "a.yaml:1"
            ),
            (
                "{ templates: [a.mustache], class: marketing, clients: [gmail] }", "scenario/not-in-this-version",
                "a.yaml:1"
            ),
        ])
    func invalid(lint: String, rule: String, place: String) throws {
        let (_, findings, _) = try load(
            lint,
            [
                "a.mustache": page, "b.mustache": "{{#a}}", "c.mustache": "\n{{> none}}", "c.json": "{}",
                "l.json": "[1]",
            ])
        #expect(findings.map(\.rule.rawValue) == [rule], "\(findings)")
        #expect(findings.first?.excerpt.map { "\($0.span)" }?.contains(place) == true)
    }
}
