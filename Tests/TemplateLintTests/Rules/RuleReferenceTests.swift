import Foundation
import TemplateLint
import Testing

/// The comment above a rule is its documentation; this copies it to where the program finds it.
@Suite struct RuleReferenceTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources/TemplateLint/Rules").standardizedFileURL
    private static let reference = folder.appending(path: "RuleReference.swift")

    @Test("the reference says what the comments say (run with MAILPROOF_REGENERATE=1 to write it anew)")
    func isCurrent() throws {
        let expected = try Self.generated()
        if ProcessInfo.processInfo.environment["MAILPROOF_REGENERATE"] != nil {
            try Data(expected.utf8).write(to: Self.reference)
        }
        #expect(try String(contentsOf: Self.reference, encoding: .utf8) == expected)
    }

    private static func generated() throws -> String {
        var entries: [(id: String, text: [String])] = []
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
            guard let type = lines.firstIndex(where: { $0.hasPrefix("struct ") && $0.hasSuffix(": LintRule {") }) else {
                continue
            }
            let comment = lines[..<type].reversed().prefix { $0.hasPrefix("///") }.reversed()
            let id = try #require(lines.first { $0.contains("static let id: RuleID") }).split(separator: "\"")[1]
            entries.append((String(id), comment.map { String($0.dropFirst($0.hasPrefix("/// ") ? 4 : 3)) }))
        }
        let body = entries.sorted { $0.id < $1.id }.map { id, text in
            let lines = text.map { $0.isEmpty ? "" : "            \($0)" }.joined(separator: "\n")
            return "        \"\(id)\": #\"\"\"\n\(lines)\n            \"\"\"#,"
        }
        return """
            // swift-format-ignore-file
            import Findings

            /// What users read about each rule; the comments above the rules, copied here by `RuleReferenceTests`.
            enum RuleReference {
                static let documentation: [RuleID: String] = [
            \(body.joined(separator: "\n"))
                ]
            }

            """
    }
}
