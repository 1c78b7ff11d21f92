import Checks
import Findings
import Foundation
import Testing

/// What `mailproof explain` knows of zone files and the sources of answers.
struct DNSRulesTests {
    private static var sources: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
    }

    @Test("every rule about zone files, planned changes and snapshots that the sources name is explained")
    func complete() throws {
        var rules: Set<String> = []
        for folder in ["DNS", "Checks"] {
            let files = FileManager.default.enumerator(
                at: Self.sources.appendingPathComponent(folder), includingPropertiesForKeys: nil)
            while let file = files?.nextObject() as? URL {
                guard file.pathExtension == "swift", !file.path.contains("/Explaining/") else { continue }
                let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
                for match in text.matches(of: /"((?:dns|zone)\/[a-z-]+)"/) { rules.insert(String(match.1)) }
            }
        }
        #expect(rules.count > 30)
        for rule in rules.sorted() {
            let text = RuleExplanations.text(for: RuleID(rawValue: rule)) ?? ""
            #expect(text.split(separator: "\n").count > 1, "\(rule)")
        }
    }
}
