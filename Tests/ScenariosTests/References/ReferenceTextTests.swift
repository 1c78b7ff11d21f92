import Scenarios
import Testing

@Suite("Texts with references")
struct ReferenceTextTests {
    @Test(
        "a text is taken apart",
        arguments: [
            ("plain", [ReferenceText.Piece.literal("plain")]),
            ("", [.literal("")]),
            (
                "user$(n)@$(vars.domain)",
                [.literal("user"), .reference("n", offset: 4), .literal("@"), .reference("vars.domain", offset: 9)]
            ),
            ("$( vars.x )", [.reference("vars.x", offset: 0)]),
            ("ä$(x)", [.literal("ä"), .reference("x", offset: 1)]),
            ("$$(x)", [.literal("$(x)")]),
            ("$$$(x)", [.literal("$$(x)")]),
            ("$ (x) $", [.literal("$ (x) $")]),
            ("$()", [.reference("", offset: 0)]),
        ])
    func pieces(_ text: String, _ pieces: [ReferenceText.Piece]) {
        #expect(ReferenceText(text).pieces == pieces)
    }

    @Test("a reference that is not closed is text, and told")
    func unclosed() {
        let text = ReferenceText("$(a) ä $(b")
        #expect(text.unclosedOffset == 7)
        #expect(text.pieces == [.reference("a", offset: 0), .literal(" ä $(b")])
    }

    @Test("filling replaces what has a value and keeps what has none")
    func filling() {
        #expect(ReferenceText("$(a)-$(b)").filled { $0 == "a" ? "1" : nil } == "1-$(b)")
    }

    @Test("a text of many unclosed references ends")
    func many() {
        let text = ReferenceText(String(repeating: "$(", count: 200_000))
        #expect(text.unclosedOffset == 0)
    }
}
