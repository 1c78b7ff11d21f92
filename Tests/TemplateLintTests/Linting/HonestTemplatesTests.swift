import Findings
import Foundation
import TemplateLint
import Testing

/// Templates that well-known senders ship, where they have been fetched: what an honest linter does not shout at.
@Suite struct HonestTemplatesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../../shared/oracles/lint").standardizedFileURL
    private static let isThere = FileManager.default.fileExists(atPath: folder.path)

    private static func files(in name: String, _ endings: Set<String>) throws -> [SourceText] {
        let folder = folder.appending(path: name)
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        return try files.compactMap { $0 as? URL }
            .filter { endings.contains($0.pathExtension) && !$0.lastPathComponent.hasPrefix("LICENCE") }
            .sorted { $0.path < $1.path }
            .map { SourceText(file: $0.path, bytes: Array(try Data(contentsOf: $0))) }
    }

    @Test("no honest template is called broken as it stands", .enabled(if: isThere, "the oracles are not here"))
    func good() throws {
        let templates = try Self.files(in: "good", ["html", "txt"])
        #expect(templates.count > 50)
        for template in templates {
            let report = Linter(.transactional).lint(template: template)
            #expect(report.count(.error) == 0, "\(template.file): \(report.findings.filter { $0.severity == .error })")
        }
    }

    @Test("wanted and unwanted mail is read without a crash", .enabled(if: isThere, "the oracles are not here"))
    func messages() throws {
        for folder in ["nice", "spam", "mime"] {
            for message in try Self.files(in: folder, ["", "eml", "txt", "msg"]) {
                let report = Linter(.marketing).lint(message: message)
                #expect(report.findings.allSatisfy { $0.excerpt != nil })
            }
        }
    }

    /// The rules of another linter, and ours that say the same.
    private static let ours: [String: RuleID] = [
        "SCRIPT_ELEMENT": "html/script", "IMG_MISSING_ALT": "accessibility/img-alt",
        "HTML_MISSING_LANG": "accessibility/html-lang", "BASE64_IMAGE": "images/data-uri",
        "EMPTY_LINK": "links/empty-or-placeholder", "HTML_SIZE_EXCEEDED": "size/gmail-clip",
    ]

    @Test("we agree with another linter's labels, case by case", .enabled(if: isThere, "the oracles are not here"))
    func labelled() throws {
        var compared = 0
        for template in try Self.files(in: "labelled", ["html"]) {
            let labels = template.file.replacing(".html", with: ".expected.json")
            let text = try String(contentsOfFile: labels, encoding: .utf8)
            let found = Set(
                Linter(.transactional).lint(final: template).findings.filter {
                    $0.severity > .info || $0.rule.group == "accessibility"
                }.map(\.rule))
            for (theirs, rule) in Self.ours {
                compared += 1
                #expect(text.contains("\"\(theirs)\"") == found.contains(rule), "\(rule) in \(template.file)")
            }
        }
        #expect(compared > 50)
    }
}
