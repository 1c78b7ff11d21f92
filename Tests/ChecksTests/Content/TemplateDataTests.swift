import Checks
import Findings
import Scenarios
import TemplateLint
import Testing

@Suite struct TemplateDataTests {
    private func load(_ name: String, _ text: String) throws -> (value: TemplateValue?, findings: [Finding]) {
        let folder = try FixtureFolder([name: text])
        let loading = Loading(directory: folder.path)
        let place = SourceText(file: "a.yaml", text: "").place(atByte: 0)
        return (loading.templateData(FilePath(name, at: place)), loading.findings)
    }

    @Test(
        "JSON keeps its types, and numbers their digits",
        arguments: [
            ("null", TemplateValue.null), ("true", .boolean(true)), ("1.50", .number("1.50")),
            ("-1e5", .number("-1e5")),
            ("\"1\"", .text("1")), ("[1, \"a\", {}]", .list([.number("1"), .text("a"), .mapping([:])])),
            (#""\u00e9\/\t\"""#, .text("é/\t\"")), (#""\ud83d\ude00""#, .text("😀")), ("\"😀\"", .text("😀")),
            ("[ ]", .list([])),
        ])
    func json(text: String, value: TemplateValue) throws {
        let (data, findings) = try load("d.json", "\u{FEFF}{\n\t\"v\": \(text)\n}\n")
        #expect(findings.isEmpty, "\(findings)")
        #expect(data?["v"] == value)
    }

    @Test(
        "broken JSON is told where",
        arguments: [
            ("{\n\"a\": 1,\n}", "3:1"), ("{\"a\" 1}", "1:6"), ("{\"a\": 01}", "1:7"), ("{\"a\": \"x\n\"}", "1:9"),
            ("{\"a\": \"\\ud83d\"}", "1:8"), ("{\"a\": \"\\x\"}", "1:8"), ("{\"a\": 1} x", "1:10"),
            ("{\"a\": 1, \"a\": 2}", "1:10"),
            ("{\"a\": \"", "1:7"), ("{\"a\": [1", "1:9"), ("", "1:1"), ("[1]", "1:1"), ("{\"a\": tru}", "1:7"),
            (String(repeating: "[", count: 1000), "1:129"),
        ])
    func brokenJSON(text: String, place: String) throws {
        let (data, findings) = try load("d.json", text)
        #expect(data == nil)
        #expect(findings.count == 1)
        #expect(findings.first?.excerpt.map { "\($0.span)" }?.hasSuffix(":\(place)") == true, "\(findings)")
    }

    @Test(
        "YAML makes what JSON would of bare words, and texts of all others",
        arguments: [
            ("~", TemplateValue.null), ("", .null), ("true", .boolean(true)), ("yes", .text("yes")),
            ("007", .text("007")),
            ("0x1F", .text("0x1F")), ("1.50", .number("1.50")), ("'true'", .text("true")),
            ("[a, 1]", .list([.text("a"), .number("1")])),
            ("2026-11-21", .text("2026-11-21")),
        ])
    func yaml(text: String, value: TemplateValue) throws {
        let (data, findings) = try load("d.yaml", "v: \(text)\n")
        #expect(findings.isEmpty, "\(findings)")
        #expect(data?["v"] == value)
    }
}
