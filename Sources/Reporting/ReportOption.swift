/// One `--report KIND=FILE[,OPTION=VALUE]`.
package struct ReportOption: Sendable, Hashable {
    /// Where the report goes.
    package var path: String
    /// `dialect`.
    package var dialect: JUnitDialect

    /// Where the JUnit report of a run goes unless it is told otherwise: Bitbucket finds it there by itself, and
    /// CircleCI takes the folder, which is not hidden.
    package static let defaultJUnit = ReportOption(path: "test-results/mailproof.junit.xml", dialect: .common)

    /// A JUnit report at a path.
    package init(path: String, dialect: JUnitDialect) {
        self.path = path
        self.dialect = dialect
    }

    /// What is wrong with an option, and what to write.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The sentence for the user.
        package var description: String
    }

    /// The reports that the manual speaks of and this version does not write.
    private static let planned: Set = ["sarif", "json", "html", "markdown", "tap"]

    /// Reads an option.
    package init(parsing text: String) throws(Failure) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let head = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let kind = String(head[0])
        guard !Self.planned.contains(kind) else {
            throw Failure(description: "the report kind '\(kind)' is known, but not in this version; write junit=FILE")
        }
        guard kind == "junit" else {
            throw Failure(description: "there is no report kind '\(kind)'; write junit=FILE")
        }
        guard head.count == 2, !head[1].isEmpty else {
            throw Failure(description: "the report has no file; write junit=FILE")
        }
        path = String(head[1])
        dialect = .common
        for option in parts.dropFirst() {
            let pair = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair[0] == "dialect", pair.count == 2 else {
                throw Failure(
                    description: "the report has no option '\(option)'; write dialect=common or dialect=strict")
            }
            guard let dialect = JUnitDialect(rawValue: String(pair[1])) else {
                throw Failure(description: "there is no dialect '\(pair[1])'; write dialect=common or dialect=strict")
            }
            self.dialect = dialect
        }
    }
}
