import Findings
import Scenarios
import Testing

@Suite("Sections")
struct SectionTests {
    private let check = "checks:\n  - probe: { domain: d, via: $(stage.a.url) }\n"

    @Test("a section that every scenario has runs where it is not written")
    func whenAbsent() throws {
        #expect(try scenario(probe("{ domain: d }")).sections.map(\.key) == ["light"])
    }

    @Test("a section that refers to another runs after it, also through a variable")
    func order() throws {
        let text =
            "mailproof: 1\nname: S\nvars: { u: $(stage.a.url) }\nlight: { url: \"$(vars.u)/x\" }\nstage: { servers: { a: {} } }\n"
        let sections = try scenario(text + check).sections
        #expect(sections.map(\.key) == ["stage", "light"])
        #expect(sections.map(\.requires) == [[], ["stage"]])
    }

    @Test("a section sees what those before it loaded")
    func specifications() throws {
        let text = "mailproof: 1\nname: S\nlight: { url: x, requires: [stage] }\nstage: { servers: { a: {}, b: {} } }\n"
        #expect(try scenario(text + check).sections.flatMap(\.needs).map(\.host) == ["ab"])
    }

    @Test("sections that need each other")
    func cycle() {
        expectFindings(
            "mailproof: 1\nname: S\n⟦light⟧: { requires: [stage] }\nstage: { servers: { a: {} }, requires: [light] }\n\(check)",
            [Expected("sections need each other: light → stage → light", "remove one of the references between them")])
    }

    @Test("a name that a section does not publish")
    func unknownName() {
        expectFindings(
            "mailproof: 1\nname: S\nstage: { servers: { alpha: {} } }\nchecks:\n  - probe: { domain: d, via: ⟦$(stage.alpa.url)⟧ }\n",
            [Expected("$(stage.alpa.url) is not known here", "did you mean $(stage.alpha.url)?")])
    }

    @Test("what a broken section would publish is not reported as well")
    func broken() {
        expectFindings(
            "mailproof: 1\nname: S\nstage: { ⟦server⟧: { a: {} } }\n\(check)".replacing("stage: {", with: "stage: ⟦{⟧"),
            [Expected("the key servers is missing"), Expected("unknown key \"server\"", "did you mean 'servers'?")])
    }
}
