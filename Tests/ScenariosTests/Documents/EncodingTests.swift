import Findings
import Scenarios
import Testing

@Suite("Bytes that are no YAML text")
struct EncodingTests {
    private func first(_ bytes: [UInt8]) -> (message: String?, place: String?) {
        let (node, findings) = YAMLDocument.node(of: SourceText(file: "f", bytes: bytes))
        #expect(node == nil)
        return (findings.first?.message, findings.first?.excerpt?.span.description)
    }

    @Test("bytes that are not UTF-8 are named with their place")
    func notUTF8() {
        #expect(
            first(Array("a: 1\nb: caf".utf8) + [0xE9, 0x0A]) == ("the file is not UTF-8: found the byte 0xE9", "f:2:7"))
    }

    @Test(
        "overlong forms and surrogates are not UTF-8",
        arguments: [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]])
    func malformedSequences(_ bytes: [UInt8]) {
        #expect(first(Array("a: ".utf8) + bytes).place == "f:1:4")
    }

    @Test("UTF-16 is recognised by its mark")
    func utf16() {
        #expect(first([0xFF, 0xFE, 0x61, 0x00]).message == "the file is not UTF-8, but UTF-16")
    }

    @Test("control characters")
    func controls() {
        #expect(first(Array("a: x\u{1}y".utf8)) == ("the control character U+0001 cannot stand in YAML", "f:1:5"))
    }

    @Test("characters that break lines in YAML alone")
    func lineBreaks() {
        #expect(first(Array("a: x\u{2028}y".utf8)) == ("the character U+2028 breaks lines in YAML alone", "f:1:5"))
        #expect(first(Array("a: x\ry".utf8)) == ("a carriage return without a line feed", "f:1:5"))
    }

    @Test("a file that is too large is not parsed")
    func tooLarge() {
        let text = SourceText(file: "f", bytes: Array(repeating: 0x20, count: YAMLDocument.largestDocument + 1))
        #expect(YAMLDocument.node(of: text).findings.map(\.message) == ["f is larger than 16 MiB"])
    }
}
