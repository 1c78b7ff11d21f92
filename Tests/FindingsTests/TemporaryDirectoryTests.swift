import Findings
import Foundation
import Testing

@Suite("TemporaryDirectory", .timeLimit(.minutes(10)))
struct TemporaryDirectoryTests {
    @Test("TMPDIR names it; /tmp is it where that is not set or empty", arguments: [nil, "", "/var/tmp"])
    func environment(value: String?) {
        #expect(TemporaryDirectory(environmentPath: value).path == (value == "/var/tmp" ? "/var/tmp" : "/tmp"))
    }

    @Test("a new one is its user's alone, and goes with everything in it")
    func ownFolder() throws {
        let folder = try TemporaryDirectory()
        #expect(try mode(of: folder.path) == 0o700)
        let files = FileManager.default
        try files.createDirectory(atPath: "\(folder.path)/a/b", withIntermediateDirectories: true)
        try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/a/b/c"))
        let elsewhere = try TemporaryDirectory()
        defer { elsewhere.remove() }
        try Data("x".utf8).write(to: URL(fileURLWithPath: "\(elsewhere.path)/kept"))
        try files.createSymbolicLink(atPath: "\(folder.path)/a/link", withDestinationPath: elsewhere.path)
        folder.remove()
        #expect(!files.fileExists(atPath: folder.path))
        #expect(files.fileExists(atPath: "\(elsewhere.path)/kept"))
        folder.remove()
    }

    @Test("a file in it is its user's alone, and one without a name leaves nothing behind")
    func files() throws {
        let folder = try TemporaryDirectory()
        defer { folder.remove() }
        let file = try folder.makeFile()
        close(file.descriptor)
        #expect(file.path.hasPrefix(folder.path + "/"))
        #expect(try mode(of: file.path) == 0o600)
        let descriptor = try folder.openUnnamedFile()
        defer { close(descriptor) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
        #expect(write(descriptor, "abc", 3) == 3)
    }

    @Test("a folder that is not there is named, with the system's reason")
    func missing() {
        let folder = TemporaryDirectory(environmentPath: "/nowhere/at/all")
        let failure = #expect(throws: TemporaryDirectory.Failure.self) { try TemporaryDirectory(below: folder) }
        #expect(failure?.description == "nothing can be written to /nowhere/at/all: No such file or directory")
        #expect(throws: TemporaryDirectory.Failure.self) { try folder.makeFile() }
    }

    private func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
