package import Foundation

/// A scenario that ships with mailproof, copied into a folder of its own so that a test may break it.
package struct ShippedScenario: Sendable {
    /// The folder of the copies; it holds the scenario's own folder below the same path as in the repository.
    package let folder: TemporaryFolder
    private let path: String

    /// Copies `Scenarios/PATH`, a folder, with everything in it.
    package init(_ path: String) throws {
        self.path = path
        folder = try TemporaryFolder()
        let target = folder.url.appendingPathComponent("Scenarios/\(path)")
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: Self.root.appendingPathComponent(path), to: target)
    }

    /// The `Scenarios` folder of this repository.
    package static var root: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Scenarios")
    }

    /// Replaces a text that stands exactly once in a file of the scenario.
    package func replace(_ text: String, with replacement: String, in file: String) throws {
        let url = folder.url.appendingPathComponent("Scenarios/\(path)/\(file)")
        let content = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        let parts = content.components(separatedBy: text)
        guard parts.count == 2 else {
            throw NotOnce(text: text, file: file, count: parts.count - 1)
        }
        try Data(parts.joined(separator: replacement).utf8).write(to: url)
    }

    /// Removes a file of the scenario.
    package func remove(_ file: String) throws {
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("Scenarios/\(path)/\(file)"))
    }

    /// Runs it: `mailproof run Scenarios/PATH`, started where the user would start it.
    package func run(_ options: [String] = []) async throws -> MailproofProcess {
        try await MailproofProcess.run(["run", "Scenarios/\(path)"] + options, in: folder.url)
    }

    /// A replacement that would have changed nothing, or too much.
    struct NotOnce: Error {
        var text: String
        var file: String
        var count: Int
    }
}
