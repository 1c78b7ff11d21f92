import Findings
import Scenarios
import Testing

@Suite("YAML that is written")
struct YAMLValueTests {
    private func value(_ text: String) throws -> YAMLValue {
        let (node, findings) = YAMLDocument.node(of: SourceText(file: "x.yaml", text: text))
        #expect(findings.isEmpty)
        return YAMLValue(try #require(node))
    }

    @Test("keeps texts texts and the rest what it looks like")
    func scalars() throws {
        let written = try value(
            """
            a: true
            "b c": "true"
            n: -5
            empty:
            tilde: ~
            query: sum(x{a="b"}) > 0
            dash: "-"
            block: |
              one "two"
              	three \\
            list: [1m, '2', { x: y }]
            """
        ).flowText
        #expect(
            written
                == #"{"a": true, "b c": "true", "n": -5, "empty": null, "tilde": ~, "query": "sum(x{a=\"b\"}) > 0", "#
                + #""dash": "-", "block": "one \"two\"\n\tthree \\\n", "list": [1m, "2", {"x": "y"}]}"#.replacing(
                    "{\"x\": \"y\"}", with: "{\"x\": y}"))
    }

    @Test("what is written is read back as the same value")
    func roundTrip() throws {
        let first = try value("{ a: [b, 'c: d', \"e\\u0007 # f\"], g: { h: 1.5, i: .5, j: +1, k: 'ü' } }")
        #expect(try value(first.flowText) == first)
    }

    @Test("a key is exchanged, added and removed")
    func keys() throws {
        var value = try value("{ a: 1, b: 2 }")
        value["a"] = .text("x")
        value["b"] = nil
        value["c"] = .list([])
        #expect(value.flowText == #"{"a": "x", "c": []}"#)
    }
}
