import Findings
import Scenarios
import TemplateLint

/// One file to be linted, by its name: thousands of templates need not lie in memory before the first is looked at.
package struct LintFile: Sendable {
    /// The path as the scenario names it.
    private let path: FilePath
    /// The folder of the scenario.
    private let directory: String
    /// The path from where the program was started.
    let name: String

    /// Reads and fills a file to see whether it can be, and forgets it; nil after a finding was added.
    init?(_ path: FilePath, specification: LintSpecification, loading: Loading) {
        let isRight = loading.forgetting { LintSubject(path, specification: specification, loading: loading) != nil }
        guard isRight else { return nil }
        self.path = path
        directory = loading.directory
        name = loading.path(path)
    }

    /// Reads and fills the file.
    ///
    /// - Throws: why it cannot be done any more, though it could when the scenario was loaded.
    func subject(_ specification: LintSpecification) throws(Changed) -> LintSubject {
        let loading = Loading(directory: directory)
        guard let subject = LintSubject(path, specification: specification, loading: loading) else {
            throw Changed(findings: loading.findings)
        }
        return subject
    }

    /// The file is not what it was when the scenario was loaded.
    struct Changed: Error {
        /// What is wrong with it now.
        var findings: [Finding]
    }
}
