import Findings
import Scenarios
import TemplateLint

/// `baseline`: findings that are known; what is new beside them fails.
///
/// Files stand in it as from its own folder, so that it holds wherever the program is started.
package struct KnownFindings: Sendable {
    /// The findings, files named by their absolute paths.
    private let baseline: LintBaseline

    /// Reads the file; nil after a finding was added.
    init?(_ path: FilePath, loading: Loading) {
        guard let text = loading.read(path) else { return nil }
        do throws(LintBaseline.ParsingError) {
            let folder = LexicalPath(text.file).folder
            baseline = try LintBaseline(parsing: text).renamed { Self.named($0) { folder.appending($0).text } }
        } catch {
            loading.report(error.finding)
            return nil
        }
    }

    /// Tells what is new in the report of a file from what is known.
    func compare(_ report: LintReport, of file: String) -> LintBaseline.Comparison {
        baseline.compare(report, of: file) { Self.named($0) { LexicalPath($0).text } }
    }

    /// The text of a baseline at a path, of what was found in files.
    static func text(of reports: [LintReport], at path: String) -> String {
        let folder = LexicalPath(path).folder
        return LintBaseline(reports).renamed { Self.named($0) { LexicalPath($0).relative(to: folder) } }.text
    }

    /// Another name for a file; a finding without a place has none.
    private static func named(_ file: String, _ name: (String) -> String) -> String {
        file.isEmpty ? file : name(file)
    }
}
