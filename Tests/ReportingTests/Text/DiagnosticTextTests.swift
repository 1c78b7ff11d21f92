import Findings
import Reporting
import Testing

@Suite("diagnostic text")
struct DiagnosticTextTests {
    @Test("a failed case is headed by its name and points at what was expected")
    func failedCase() {
        let text = DiagnosticText().outcome(
            .failed([ExampleRun.failure]), suite: "example.com may send",
            name: "SPF authorises the pool [203.0.113.99]")
        #expect(
            text == """
                FAIL  example.com may send › SPF authorises the pool [203.0.113.99]
                  --> Scenarios/auth.yaml:14:39
                   |
                14 |       - { ip: 203.0.113.99, expect: fail }
                   |                                       ^^^^ got pass
                   = matched include:_spf.vendor.example → ip4:203.0.113.0/24  (lookup 4 of 10)
                   = dns/example.com.zone:12:24

                """)
    }

    @Test("a problem of the scenario is headed by its message, and the remedy comes last")
    func scenarioProblem() {
        let finding = Finding(
            "scenario/unknown-key", .error, "unknown key 'tag'",
            at: SourceExcerpt(span: SourceSpan(file: "a.yaml", line: 3, column: 1, length: 3), line: "tag: [x]"),
            remedy: "did you mean 'tags'?")
        #expect(
            DiagnosticText().diagnostic(finding) == """
                error: unknown key 'tag'
                 --> a.yaml:3:1
                  |
                3 | tag: [x]
                  | ^^^
                  = help: did you mean 'tags'?

                """)
    }

    @Test("what has no place is said in notes")
    func withoutPlace() {
        let finding = Finding("x/y", .error, "nobody answered at 127.0.0.1:53", notes: ["tried 3 times"])
        let text = DiagnosticText().outcome(.undetermined([finding], type: "t"), suite: "s", name: "n")
        #expect(
            text == """
                UNDETERMINED  s › n
                   = nobody answered at 127.0.0.1:53
                   = tried 3 times
                   = error x/y

                """)
    }

    @Test("a message that the label does not repeat is not lost")
    func messageBesideLabel() {
        var finding = ExampleRun.failure
        finding.label = "this sender"
        finding.notes = []
        let text = DiagnosticText().outcome(.failed([finding]), suite: "s", name: "n")
        #expect(text.contains("^^^^ this sender\n   = expected fail, got pass\n"))
    }

    @Test("notes of several lines stay below each other")
    func severalLines() {
        let finding = Finding("x/y", .error, "m", notes: ["550 5.7.26 no\n550 5.7.26 really no"])
        #expect(DiagnosticText().diagnostic(finding) == "error: m\n   = 550 5.7.26 no\n     550 5.7.26 really no\n")
    }

    @Test("control and bidirectional characters are written out")
    func hiddenCharacters() {
        let finding = Finding(
            "x/y", .error, "got \u{1B}[31mred",
            at: SourceExcerpt(
                span: SourceSpan(file: "a\u{202E}.yaml", line: 1, column: 6, length: 1), line: "a: \u{1B}b\u{7}c"))
        let text = DiagnosticText().diagnostic(finding)
        #expect(
            text == """
                error: got \\u{001B}[31mred
                 --> a\\u{202E}.yaml:1:6
                  |
                1 | a: \\u{001B}b\\u{0007}c
                  |             ^^^^^^^^

                """)
    }

    @Test(
        "the caret stands below its character, however wide what stands before it is",
        arguments: [
            ("a: 日本 x", 7, "        ^"),
            ("a: 📧 x", 6, "      ^"),
            ("a: e\u{301} x", 7, "     ^"),
            ("\ta: x", 5, "       ^"),
            ("a\tb x", 5, "      ^"),
            ("", 1, "^"),
            ("ab", 3, "  ^"),
        ])
    func alignment(_ line: String, _ column: Int, _ pointer: String) {
        let finding = Finding(
            "x/y", .error, "m",
            at: SourceExcerpt(span: SourceSpan(file: "f", line: 1, column: column, length: 1), line: line))
        let last = DiagnosticText().diagnostic(finding).split(separator: "\n").last
        #expect(last == "  | \(pointer)")
    }

    @Test(
        "of a very long line only the surroundings of the place are shown", arguments: [1, 70, 5_000, 99_990, 100_000])
    func longLine(_ column: Int) throws {
        var line = String(repeating: "x", count: 100_000)
        let index = line.index(line.startIndex, offsetBy: column - 1)
        line.replaceSubrange(index...index, with: "!")
        let finding = Finding(
            "x/y", .error, "m",
            at: SourceExcerpt(span: SourceSpan(file: "f", line: 1, column: column, length: 1), line: line))
        let lines = DiagnosticText().diagnostic(finding).split(separator: "\n").map(Array.init)
        let source = lines[3]
        let caret = try #require(lines[4].firstIndex(of: "^"))
        #expect(source.count < 160)
        #expect(source[caret] == "!")
    }

    @Test("colours surround the same text")
    func colours() {
        let plain = DiagnosticText().outcome(.failed([ExampleRun.failure]), suite: "s", name: "n")
        let coloured = DiagnosticText(.ansi).outcome(.failed([ExampleRun.failure]), suite: "s", name: "n")
        #expect(coloured != plain)
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }

    @Test("any excerpt can be shown, also one whose span lies outside of its line")
    func anyExcerpt() {
        var random = SeededNumbers()
        for _ in 0..<2_000 {
            let line = String(String.UnicodeScalarView((0..<random.below(300)).map { _ in random.scalar() }))
            let span = SourceSpan(
                file: "f", line: random.below(100_000) - 5, column: random.below(400) - 50,
                length: random.below(500) - 5)
            let text = DiagnosticText().diagnostic(
                Finding("x/y", .info, line, label: line, at: SourceExcerpt(span: span, line: line)))
            #expect(text.contains("^"))
        }
    }
}
