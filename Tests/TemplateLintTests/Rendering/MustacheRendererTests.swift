import Findings
import Support
import TemplateLint
import Testing

@Suite struct MustacheRendererTests {
    /// A case of what the core of the Mustache specification asks of an engine.
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var template: String
        var data: TemplateValue
        var expected: String
    }

    static let people: TemplateValue = .mapping([
        "people": .list([.mapping(["name": .text("Ana")]), .mapping(["name": .text("Bo")])]),
        "sender": .mapping(["name": .text("Example"), "city": .text("Łódź")]),
        "none": .list([]), "yes": .boolean(true), "no": .boolean(false), "nothing": .null, "price": .number("1.50"),
        "markup": .text("<b> & \"c\" 'd'"), "größe": .text("XL"), "words": .list([.text("a"), .text("b")]),
    ])

    static let cases: [Case] = [
        Case(testDescription: "a variable", template: "Hi {{sender.name}}!", data: people, expected: "Hi Example!"),
        Case(testDescription: "blanks in a tag", template: "{{ \n sender.name\t}}", data: people, expected: "Example"),
        Case(testDescription: "a number as written", template: "{{price}}", data: people, expected: "1.50"),
        Case(testDescription: "a name beyond ASCII", template: "{{größe}}", data: people, expected: "XL"),
        Case(testDescription: "null prints nothing", template: "[{{nothing}}]", data: people, expected: "[]"),
        Case(
            testDescription: "a value is escaped", template: "{{markup}}", data: people,
            expected: "&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;"),
        Case(
            testDescription: "three braces and an ampersand do not escape", template: "{{{markup}}}|{{& markup }}",
            data: people, expected: "<b> & \"c\" 'd'|<b> & \"c\" 'd'"),
        Case(
            testDescription: "a section repeats over a list",
            template: "{{#people}}{{name}} of {{sender.city}}, {{/people}}",
            data: people, expected: "Ana of Łódź, Bo of Łódź, "),
        Case(
            testDescription: "the item itself", template: "{{#words}}({{.}}){{/words}}", data: people,
            expected: "(a)(b)"),
        Case(
            testDescription: "a section over a mapping looks into it first", template: "{{#sender}}{{name}}{{/sender}}",
            data: people, expected: "Example"),
        Case(
            testDescription: "booleans decide", template: "{{#yes}}y{{/yes}}{{#no}}n{{/no}}{{^no}}not{{/no}}",
            data: people, expected: "ynot"),
        Case(
            testDescription: "an empty list, null and an unknown name show the inverted section",
            template: "{{^none}}1{{/none}}{{^nothing}}2{{/nothing}}{{^unknown}}3{{/unknown}}", data: people,
            expected: "123"),
        Case(
            testDescription: "tags that stand alone take their line with them",
            template: "a\n  {{#yes}}  \nb\n{{/yes}}\n{{! c }}\nd {{! e }}\n", data: people, expected: "a\nb\nd \n"),
        Case(
            testDescription: "standing alone with CR LF", template: "a\r\n{{#yes}}\r\nb\r\n{{/yes}}\r\nc", data: people,
            expected: "a\r\nb\r\nc"),
        Case(
            testDescription: "standing alone at the end without a line break", template: "a\n  {{#yes}}{{/yes}}",
            data: people,
            expected: "a\n  "),
        Case(
            testDescription: "other delimiters",
            template: "{{=<% %>=}}<% sender.name %>{{x}}<%={{ }}=%>{{sender.name}}",
            data: people, expected: "Example{{x}}Example"),
        Case(
            testDescription: "a combining character behind a tag", template: "{{sender.name}}\u{301}\u{200D}",
            data: people,
            expected: "Example\u{301}\u{200D}"),
        Case(
            testDescription: "a list printed whole", template: "{{words}} {{sender}}", data: people,
            expected: "a,b [object Object]"),
    ]

    @Test("the core of the specification", arguments: cases)
    func specification(_ example: Case) throws {
        let rendered = try MustacheRenderer().render(
            template: SourceText(file: "t.mustache", text: example.template), data: example.data)
        #expect(rendered.text == example.expected)
    }

    @Test("text parts are not escaped")
    func textPart() throws {
        let source = SourceText(file: "t.txt", text: "{{markup}}")
        let rendered = try MustacheRenderer().render(template: source, data: Self.people, escaping: .none)
        #expect(rendered.text == "<b> & \"c\" 'd'")
    }

    @Test("a combining character does not keep a value from being escaped")
    func escapingOfCombinedCharacters() throws {
        let source = SourceText(file: "t", text: "{{v}}")
        let rendered = try MustacheRenderer().render(template: source, data: .mapping(["v": .text("<\u{338}b>")]))
        #expect(rendered.text.unicodeScalars.elementsEqual("&lt;\u{338}b&gt;".unicodeScalars))
    }

    @Test("bytes of a template that are not UTF-8 stay as they are")
    func brokenUTF8() throws {
        let bytes: [UInt8] = [0xFF, 0x41] + Array("{{a}}".utf8) + [0xC3]
        let rendered = try MustacheRenderer().render(
            template: SourceText(file: "t", bytes: bytes), data: .mapping(["a": .text("é")]))
        #expect(rendered.bytes == [0xFF, 0x41] + Array("é".utf8) + [0xC3])
    }

    @Test("a partial keeps the indentation of its tag, and recursion ends with the data")
    func partials() throws {
        let renderer = MustacheRenderer(partials: [
            "tree": SourceText(file: "tree.mustache", text: "- {{name}}\n{{#inner}}\n  {{>tree}}\n{{/inner}}\n")
        ])
        let data: TemplateValue = .mapping([
            "name": .text("a"),
            "inner": .list([.mapping(["name": .text("b"), "inner": .list([])])]),
        ])
        let rendered = try renderer.render(template: SourceText(file: "t", text: "<\n {{>tree}}\n>"), data: data)
        #expect(rendered.text == "<\n - a\n   - b\n>")
    }

    @Test("every byte knows where it came from")
    func origins() throws {
        let template: MarkedText = "<p>1️⃣Hi {{name}}</p>\n{{#items}}\n<i>2️⃣é {{.}}</i>\n{{/items}}\n3️⃣end"
        let source = SourceText(file: "t", text: template.text)
        let rendered = try MustacheRenderer().render(
            template: source, data: .mapping(["name": .text("Ana"), "items": .list([.text("x"), .text("y")])]))
        #expect(rendered.text == "<p>Hi Ana</p>\n<i>é x</i>\n<i>é y</i>\nend")
        func place(of text: String, after: String = "") throws -> MarkedText.Place {
            let whole = rendered.text
            let start = after.isEmpty ? whole.startIndex : try #require(whole.firstRange(of: after)).upperBound
            let index = try #require(whole[start...].firstRange(of: text)).lowerBound
            let offset = whole.utf8.distance(from: whole.startIndex, to: index)
            let origin = try #require(rendered.map.origin(ofByte: offset, length: 1))
            return .init(line: origin.place.line, column: origin.place.column)
        }
        #expect(try place(of: "Hi") == template.places[1])
        #expect(try place(of: "é") == template.places[2])
        #expect(try place(of: "é", after: "x") == template.places[2])
        #expect(try place(of: "end") == template.places[3])
        #expect(try place(of: "Ana") == .init(line: 1, column: 7))
    }

    @Test("a partial that is not there is named with the nearest one")
    func missingPartial() throws {
        let renderer = MustacheRenderer(partials: ["footer": SourceText(file: "footer.mustache", text: "x")])
        let error = #expect(throws: RenderingError.self) {
            try renderer.render(template: SourceText(file: "t", text: "a {{> foter }}"), data: .empty)
        }
        let finding = try #require(error?.findings.first)
        #expect(finding.rule == "template/partial-missing")
        #expect(finding.excerpt?.span.column == 3)
        #expect(finding.remedy == "write {{>footer}}")
    }

    @Test(
        "what would never end or fill memory is refused",
        arguments: [
            ("{{>self}}", "template/too-deep"),
            (String(repeating: "{{#l}}", count: 8) + "x" + String(repeating: "{{/l}}", count: 8), "template/too-large"),
            (String(repeating: "{{#l}}", count: 200) + String(repeating: "{{/l}}", count: 200), "template/too-deep"),
        ])
    func limits(template: String, rule: String) throws {
        let source = SourceText(file: "t", text: template)
        let list: TemplateValue = .list(Array(repeating: .mapping([:]), count: 100))
        let error = #expect(throws: RenderingError.self) {
            try MustacheRenderer(partials: ["self": source]).render(template: source, data: .mapping(["l": list]))
        }
        #expect(error?.findings.first?.rule.rawValue == rule)
    }

    @Test("names that the data does not know are listed with their place")
    func undefined() throws {
        let source = SourceText(file: "t", text: "{{a}} {{#l}}{{b}}{{/l}} {{^c}}{{d}}{{/c}}")
        let rendered = try MustacheRenderer().render(
            template: source,
            data: .mapping(["a": .text(""), "l": .list([.mapping(["b": .null]), .mapping([:])])]))
        #expect(rendered.undefined.map(\.name) == ["b", "c", "d"])
        #expect(rendered.undefined.map(\.hits) == [1, 0, 0])
    }

    @Test("marks in the data do not reach the map")
    func marksInData() throws {
        let mark = String(decoding: [0xEF, 0xB7, 0x90, 0x30, 0xEF, 0xB7, 0x93], as: UTF8.self)
        let rendered = try MustacheRenderer().render(
            template: SourceText(file: "t", text: "a{{v}}b"), data: .mapping(["v": .text(mark)]))
        #expect(rendered.text == "a\u{FFFD}0\u{FFFD}b")
    }

    @Test("a template of 1 MB with thousands of tags takes a moment")
    func speed() throws {
        let line = "<p>Hello {{name}}, here is what happened at Example this month, and more of it.</p>\n"
        let template = String(repeating: line, count: 12000)
        let clock = ContinuousClock()
        let time = try clock.measure {
            _ = try MustacheRenderer().render(
                template: SourceText(file: "t", text: template), data: .mapping(["name": .text("Ana")]))
        }
        #expect(time < .seconds(10))
    }
}
