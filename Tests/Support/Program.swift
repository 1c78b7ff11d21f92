import Foundation

/// A program of the system that a test runs or starts: a daemon, a peer's command line.
package struct Program: Sendable {
    /// Where it is.
    package let path: String

    /// The program of a name, in PATH or where Debian puts daemons; nil where it is not installed.
    package init?(_ name: String) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let paths = (["/usr/sbin", "/usr/bin", "/usr/local/sbin"] + folders).map { "\($0)/\(name)" }
        guard let path = paths.first(where: FileManager.default.isExecutableFile) else { return nil }
        self.path = path
    }

    /// The program at a path; nil where there is none.
    package init?(path: String) {
        guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
        self.path = path
    }

    /// Where CI runs, a missing program is a failure and not a reason to skip.
    package static func isExpected(_ name: String) -> Bool {
        Program(name) != nil || ProcessInfo.processInfo.environment["CI"] == "true"
    }

    /// How it ended and what it said.
    package struct Ended: Sendable {
        /// Its exit code; a signal as 128 + its number.
        package var exitCode: Int32
        /// All of standard output.
        package var output: String
        /// All of standard error.
        package var errors: String
    }

    /// Runs it to its end.
    package func run(_ arguments: [String], in folder: TemporaryFolder) async throws -> Ended {
        let scratch = try TemporaryFolder()
        defer { scratch.remove() }
        let (output, errors) = (try scratch.handle("stdout"), try scratch.handle("stderr"))
        let process = try ChildProcess(
            path, arguments, in: folder.url, output: output.fileDescriptor, errors: errors.fileDescriptor)
        withExtendedLifetime((output, errors)) {}
        return Ended(
            exitCode: await process.ended(), output: try scratch.text("stdout"), errors: try scratch.text("stderr"))
    }
}
