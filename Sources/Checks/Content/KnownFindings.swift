package import Findings
import Scenarios
package import TemplateLint

/// `baseline`: findings that are known; what is new beside them fails.
package struct KnownFindings: Sendable {
    /// The findings, files named as from where the program was started.
    package let baseline: LintBaseline
    /// Where the baseline is written.
    package let place: Place

    /// Reads the file; nil after a finding was added.
    init?(_ path: FilePath, loading: Loading) {
        guard let text = loading.read(path) else { return nil }
        do throws(LintBaseline.ParsingError) {
            // Files stand in it as from its own folder, so that it holds wherever the program is started.
            let folder = Self.folder(of: text.file)
            baseline = try LintBaseline(parsing: text).renamed { folder + $0 }
        } catch {
            loading.report(error.finding)
            return nil
        }
        place = path.place
    }

    /// The text of a baseline at a path, of what was found in files.
    static func text(of reports: [LintReport], at path: String) -> String {
        let folder = folder(of: path)
        return LintBaseline(reports).renamed { $0.hasPrefix(folder) ? String($0.dropFirst(folder.count)) : $0 }.text
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
}
