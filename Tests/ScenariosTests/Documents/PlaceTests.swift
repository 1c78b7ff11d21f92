import Findings
import Scenarios
import Testing

@Suite("Places of YAML values")
struct PlaceTests {
    /// Every scalar and key of a document as `text@line:column+length`.
    private func places(_ text: String) throws -> [String] {
        let (node, findings) = YAMLDocument.node(of: SourceText(file: "f", text: text))
        #expect(findings.isEmpty)
        var found: [String] = []
        func walk(_ node: Node) {
            switch node.content {
            case .scalar(let text, _): found.append(shown(text, node.place))
            case .sequence(let items): items.forEach(walk)
            case .mapping(let entries):
                for entry in entries {
                    found.append(shown(entry.key, entry.keyPlace))
                    walk(entry.value)
                }
            }
        }
        walk(try #require(node))
        return found
    }

    private func shown(_ text: String, _ place: Place) -> String {
        "\(text)@\(place.line):\(place.column)+\(place.length)"
    }

    @Test("every style of scalar has its column and its length in the source")
    func styles() throws {
        #expect(try places("a: plain text") == ["a@1:1+1", "plain text@1:4+10"])
        #expect(try places("'a': \"q\\n\\u0041\"  # note") == ["a@1:1+3", "q\nA@1:6+11"])
        #expect(try places("a: 'it''s'") == ["a@1:1+1", "it's@1:4+7"])
        #expect(try places("{ a: [x, yy] }") == ["a@1:3+1", "x@1:7+1", "yy@1:10+2"])
        #expect(try places("a: |\n  text\n") == ["a@1:1+1", "text\n@1:4+1"])
    }

    @Test("a scalar of several lines is marked to the end of its first")
    func severalLines() throws {
        #expect(try places("a: one two  \n  three") == ["a@1:1+1", "one two three@1:4+7"])
        #expect(try places("a: \"one\n  two\"") == ["a@1:1+1", "one two@1:4+4"])
    }

    @Test("columns and lengths count Unicode scalars, also far into a line")
    func scalars() throws {
        #expect(try places("ä: { ü: grüße }") == ["ä@1:1+1", "ü@1:6+1", "grüße@1:9+5"])
        let long = String(repeating: "ö", count: 700)
        #expect(try places("[\(long), é, z]") == ["\(long)@1:2+700", "é@1:704+1", "z@1:707+1"])
    }

    @Test("CR LF line breaks and a byte order mark change no place")
    func lineBreaks() throws {
        #expect(try places("\u{FEFF}a: 1\r\nb: two\r\n") == ["a@1:1+1", "1@1:4+1", "b@2:1+1", "two@2:4+3"])
    }

    @Test("an alias has the place of what it stands for")
    func alias() throws {
        #expect(try places("a: &x one\nb: *x") == ["a@1:1+1", "one@1:7+3", "b@2:1+1", "one@1:7+3"])
    }

    @Test("scalars keep their text: nothing becomes a boolean, a number or a date")
    func texts() throws {
        let (node, _) = YAMLDocument.node(
            of: SourceText(file: "f", text: "[yes, 010, 1:30, 2026-12-31, ~, 1e3, \"true\"]"))
        let items = try #require(node?.items)
        let texts = items.map { item -> String in
            guard case .scalar(let text, let isQuoted) = item.content else { return "?" }
            return isQuoted ? "quoted \(text)" : text
        }
        #expect(texts == ["yes", "010", "1:30", "2026-12-31", "~", "1e3", "quoted true"])
    }
}
