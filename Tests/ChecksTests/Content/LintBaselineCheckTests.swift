import Checks
import Findings
import Testing

@Suite("a baseline of lint")
struct LintBaselineCheckTests {
    private let page = """
        <!doctype html><html lang=en><title>t</title><body>
        <p>Dear null, a letter for you and for everybody.</p>
        </body></html>
        """
    private let lint =
        "{ templates: t/a.html, class: transactional, render: { engine: none }, baseline: lint-baseline.json }"

    /// The baseline of a page, as the command writes it.
    private func baseline(of page: String, at path: String = "lint-baseline.json") async throws -> String {
        let folder = try FixtureFolder(["t/a.html": page])
        var lint = OneOffLint(files: ["\(folder.path)/t/a.html"], mailClass: "transactional")
        lint.engine = "none"
        let written = try await lint.baselineText(at: "\(folder.path)/\(path)")
        #expect(written.findings > 0)
        return written.text
    }

    @Test("what is known passes, also where lines were put above it")
    func known() async throws {
        let text = try await baseline(of: page)
        #expect(text.contains("\"file\": \"t/a.html\""), "\(text)")
        for changed in [page, page.replacing("<p>Dear", with: "\n\n<p>Hello again.</p>\n<p>Dear")] {
            let outcome = try await LintTrial(lint, ["t/a.html": changed, "lint-baseline.json": text]).outcome()
            #expect(outcome.verdict == .passed, "\(outcome.findings)")
            #expect(outcome.properties.contains { $0.name == "lint.known" && $0.value != "0" })
        }
    }

    @Test("what is new fails, also where it is more of the same")
    func new() async throws {
        let text = try await baseline(of: page)
        let more = page.replacing("</body>", with: "<p>Dear null, a letter for you and for everybody.</p></body>")
        let outcome = try await LintTrial(lint, ["t/a.html": more, "lint-baseline.json": text]).outcome()
        #expect(outcome.verdict == .failed)
        #expect(outcome.findings.count { $0.rule == "personalization/literal-null" } == 1, "\(outcome.findings)")
    }

    @Test("a baseline may lie in a folder beside the templates")
    func besides() async throws {
        let text = try await baseline(of: page, at: "known/lint.json")
        #expect(text.contains("\"file\": \"../t/a.html\""), "\(text)")
        let lint = lint.replacing("lint-baseline.json", with: "known/lint.json")
        let outcome = try await LintTrial(lint, ["t/a.html": page, "known/lint.json": text]).outcome()
        #expect(outcome.verdict == .passed, "\(outcome.findings)")
    }

    @Test("what is gone is told")
    func gone() async throws {
        let text = try await baseline(of: page)
        let mended = page.replacing("null", with: "Ana")
        let outcome = try await LintTrial(lint, ["t/a.html": mended, "lint-baseline.json": text]).outcome()
        #expect(outcome.verdict == .passed)
        #expect(
            outcome.output.contains { $0.contains("remove it from the baseline: personalization/literal-null") },
            "\(outcome.output)")
    }

    @Test("a file that is no baseline makes the scenario invalid, at its place")
    func broken() throws {
        let trial = try LintTrial(lint, ["t/a.html": page, "lint-baseline.json": "{\n  \"findings\": 7\n}\n"])
        #expect(trial.findings.first?.excerpt?.span.line == 2, "\(trial.findings)")
    }
}
