import Foundation
import Support
import Testing

@Suite("mailproof lint")
struct LintCommandTests {
    private static let newsletter = """
        <!doctype html>
        <html lang="en">
        <body>
        <p>Hi {{name}},</p>
        <a href="http://shop.acme.io/offer">our offer</a>
        <img src="https://acme.io/a.png" alt="A" width="10">
        </body>
        </html>
        """

    private func lint(_ arguments: [String], _ files: [String: String]) async throws -> MailproofProcess {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for (name, text) in files { try folder.write(text, to: name) }
        return try await MailproofProcess.run(["lint"] + arguments, in: folder.url)
    }

    @Test("a newsletter with mistakes is told line by line, with the rule that explain takes, and exits with 1")
    func broken() async throws {
        let run = try await lint(["a.mustache", "--class", "marketing"], ["a.mustache": Self.newsletter])
        #expect(run.exitCode == 1, "\(run.output)\(run.errors)")
        for words in [
            "a.mustache\n", "warning: replace http:// with https://  [links/insecure-http]", " --> a.mustache:5:10",
            "[compliance/unsubscribe-link-missing]", "a.mustache: 1 error",
        ] {
            #expect(run.output.contains(words), "\(run.output)")
        }
        #expect(!run.output.contains("mailproof lint:"))
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test("mail that is right is said to be, and exits with 0")
    func right() async throws {
        let page = Self.newsletter.replacing("http://shop", with: "https://shop")
        let run = try await lint(
            ["a.mustache", "--class", "transactional", "--data", "d.json"],
            ["a.mustache": page, "d.json": "{\"name\": \"Ana\"}"])
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
    }

    @Test("what the mail is for is not guessed")
    func unclassified() async throws {
        let run = try await lint(["a.html"], ["a.html": Self.newsletter])
        #expect(run.exitCode == 64)
        #expect(run.errors.contains("--class"))
        #expect(run.errors.contains("marketing or transactional"))
    }

    @Test(
        "a wrong argument is told as that of an option, not of a scenario",
        arguments: [
            (["--class", "bulk"], "--class: expected marketing or transactional, found 'bulk'"),
            (
                ["--class", "marketing", "--rule", "links/insecure-htp=error"],
                "there is no rule 'links/insecure-htp'; did you mean links/insecure-http?"
            ),
            (["--class", "marketing", "--rule", "links/insecure-http=fatal"], "--rule links/insecure-http: expected"),
            (["--class", "marketing", "--rule", "links/insecure-http"], "--rule: expected rule=level"),
            (["--class", "marketing", "--provider", "aol"], "--provider: expected gmail, yahoo or outlook"),
        ])
    func wrongArgument(_ arguments: [String], _ words: String) async throws {
        let run = try await lint(["a.html"] + arguments, ["a.html": Self.newsletter])
        #expect(run.exitCode == 64)
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(!run.errors.contains("-->"), "\(run.errors)")
    }

    @Test(
        "a file that cannot be read exits with 66 and is named, whatever names it",
        arguments: [
            (["gone.html"], "gone.html does not exist"), (["gone/*.html"], "no file matches \"gone/*.html\""),
            (["a.html", "--data", "gone.json"], "gone.json does not exist"),
            (["a.html", "--baseline", "gone.json"], "gone.json does not exist"),
            (["a.html", "gone.html", "--write-baseline", "b.json"], "gone.html does not exist"), (["."], "is a folder"),
        ])
    func missingFile(_ arguments: [String], _ words: String) async throws {
        let run = try await lint(arguments + ["--class", "marketing"], ["a.html": Self.newsletter])
        #expect(run.exitCode == 66, "\(run.output)\(run.errors)")
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test("a baseline that cannot be written is not called a report")
    func unwritableBaseline() async throws {
        let run = try await lint(
            ["a.html", "--class", "marketing", "--write-baseline", "a.html/b"], ["a.html": Self.newsletter])
        #expect(run.exitCode == 73)
        #expect(run.errors.hasPrefix("error: a.html/b cannot be written"), "\(run.errors)")
        #expect(!run.errors.contains("--report"), "\(run.errors)")
    }

    @Test("several files end in a sum")
    func several() async throws {
        let run = try await lint(
            ["*.txt", "--class", "transactional", "--engine", "none"],
            ["a.txt": "Hello, a letter.\n", "b.txt": "Hello null, a letter.\n"])
        #expect(run.exitCode == 1)
        #expect(run.output.contains("2 files, 1 without errors, 1 to mend"), "\(run.output)")
    }

    @Test("a rule can be switched off, and an unknown one is told")
    func rules() async throws {
        let files = ["b.txt": "Hello null, a letter.\n"]
        let on = try await lint(["b.txt", "--class", "transactional", "--engine", "none"], files)
        #expect(on.exitCode == 1, "\(on.output)")
        let off = try await lint(
            ["b.txt", "--class", "transactional", "--engine", "none", "--rule", "personalization/literal-null=ignore"],
            files)
        #expect(off.exitCode == 0, "\(off.output)")
        let unknown = try await lint(["b.txt", "--class", "transactional", "--rule", "literal-null=ignore"], files)
        #expect(unknown.exitCode == 64)
        #expect(unknown.errors.contains("personalization/literal-null"), "\(unknown.errors)")
    }

    @Test("the scenario that it stands for is printed, and runs")
    func printed() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(Self.newsletter, to: "a b.mustache")
        let printed = try await MailproofProcess.run(
            ["lint", "a b.mustache", "--class", "marketing", "--profile", "strict", "--print-scenario"], in: folder.url)
        #expect(printed.exitCode == 0)
        try folder.write(printed.output, to: "lint.yaml")
        let run = try await MailproofProcess.run(["run", "lint.yaml"], in: folder.url)
        #expect(run.exitCode == 1)
        #expect(run.output.contains("a b.mustache:5:10"), "\(run.output)")
    }
}
