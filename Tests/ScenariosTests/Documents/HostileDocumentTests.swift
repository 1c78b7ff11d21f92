import Findings
import Scenarios
import Support
import Testing

@Suite("Documents made to hurt")
struct HostileDocumentTests {
    private func messages(_ text: String) -> [String] {
        YAMLDocument.node(of: SourceText(file: "f", text: text)).findings.map(\.message)
    }

    /// Ten aliases of ten aliases of …, `levels` deep.
    private func bomb(levels: Int) -> String {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...levels {
            let alias = "*a\(level - 1)"
            text += "a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
        }
        return text
    }

    @Test("aliases of aliases are refused before they are followed")
    func aliasBomb() {
        #expect(messages(bomb(levels: 30)) == ["aliases stand for more than 100000 values here"])
    }

    @Test("an alias bomb in a key is refused before it is hashed")
    func aliasBombInKey() {
        #expect(messages(bomb(levels: 3) + "? [*a3, *a3]\n: 1\n") == ["a key is a plain text"])
        #expect(messages(bomb(levels: 30) + "{ *a30 : 1 }\n") != [])
        #expect(messages("a: &a [x]\nb: { *a : 1 }\n") == ["a key is a plain text"])
    }

    @Test("a chain of aliases cannot nest deeper than the limit")
    func aliasChain() {
        var text = "a0: &a0 [x]\n"
        for level in 1...5000 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        #expect(messages(text) == ["values are nested more than 128 deep"])
    }

    @Test("a few aliases are followed")
    func aliases() throws {
        let (node, findings) = YAMLDocument.node(
            of: SourceText(file: "f", text: "base: &b { x: 1 }\nuses: [*b, *b]\ntext: \"a & b * c &d *e\"\n"))
        #expect(findings.isEmpty)
        let items = try #require(node?["uses"]?.items)
        #expect(items.count == 2)
        #expect(items.allSatisfy { $0["x"] != nil })
    }

    @Test("an anchor that holds itself is an unknown alias")
    func recursion() {
        #expect(messages("a: &a [*a]\n") == ["this alias has no anchor"])
    }

    @Test("deep nesting is refused, in flow and in block style", arguments: [200, 5000, 200_000])
    func nesting(_ depth: Int) {
        #expect(messages(String(repeating: "[", count: depth)).count == 1)
        #expect(messages(String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).count == 1)
        #expect(messages(String(repeating: "- ", count: depth) + "x").count == 1)
        #expect(
            messages(String(repeating: "{a: ", count: depth) + "x" + String(repeating: "}", count: depth)).count == 1)
        #expect(!messages(String(repeating: "? ", count: depth) + "x").isEmpty)
    }

    @Test("a huge scalar is one value")
    func hugeScalar() throws {
        let long = String(repeating: "a", count: 4_000_000)
        let (node, findings) = YAMLDocument.node(of: SourceText(file: "f", text: "a: \"\(long)\"\nb: \(long)\n"))
        #expect(findings.isEmpty)
        #expect(node?["b"]?.place.length == 4_000_000)
    }

    @Test("a line of many values is read in good time")
    func longLine() throws {
        let text = "[" + Array(repeating: "ä", count: 200_000).joined(separator: ", ") + "]"
        let (node, _) = YAMLDocument.node(of: SourceText(file: "f", text: text))
        let items = try #require(node?.items)
        #expect(items.last?.place.column == 199_999 * 3 + 2)
    }

    @Test("any bytes end in a node or in findings whose places lie inside the text")
    func arbitraryBytes() {
        var generator = Support.SeededGenerator(seed: 0x5CE7)
        let alphabet =
            Array("abc: -?[]{},&*!|>'\"%@`#\n\t $().<=~\\\r".utf8) + [
                0xC3, 0xA4, 0xE2, 0x80, 0xA8, 0xFF, 0x00, 0xEF, 0xBB, 0xBF,
            ]
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            let text = SourceText(file: "f", bytes: bytes)
            let (node, findings) = YAMLDocument.node(of: text)
            #expect(node != nil || !findings.isEmpty)
            for finding in findings {
                guard let span = finding.excerpt?.span else { continue }
                #expect((1...text.lineCount).contains(span.line), "\(bytes)")
                #expect(span.column <= text.line(span.line).unicodeScalars.count + 1, "\(bytes)")
            }
        }
    }
}
