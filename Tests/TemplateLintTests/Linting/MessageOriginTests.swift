import Findings
import TemplateLint
import Testing

@Suite struct MessageOriginTests {
    @Test(
        "a path below the working directory is read, with its line or without",
        arguments: [
            ("Tests/Mail/welcome.swift:12", "Tests/Mail/welcome.swift", 12), ("a.rb", "a.rb", nil),
            ("spec/é mailer.rb:1", "spec/é mailer.rb", 1), ("./a.py:3", "./a.py", 3),
        ] as [(String, String, Int?)])
    func read(value: String, file: String, line: Int?) throws {
        let origin = try #require(MessageOrigin(Array(value.utf8)))
        #expect(origin.file == file)
        #expect(origin.line == line)
    }

    @Test(
        "what points elsewhere, or would write into a report, is refused",
        arguments: [
            "", "/etc/passwd:1", "../a.swift:1", "a/../../b:1", "a//b", "C:\\a:1", "c:/a:1", "~/a:1",
            "https://b.io/x:1",
            "a\u{1B}[31m:1", "a\u{0}b", "a\u{202E}b:1", "a\u{2028}b", "a:0", "a:-1", "a:99999999999", "a:+1", "..",
            "a\tb",
            "::1",
        ])
    func refused(_ value: String) {
        #expect(MessageOrigin(Array(value.utf8)) == nil)
    }

    @Test("bytes that are not UTF-8, and paths without end, are refused")
    func bytes() {
        #expect(MessageOrigin([0x61, 0xFF]) == nil)
        #expect(MessageOrigin(Array(repeating: 0x61, count: 5000)) == nil)
    }

    @Test("findings say which test made the message")
    func note() {
        let text = "X-Mailproof-Source: Tests/a.swift:7\nFrom: a@b.io\n\nx"
        let report = Linter(.transactional).lint(message: SourceText(file: "a.eml", text: text))
        #expect(!report.findings.isEmpty)
        #expect(report.findings.allSatisfy { $0.notes.last?.text == "the message was made by Tests/a.swift:7" })
        let hostile = SourceText(file: "a.eml", text: text.replacing("Tests", with: "/etc"))
        #expect(Linter(.transactional).lint(message: hostile).findings.allSatisfy { $0.notes.isEmpty })
    }
}
