import Findings
import Support
import TemplateLint
import Testing

@Suite struct LintBaselineTests {
    private func lint(_ html: String) -> LintReport {
        Linter(.transactional).lint(final: SourceText(file: "a.html", text: html))
    }

    private let page = "<!doctype html>\n<html>\n<a href='http://acme.io/1'>x</a>\n<img src='https://acme.io/b.png'>\n"

    @Test("what was found before is known, and nothing of it is gone")
    func same() {
        let report = lint(page)
        let comparison = LintBaseline([report]).compare(report, of: "a.html")
        #expect(!report.findings.isEmpty)
        #expect(comparison.new.isEmpty && comparison.newCounts.isEmpty && comparison.gone.isEmpty)
        #expect(comparison.known.count == report.findings.count)
        #expect(comparison.knownCount == report.findings.count)
    }

    @Test("lines above, other numbers and other white space change nothing")
    func moved() {
        let before = LintBaseline([lint(page)])
        for change in [
            page.replacing("<html>\n", with: "<html>\n\n\n<p>Hello there, a new paragraph.</p>\n"),
            page.replacing("io/1", with: "io/27"),
            page.replacing("<a href", with: "    <a href"),
        ] {
            let comparison = before.compare(lint(change), of: "a.html")
            #expect(comparison.new.isEmpty, "\(comparison.new.map(\.message))")
            #expect(comparison.gone.isEmpty, "\(comparison.gone)")
        }
    }

    @Test("one more of the same is new, one less is gone")
    func counted() {
        let twice = page + "<a href='http://acme.io/2'>x</a>\n"
        let more = LintBaseline([lint(page)]).compare(lint(twice), of: "a.html")
        #expect(more.new.map(\.rule) == ["links/insecure-http"])
        #expect(more.newCounts == [.warning: 1])
        let less = LintBaseline([lint(twice)]).compare(lint(page), of: "a.html")
        #expect(less.new.isEmpty)
        #expect(less.gone.map(\.fingerprint.rule) == ["links/insecure-http"])
        #expect(less.gone.map(\.count) == [1])
    }

    @Test("findings that a report leaves out are in the baseline as well")
    func leftOut() {
        let many = String(repeating: "<a href='http://acme.io/'>x</a>\n", count: 100)
        let baseline = LintBaseline([lint(many)])
        #expect(baseline.compare(lint(many), of: "a.html").newCounts.isEmpty)
        let more = baseline.compare(lint(many + "<a href='http://acme.io/'>x</a>"), of: "a.html")
        #expect(more.newCounts == [.warning: 1])
    }

    @Test("long texts are told apart by what follows the part that is kept")
    func longTexts() {
        func fingerprint(_ end: String) -> LintFingerprint {
            let line = "é" + String(repeating: "x", count: 500) + end
            return LintFingerprint(
                "links/insecure-http",
                at: SourceExcerpt(span: SourceSpan(file: "a", line: 1, column: 2, length: 600), line: line))
        }
        #expect(fingerprint("a") != fingerprint("b"))
        #expect(fingerprint("a 1") == fingerprint("a  22"))
        #expect(fingerprint("a").text.hasPrefix("xxx") && fingerprint("a").text.utf8.count < 150)
    }

    @Test("hundreds of findings in one long line are known in a moment")
    func oneLine() async {
        let html = String(repeating: "<img src='a.png'>", count: 300)
        let (count, time) = await onOwnThread {
            Linter(.transactional).lint(final: SourceText(file: "a.html", text: html)).occurrences.count
        }
        #expect(count > 300)
        #expect(time < .seconds(30))
    }

    @Test("what is gone of another file is not told")
    func otherFile() {
        let baseline = LintBaseline([lint(page)])
        #expect(baseline.compare(lint("x"), of: "b.html").gone.isEmpty)
    }

    @Test("the file is sorted, one entry a line, and reads back as it was written")
    func text() throws {
        let odd = page + "<a href='http://acme.io/\"\\\u{7F}é\u{1}'>x</a>\n"
        let baseline = LintBaseline([lint(odd)])
        let lines = baseline.text.split(separator: "\n")
        #expect(lines.first == "{" && lines.last == "}")
        let entries = lines.filter { $0.contains("\"file\"") }
        #expect(entries.count == baseline.counts.count)
        #expect(baseline.text == LintBaseline([lint(odd)]).text)
        #expect(try LintBaseline(parsing: SourceText(file: "b.json", text: baseline.text)) == baseline)
        let empty = try LintBaseline(parsing: SourceText(file: "b.json", text: LintBaseline().text))
        #expect(empty == LintBaseline())
    }

    struct Broken: CustomTestStringConvertible {
        var text: MarkedText
        var says: String
        var testDescription: String { text.text }
    }

    @Test(
        "what is no baseline is refused at its place",
        arguments: [
            Broken(text: "1️⃣", says: "write { here"),
            Broken(text: "1️⃣{}", says: "it has no mailproof-baseline"),
            Broken(text: "{1️⃣\"mailproof-baseline\": 2}", says: "version 1"),
            Broken(text: "{\"mailproof-baseline\": 1, 1️⃣\"x\": 2}", says: "no key x"),
            Broken(text: "{\"mailproof-baseline\": 1,\n\"findings\": [1️⃣3]}", says: "write { here"),
            Broken(
                text: "{\"mailproof-baseline\": 1,\n\"findings\": [1️⃣{\"file\": \"a\", \"rule\": \"b\"}]}",
                says: "add text"),
            Broken(text: "{\"mailproof-baseline\": 1}\n1️⃣x", says: "remove what follows"),
            Broken(text: "{\"mailproof-baseline\": 1,\n\"findings\": [{\"file\": \"a1️⃣\n\"}]}", says: "with a quote"),
            Broken(text: "{\"mailproof-baseline\": 1,\n\"findings\": [{\"file\": \"1️⃣\\ud800\"}]}", says: "escape"),
            Broken(
                text: "{\"mailproof-baseline\": 1, \"findings\": [{1️⃣\"count\": 0}]}", says: "a count of 1 or more"),
        ])
    func refused(broken: Broken) throws {
        let error = #expect(throws: LintBaseline.ParsingError.self) {
            try LintBaseline(parsing: SourceText(file: "b.json", text: broken.text.text))
        }
        let finding = try #require(error?.finding)
        let span = try #require(finding.excerpt?.span)
        #expect(MarkedText.Place(line: span.line, column: span.column) == broken.text.places[1])
        #expect(finding.message.contains(broken.says))
    }

    @Test("any bytes are read or refused")
    func mutations() {
        let seeds = [
            LintBaseline([lint(page)]).text, "{\"mailproof-baseline\": 1, \"findings\": [{\"file\": \"\\u00e9\"}]}",
        ]
        var refused = 0
        for bytes in Mutations(of: seeds, seed: 5) {
            do throws(LintBaseline.ParsingError) {
                let baseline = try LintBaseline(parsing: SourceText(file: "b.json", bytes: bytes))
                #expect(baseline.counts.values.allSatisfy { $0 > 0 })
            } catch {
                refused += 1
                #expect(error.finding.excerpt != nil)
            }
        }
        #expect(refused > 0)
    }
}
