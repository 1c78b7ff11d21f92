/// Which JUnit XML is written; there is no standard, only readers.
package enum JUnitDialect: String, Sendable, CaseIterable {
    /// What the popular readers show most of: places, properties, output and earlier attempts of a case.
    case common
    /// What both junit-10.xsd (Jenkins) and windyroad's JUnit.xsd (Azure) accept: none of these, places in the text.
    case strict
}

/// Limits that readers set.
enum JUnitLimits {
    /// The text of one case.
    ///
    /// Jenkins keeps a report in memory, so that one endless transcript must not fill it.
    static let caseBytes = 1 << 20
    /// The whole file; GitLab drops a larger one (docs.gitlab.com, unit test reports: 30 MB a file).
    static let fileBytes = 30_000_000
    /// What is left of a case's text once the file is full.
    static let crowdedCaseBytes = 2_000
    /// The `message` attribute, which is shown in one line.
    static let messageCharacters = 300
}
