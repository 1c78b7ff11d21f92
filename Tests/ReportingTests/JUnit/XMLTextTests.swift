import Findings
import Foundation
import Reporting
import Testing

/// How a text is written, seen through a whole report: as a property's value and as a line of output.
@Suite("text in XML")
struct XMLTextTests {
    struct EscapeCase: Sendable, Decodable, CustomTestStringConvertible {
        var why: String
        var `in`: String
        var text: String
        var attr: String

        var testDescription: String { why }
    }

    static let own: [EscapeCase] = [
        EscapeCase(why: "plain text", in: "hello", text: "hello", attr: "hello"),
        EscapeCase(why: "colours are removed", in: "\u{1B}[1;31mred\u{1B}[0m", text: "red", attr: "red"),
        EscapeCase(why: "a title of a terminal", in: "\u{1B}]0;t\u{7}x", text: "x", attr: "x"),
        EscapeCase(why: "half a sequence", in: "\u{1B}[12", text: "\\u{001B}[12", attr: "\\u{001B}[12"),
        EscapeCase(why: "the end of CDATA", in: "]]>", text: "]]&gt;", attr: "]]&gt;"),
        EscapeCase(why: "quotes", in: "\"'", text: "\"'", attr: "&quot;'"),
        EscapeCase(why: "white space", in: "a\tb\nc\rd", text: "a\tb\nc&#13;d", attr: "a&#9;b&#10;c&#13;d"),
        EscapeCase(why: "NUL", in: "\0", text: "\\u{0000}", attr: "\\u{0000}"),
        EscapeCase(why: "a noncharacter", in: "\u{FFFF}", text: "\\u{FFFF}", attr: "\\u{FFFF}"),
        EscapeCase(why: "C1", in: "é\u{9B}é", text: "é\\u{009B}é", attr: "é\\u{009B}é"),
        EscapeCase(why: "an isolate", in: "\u{2066}x", text: "\\u{2066}x", attr: "\\u{2066}x"),
        EscapeCase(
            why: "legal neighbours", in: "\u{E000}\u{FFFD}\u{10000}", text: "\u{E000}\u{FFFD}\u{10000}",
            attr: "\u{E000}\u{FFFD}\u{10000}"),
    ]

    @Test("everything is legal and visible", arguments: own)
    func escapes(_ one: EscapeCase) throws {
        try check(one)
    }

    @Test("as the oracle says", .enabled(if: Oracle.exists("junit/xml-escape-cases.json"), "no ../shared/oracles here"))
    func oracle() throws {
        let cases = try JSONDecoder().decode([EscapeCase].self, from: Oracle.data("junit/xml-escape-cases.json"))
        #expect(!cases.isEmpty)
        for one in cases { try check(one) }
    }

    private func check(_ one: EscapeCase) throws {
        let folder = try ScratchFolder()
        var report = try JUnitReport(path: folder.path("r.xml"))
        try report.consume(ExampleRun.description([("a.yaml", "a", ["case"])]))
        try report.consume(
            ExampleRun.finished(0, .passed(properties: [.init("p", one.in)], output: [one.in])))
        try report.consume(ExampleRun.summary([.passed: 1]))
        let xml = try folder.text("r.xml")
        #expect(xml.contains("<property name=\"p\" value=\"\(one.attr)\"/>"), "\(one.why)")
        #expect(xml.contains("<system-out>\(one.text)\n</system-out>"), "\(one.why)")
    }
}

/// Cases that nobody on this project wrote; they lie beside the repository, where there are any.
enum Oracle {
    static func url(_ path: String) -> URL {
        URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../shared/oracles/\(path)")
            .standardizedFileURL
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: url(path).path)
    }

    static func data(_ path: String) throws -> Data {
        try Data(contentsOf: url(path))
    }
}
