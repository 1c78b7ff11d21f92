import Findings
import Scenarios
import Testing

@Suite("Files beside a scenario")
struct LoadingTests {
    private struct Seeds: ScenarioMapping {
        var seeds: [Deferred<String>]

        init?(_ fields: inout Fields) {
            let seeds = fields.required("seeds", [Deferred<String>].self, "The seeds.")
            guard let seeds else { return nil }
            self.seeds = seeds
        }
    }

    private let here = SourceText(file: "a.yaml", text: "file: seeds.yaml").place(atByte: 6, length: 10)

    @Test("are decoded with the scenario's references and their own places")
    func decoding() throws {
        let folder = try ScenarioFolder(["seeds.yaml": "seeds: [one, $(secrets.S), $(secrets.T)]\n"])
        let loading = Loading(
            directory: folder.path + "/", references: KnownReferences(loadValues: [:], runtimeNames: ["secrets.S"]))
        #expect(loading.decode(Seeds.self, fromFile: FilePath("seeds.yaml", at: here)) == nil)
        #expect(loading.findings.map(\.message) == ["the secret T is not declared"])
        #expect(loading.findings.first?.excerpt?.span.description == "\(folder.path)/seeds.yaml:1:28")
    }

    @Test("that are missing, folders or malformed are reported at the path or in the file")
    func problems() throws {
        let folder = try ScenarioFolder(["sub/x": "", "bad.yaml": "a: [", "empty.yaml": ""])
        let loading = Loading(directory: folder.path)
        #expect(loading.read(FilePath("absent", at: here)) == nil)
        #expect(loading.read(FilePath("sub", at: here)) == nil)
        #expect(loading.document(FilePath("bad.yaml", at: here)) == nil)
        #expect(loading.document(FilePath("empty.yaml", at: here)) == nil)
        #expect(loading.glob(FilePath("*.none", at: here)).isEmpty)
        #expect(
            loading.findings.compactMap { $0.excerpt?.span.description } == [
                "a.yaml:1:7", "a.yaml:1:7", "\(folder.path)/bad.yaml:1:5", "\(folder.path)/empty.yaml:1:1",
                "a.yaml:1:7",
            ])
        #expect(loading.findings.first?.remedy == "correct the path; it is relative to the file that it is written in")
    }

    @Test("are found by a pattern, sorted")
    func patterns() throws {
        let folder = try ScenarioFolder(["t/b.html": "b", "t/a.html": "a"])
        let loading = Loading(directory: folder.path)
        let paths = loading.glob(FilePath("t/*.html", at: here))
        #expect(paths.map(\.text) == ["t/a.html", "t/b.html"])
        #expect(paths.compactMap { loading.read($0)?.text } == ["a", "b"])
    }
}
