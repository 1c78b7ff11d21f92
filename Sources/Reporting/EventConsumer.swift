package import Findings

/// A report: it is told what happens, and makes of it what its readers want.
package protocol EventConsumer: Sendable {
    /// Takes the next event of the run.
    ///
    /// - Throws: why the report cannot be written.
    mutating func consume(_ event: RunEvent) throws(ReportError)

    /// Is called about once a second while the run goes on, and once after its last event: what waits is written.
    mutating func catchUp() throws(ReportError)
}

extension EventConsumer {
    /// Nothing ever waits, unless a report says otherwise.
    package mutating func catchUp() throws(ReportError) {}
}

/// A report file that cannot be written.
package struct ReportError: Error, Hashable, Sendable {
    /// The file as the user wrote it.
    package var path: String
    /// The system's words for it: `Permission denied`.
    package var reason: String

    /// A file that cannot be written.
    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    /// What to tell the user.
    package var finding: Finding {
        Finding(
            "report/not-writable", .error, "the report \(path) cannot be written: \(reason)",
            remedy: "make the place writable, or name another with --report KIND=FILE")
    }

    /// What to tell the user of a file that is no report.
    package var findingOfFile: Finding {
        Finding(
            "report/not-writable", .error, "\(path) cannot be written: \(reason)",
            remedy: "make the place writable, or name another")
    }
}
