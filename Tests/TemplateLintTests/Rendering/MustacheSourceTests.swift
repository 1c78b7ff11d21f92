import Findings
import Support
import TemplateLint
import Testing

@Suite struct MustacheSourceTests {
    struct Problem: CustomTestStringConvertible {
        var testDescription: String { template.text }
        var template: MarkedText
        var rules: [String]
        var says: String = ""
    }

    static let problems: [Problem] = [
        Problem(template: "<p>1️⃣{{#items}} two</p>", rules: ["personalization/unbalanced-block"], says: "{{/items}}"),
        Problem(template: "a\n{{#a}}1️⃣{{/b}}{{/a}}", rules: ["personalization/unbalanced-block"], says: "{{/a}}"),
        Problem(template: "{{#a}}1️⃣{{#b}}{{/a}}", rules: ["personalization/unbalanced-block"], says: "{{/b}}"),
        Problem(template: "1️⃣{{/a}}", rules: ["personalization/unbalanced-block"]),
        Problem(template: "é 1️⃣{{name", rules: ["template/syntax"], says: "}}"),
        Problem(template: "1️⃣{{name <p>{{other}}", rules: ["template/syntax"], says: "}}"),
        Problem(template: "1️⃣{{{name}}", rules: ["template/syntax"], says: "}}}"),
        Problem(template: "1️⃣{{}}", rules: ["template/syntax"], says: "{{.}}"),
        Problem(template: "1️⃣{{#each items}}x{{/each}}", rules: ["template/syntax"], says: "{{#items}} … {{/items}}"),
        Problem(template: "1️⃣{{name | upcase}}", rules: ["template/syntax"], says: "data"),
        Problem(template: "1️⃣{{capitalized(name)}}", rules: ["template/syntax"], says: "data"),
        Problem(template: "1️⃣{{<layout}}", rules: ["template/syntax"], says: "partial"),
        Problem(template: "1️⃣{{a..b}}", rules: ["template/syntax"], says: "dot"),
        Problem(template: "1️⃣{{=<%=}}", rules: ["template/syntax"], says: "{{=<% %>=}}"),
        Problem(template: "1️⃣{{a'b}}", rules: ["template/syntax"], says: "letters"),
    ]

    @Test("a problem is found at its place and says what to write", arguments: problems)
    func place(_ problem: Problem) throws {
        let source = MustacheSource(SourceText(file: "t", text: problem.template.text))
        #expect(source.problems.map(\.rule.rawValue) == problem.rules)
        let finding = try #require(source.problems.first)
        let span = try #require(finding.excerpt?.span)
        #expect(MarkedText.Place(line: span.line, column: span.column) == problem.template.places[1])
        let text = [finding.message, finding.label ?? "", finding.remedy ?? ""].joined(separator: "\n")
        #expect(text.contains(problem.says))
    }

    @Test("several problems are found at once, but no flood of them")
    func several() {
        let many = MustacheSource(SourceText(file: "t", text: "{{#a}}{{b c}}{{/d}}"))
        #expect(many.problems.count == 3)
        let flood = MustacheSource(SourceText(file: "t", text: String(repeating: "{{b c}}", count: 1000)))
        #expect(flood.problems.count == 20)
    }

    @Test("tags know their kind, name and bytes")
    func tags() {
        let source = MustacheSource(SourceText(file: "t", text: "é{{a.b}}{{{c}}}{{!x}}{{> p/q }}{{#s}}{{/s}}"))
        #expect(source.problems.isEmpty)
        #expect(source.tags.map(\.kind) == [.variable, .unescapedVariable, .comment, .partial, .section, .close])
        #expect(source.tags.map(\.name) == ["a.b", "c", "", "p/q", "s", "s"])
        #expect(source.tags.first?.range == 2..<9)
        #expect(source.partialNames == ["p/q"])
    }

    @Test("any bytes are scanned, masked and rendered without a crash")
    func mutations() {
        var generator = SeededGenerator(seed: 7)
        let seeds = [
            "<p>{{a}} {{#l}}{{.}}{{/l}} {{^b}}x{{/b}}</p>\n  {{> p}}\n{{{c}}} {{=<% %>=}}<% a %>",
            "{{#a}}{{#a}}{{>p}}{{/a}}{{/a}}{{! }}", "\u{FDFA}{{größe}}\r\n{{#a}}\r\n{{/a}}",
        ].map { Array($0.utf8) }
        let pieces = ["{{", "}}", "{{#", "{{/", "{{{", "}}}", "a", "\n", "=", "<%", "\u{301}", "{{>p}}", " "].map {
            Array($0.utf8)
        }
        let data: TemplateValue = .mapping([
            "a": .text("A"), "l": .list([.text("x"), .boolean(true)]), "c": .mapping(["a": .number("1")]),
        ])
        for _ in 0..<3000 {
            var bytes = seeds.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let at = Int.random(in: 0...bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: at)
                case 1 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &generator)
                default: bytes.removeSubrange(at..<min(bytes.count, at + 3))
                }
            }
            let text = SourceText(file: "t", bytes: bytes)
            let source = MustacheSource(text)
            #expect(MaskedTemplate(source).bytes.count == bytes.count)
            #expect(MaskedTemplate(guessing: text).bytes.count == bytes.count)
            let renderer = MustacheRenderer(partials: ["p": SourceText(file: "p", text: "[{{a}}]\n")])
            guard let rendered = try? renderer.render(source, data: data) else { continue }
            // What is not printed is in the output byte by byte.
            #expect(rendered.map.origin(ofByte: 0, length: 1) != nil || rendered.bytes.isEmpty)
        }
    }

    @Test(
        "what is nested too deep, or far too much of it, is scanned in a moment",
        arguments: ["{{#a}}", "{{/b}}", "{{a}}", "{{", "{{{", "{{#a}}{{/b}}", "{{!", "{{=", "{{> a"])
    func hostile(opening: String) async {
        let text = SourceText(file: "t", text: String(repeating: opening, count: 100_000))
        let (problems, time) = await onOwnThread { MustacheSource(text).problems.count }
        #expect(problems <= 20)
        #expect(time < .seconds(30))
    }
}
