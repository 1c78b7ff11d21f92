import Findings
import Scenarios
import Testing

@Suite("What a run gives to its checks")
struct RunValuesTests {
    private enum Port: ResourceKey { typealias Value = Int }
    private enum Host: ResourceKey { typealias Value = String }

    @Test("resources are found by their key; those of later sections win")
    func resources() {
        var resources = Resources()
        #expect(resources[Port.self] == nil)
        resources[Port.self] = 25
        var later = Resources()
        later[Port.self] = 587
        later[Host.self] = "mx"
        resources.merge(later)
        #expect(resources[Port.self] == 587)
        #expect(resources[Host.self] == "mx")
    }

    @Test("randomness is the same for the same seed and purpose, and only then")
    func randomness() {
        func draw(_ seed: UInt64, _ purpose: String) -> [UInt64] {
            var generator = RunIdentity(id: "r", seed: seed).randomness(for: purpose)
            return (0..<4).map { _ in generator.next() }
        }
        #expect(draw(1, "a") == draw(1, "a"))
        #expect(draw(1, "a") != draw(2, "a"))
        #expect(draw(1, "a") != draw(1, "b"))
    }

    @Test("a field whose value turns out to be of another type says what was expected")
    func deferred() throws {
        let place = SourceText(file: "f", text: "port: $(lab.port)").place(atByte: 6, length: 11)
        let field = Deferred<Int>(pending: ReferenceText("$(lab.port)"), at: place)
        var references = RuntimeReferences()
        #expect(throws: UnresolvedReference.self) { try field.resolved(with: references) }
        references["lab.port"] = "25"
        #expect(try field.resolved(with: references) == 25)
        references["lab.port"] = "many"
        do throws(UnresolvedReference) {
            _ = try field.resolved(with: references)
            Issue.record("expected an error")
        } catch {
            #expect(error.finding.message == "expected a whole number once the references are filled in")
            #expect(error.finding.excerpt?.span.description == "f:1:7")
        }
    }

    @Test("a text with references of its key is filled for each use")
    func templated() throws {
        let place = SourceText(file: "f", text: "x").place(atByte: 0)
        let text = Templated(ReferenceText("$(n)@$(lab.host)"), at: place)
        #expect(text.filled(["n": "1"]) == "1@$(lab.host)")
        var references = RuntimeReferences()
        references["lab.host"] = "mx"
        #expect(try text.filled(["n": "2"], with: references) == "2@mx")
        #expect(throws: UnresolvedReference.self) { try text.filled([:], with: references) }
    }
}
