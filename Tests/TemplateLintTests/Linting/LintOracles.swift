import Findings
import Foundation
import Testing

/// Templates and mail that nobody of this project wrote, where they have been fetched.
enum LintOracles {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/oracles/lint").standardizedFileURL
    static let areThere = FileManager.default.fileExists(atPath: folder.path)

    /// The files of a folder that end so, in order; not those that are about a licence.
    static func files(in name: String, _ endings: Set<String>) throws -> [SourceText] {
        let files = try #require(
            FileManager.default.enumerator(at: folder.appending(path: name), includingPropertiesForKeys: nil))
        return try files.compactMap { $0 as? URL }
            .filter { endings.contains($0.pathExtension) && !$0.lastPathComponent.hasPrefix("LICENCE") }
            .filter { !$0.hasDirectoryPath }
            .sorted { $0.path < $1.path }
            .map { SourceText(file: $0.path, bytes: Array(try Data(contentsOf: $0))) }
    }

    /// The endings of files that are messages.
    static let messages: Set<String> = ["", "eml", "txt", "msg"]
}
