import Findings
import Scenarios
import Testing

@Suite("Malformed YAML")
struct SyntaxTests {
    private func expect(
        _ marked: String, _ message: String, _ remedy: String?, at location: SourceLocation = #_sourceLocation
    ) {
        let text = MarkedText(marked, file: "f")
        let (_, findings) = YAMLDocument.node(of: SourceText(file: "f", text: text.text))
        #expect(findings.map(\.message) == [message], sourceLocation: location)
        #expect(findings.first?.remedy == remedy, sourceLocation: location)
        #expect(findings.compactMap { $0.excerpt?.span } == text.spans, sourceLocation: location)
    }

    @Test("a tab in the indentation")
    func tab() {
        expect("a:\n⟦\t⟧b: 1\n", "a tab cannot indent in YAML", "replace the tab with spaces")
    }

    @Test("keys that are not aligned")
    func alignment() {
        expect(
            "a: 1\n b⟦:⟧ 2\n", "malformed YAML: mapping values are not allowed in this context",
            "check the indentation, or quote the text if the colon belongs to it")
    }

    @Test("a quote that is never closed is marked where it begins")
    func quote() {
        expect("a: 1\nb: ⟦\"⟧text\nc: 2\n", "this quote is not closed", "close it")
    }

    @Test("a bracket that is never closed")
    func bracket() {
        let (_, findings) = YAMLDocument.node(of: SourceText(file: "f", text: "a: [1, 2\nb: 3\n"))
        #expect(findings.count == 1)
        #expect(findings.first?.remedy?.hasPrefix("separate what is in brackets by commas, close them") == true)
    }

    @Test("an IPv6 address in flow style wants quotes", arguments: ["{ ip: ::1 }", "[ ::1 ]", "{ ip: [2001:db8::] }"])
    func addressInFlowStyle(_ text: String) {
        let (_, findings) = YAMLDocument.node(of: SourceText(file: "f", text: text))
        #expect(findings.first?.remedy == "quote the IPv6 address: \"2001:db8::1\"")
    }

    @Test("a character that begins no text")
    func indicator() {
        expect(
            "a: ⟦@⟧home\n", "malformed YAML: found character that cannot start any token",
            "quote the text: in YAML it cannot begin so")
    }

    @Test("a pattern that begins with a star wants quotes")
    func star() {
        expect("a: [⟦*⟧.html]\n", "in YAML this begins an alias or an anchor", "quote the text")
        expect("a: ⟦*⟧*/x\n", "in YAML this begins an alias or an anchor", "quote the text")
    }

    @Test("a second document")
    func documents() {
        expect(
            "a: 1\n⟦-⟧--\nb: 2\n", "a second document begins here",
            "remove the line ---, or make a file of what follows it")
    }

    @Test("an alias without an anchor")
    func undefinedAlias() {
        expect(
            "a: ⟦*⟧b\n", "this alias has no anchor",
            "write &name before the value that it stands for, or quote the text")
    }

    @Test("an empty file, also one with comments alone", arguments: ["", "\n\n", "# nothing\n"])
    func empty(_ text: String) {
        let (node, findings) = YAMLDocument.node(of: SourceText(file: "f", text: text))
        #expect(node == nil)
        #expect(findings.map(\.message) == ["the file is empty"])
    }

    @Test("a key that is written twice is reported at both places, and each time")
    func duplicateKeys() throws {
        let text = MarkedText("a: 1\nb: 2\n⟦a⟧: 3\nc: { \"d\": 1, ⟦d⟧: 2 }\n⟦a⟧: 4\n", file: "f")
        let (node, findings) = YAMLDocument.node(of: SourceText(file: "f", text: text.text))
        #expect(findings.compactMap { $0.excerpt?.span } == text.spans)
        #expect(
            findings.map(\.message) == [
                "the key \"a\" is written twice", "the key \"d\" is written twice", "the key \"a\" is written twice",
            ])
        #expect(findings.compactMap { $0.notes.first?.excerpt?.span.line } == [1, 4, 1])
        let entries = try #require(node?.entries)
        #expect(entries.map(\.key) == ["a", "b", "c"])
    }

    @Test("a duplicate key whose letter cannot be exchanged is reported still")
    func duplicateKeysOfOtherScripts() {
        let (_, findings) = YAMLDocument.node(of: SourceText(file: "f", text: "ä: 1\nä: 2\n"))
        #expect(findings.map(\.message) == ["the key \"ä\" is written twice"])
        #expect(findings.first?.excerpt?.line == "ä: 1")
    }

    @Test("a duplicate key does not carry the file into the message")
    func duplicateKeysKeepSecrets() {
        let (_, findings) = YAMLDocument.node(of: SourceText(file: "f", text: "a: 1\nä: 2\nä: 2\npassword: hunter2\n"))
        #expect(!findings.description.contains("hunter2"))
    }

    @Test("merge keys, tags and keys that are no text are refused")
    func refused() {
        expect(
            "a: &a { x: 1 }\nb: { ⟦<<⟧: *a }\n", "merge keys are not part of the format",
            "write the keys where they belong, or use one alias for the whole value")
        expect("a: ⟦!⟧!int 1\n", "tags are not part of the format", "remove it: what a value is follows from its key")
        expect(
            "⟦[⟧a, b]: 1\n", "a key is a plain text",
            "write the key itself; a list, a mapping or an alias cannot be one")
    }
}
