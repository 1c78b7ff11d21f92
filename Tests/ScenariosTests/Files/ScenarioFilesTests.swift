import Findings
import Scenarios
import Testing

@Suite("Finding scenario files")
struct ScenarioFilesTests {
    private let scenario = "mailproof: 1\nchecks: []\n"

    @Test("below a folder, YAML files with a top-level key checks")
    func folder() throws {
        let folder = try ScenarioFolder([
            "b/two.yml": scenario, "a.yaml": "\"checks\" : []\n", "seeds.yaml": "seeds:\n  checks: no\n",
            "notes.txt": scenario,
            ".hidden/x.yaml": scenario, "c/json.yaml": "{ \"mailproof\": 1, \"checks\": [] }",
            "text.yaml": "note: |\n  checks: x\n",
        ])
        let found = ScenarioFiles.discover([folder.path + "/"])
        #expect(found.files == ["a.yaml", "b/two.yml", "c/json.yaml"].map { "\(folder.path)/\($0)" })
        #expect(found.problems.isEmpty)
    }

    @Test("a file that is named is taken as it is, and each only once")
    func named() throws {
        let folder = try ScenarioFolder(["seeds.txt": "seeds: []", "a.yaml": scenario])
        let found = ScenarioFiles.discover([folder.path + "/seeds.txt", folder.path, folder.path + "/a.yaml"])
        #expect(found.files == ["\(folder.path)/a.yaml", "\(folder.path)/seeds.txt"])
    }

    @Test("a path that does not exist is told apart")
    func missing() throws {
        let folder = try ScenarioFolder()
        let found = ScenarioFiles.discover([folder.path + "/absent", folder.path])
        #expect(found.files.isEmpty)
        #expect(found.problems == [.missing(path: folder.path + "/absent")])
        #expect(found.problems.first?.finding.message == "\(folder.path)/absent does not exist")
    }

    @Test("links in a circle end")
    func links() throws {
        let folder = try ScenarioFolder(["in/a.yaml": scenario])
        try folder.link("in/loop", to: folder.path)
        try folder.link("dangling", to: folder.path + "/nowhere")
        let found = ScenarioFiles.discover([folder.path])
        #expect(found.files == ["\(folder.path)/in/a.yaml"])
        #expect(found.problems.isEmpty)
    }
}
