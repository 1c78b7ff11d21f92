import Findings
import Testing

@Suite("Places in a text")
struct SourceTextTests {
    private let text = SourceText(file: "f", text: "one\r\ntwö x\n\nlast")

    @Test("lines are shown without their line breaks")
    func lines() {
        #expect((0...5).map(text.line) == ["", "one", "twö x", "", "last", ""])
        #expect(text.lineCount == 4)
        #expect(text.text == "one\r\ntwö x\n\nlast")
    }

    @Test(
        "columns and lengths count scalars and stay on their line",
        arguments: [
            (0, 3, "f:1:1", 3), (1, 99, "f:1:2", 2), (5, 4, "f:2:1", 3), (10, 1, "f:2:5", 1), (11, 5, "f:2:6", 1),
            (12, 1, "f:3:1", 1),
            (13, 4, "f:4:1", 4), (99, 1, "f:4:5", 1), (-5, -5, "f:1:1", 1),
        ])
    func places(_ offset: Int, _ length: Int, _ description: String, _ scalars: Int) {
        let place = text.place(atByte: offset, length: length)
        #expect(place.span.description == description)
        #expect(place.length == scalars)
    }

    @Test("an excerpt carries the line of its place")
    func excerpts() {
        #expect(text.place(atByte: 6).excerpt.line == "twö x")
    }

    @Test("the first byte of each line")
    func offsets() {
        #expect((0...5).map(text.byteOffset) == [17, 0, 5, 12, 13, 17])
    }

    @Test("bytes that are not UTF-8 are shown, not dropped")
    func malformed() {
        let text = SourceText(file: "f", bytes: [0x61, 0xFF, 0x62, 0x0A])
        #expect(text.line(1) == "a\u{FFFD}b")
        #expect(text.place(atByte: 2).column == 3)
    }

    @Test("a span is at least one scalar long")
    func spans() {
        #expect(SourceSpan(file: "f", line: 1, column: 1, length: 0).length == 1)
    }
}
