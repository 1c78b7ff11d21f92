import Scenarios
import Testing

@Suite("Patterns of paths")
struct GlobTests {
    @Test(
        "stars, sets and alternatives",
        arguments: [
            ("*.txt", ["a.txt", "b.txt"]), ("?.txt", ["a.txt", "b.txt"]), ("[!a].txt", ["b.txt"]),
            ("[a-b].txt", ["a.txt", "b.txt"]),
            ("**/*.txt", ["a.txt", "b.txt", "in/c.txt", "in/deep/d.txt"]),
            ("in/**", ["in/c.txt", "in/deep/d.txt", "in/e.md"]),
            ("{a,in/c}.txt", ["a.txt", "in/c.txt"]), ("./in/*.md", ["in/e.md"]), ("none/*", []), ("in", []),
            (".h*", [".hidden"]),
            ("in/../a.txt", ["in/../a.txt"]), ("", []), ("[", []), ("a.txt", ["a.txt"]),
        ])
    func patterns(_ pattern: String, _ matches: [String]) throws {
        let folder = try ScenarioFolder([
            "a.txt": "", "b.txt": "", "in/c.txt": "", "in/deep/d.txt": "", "in/e.md": "", ".hidden": "",
            ".dir/x.txt": "",
        ])
        #expect(Glob(pattern).matches(in: folder.path) == matches)
    }

    @Test("an absolute pattern stays absolute, and links in a circle end")
    func links() throws {
        let folder = try ScenarioFolder(["in/a.txt": ""])
        try folder.link("in/loop", to: folder.path)
        #expect(Glob(folder.path + "/in/*.txt").matches(in: "elsewhere") == [folder.path + "/in/a.txt"])
        #expect(Glob("**/*.txt").matches(in: folder.path).contains("in/a.txt"))
    }

    @Test("a pattern made to explode ends")
    func hostile() throws {
        let folder = try ScenarioFolder([String(repeating: "a", count: 100): ""])
        #expect(Glob(String(repeating: "*a", count: 60) + "b").matches(in: folder.path).isEmpty)
        #expect(Glob(String(repeating: "{a,b}", count: 40)).matches(in: folder.path).isEmpty)
        #expect(Glob(String(repeating: "**/", count: 40) + "x").matches(in: folder.path).isEmpty)
    }
}
