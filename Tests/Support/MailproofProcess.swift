package import Findings
package import Foundation

/// Runs of the mailproof executable that was built beside the tests.
package struct MailproofProcess: Sendable {
    /// How it ended; a signal as 128 + its number.
    package var exitCode: Int32
    /// All of standard output.
    package var output: String
    /// All of standard error.
    package var errors: String
    /// What it told, as far as `--events` was given.
    package var events: [RunEvent]

    /// The executable, next to the test bundle that is running.
    package static var executable: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("mailproof")
    }

    /// Runs it to its end, with `--events` for `run`.
    ///
    /// - Parameters:
    ///   - arguments: what follows its name.
    ///   - folder: where it is started.
    ///   - environment: variables beside those of the tests; `MAILPROOF_…` and CI variables of the tests are taken away.
    ///   - memoryLimit: how many octets of memory of its own it may have (RLIMIT_DATA of setrlimit(2)); nil for no limit.
    ///   - started: called with the process id once it runs, for signals.
    package static func run(
        _ arguments: [String], in folder: URL, environment: [String: String] = [:],
        memoryLimit: Int? = nil, started: @escaping @Sendable (Int32, URL) async -> Void = { _, _ in }
    ) async throws -> MailproofProcess {
        let scratch = try TemporaryFolder()
        defer { scratch.remove() }
        let events = scratch.url.appendingPathComponent("events.jsonl")
        let arguments = arguments + (arguments.first == "run" ? ["--events", events.path] : [])
        let limited = memoryLimit.map { "ulimit -d \($0 >> 10) && exec \"$0\" \"$@\"" }
        let variables = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("MAILPROOF_") && !["CI", "FORCE_COLOR", "NO_COLOR"].contains($0.key) }
            .merging(environment) { $1 }
        let (output, errors) = (try scratch.handle("stdout"), try scratch.handle("stderr"))
        let process = try ChildProcess(
            limited == nil ? executable.path : "/bin/sh",
            (limited.map { ["-c", $0, executable.path] } ?? []) + arguments, in: folder, environment: variables,
            output: output.fileDescriptor, errors: errors.fileDescriptor)
        withExtendedLifetime((output, errors)) {}
        await started(process.processIdentifier, events)
        return MailproofProcess(
            exitCode: await process.ended(),
            output: try scratch.text("stdout"),
            errors: try scratch.text("stderr"),
            events: try decoded(events))
    }

    /// The reports of the cases that ended, with their names, in the order of the plan.
    package var cases: [(name: String, report: RunEvent.CaseReport)] {
        var names: [RunEvent.CaseID: String] = [:]
        var reports: [RunEvent.CaseReport] = []
        for event in events {
            switch event {
            case .runStarted(let run):
                for (suite, description) in run.suites.enumerated() {
                    for (index, one) in description.cases.enumerated() {
                        names[.init(suite: suite, index: index)] = one.name
                    }
                }
            case .caseFinished(let report): reports.append(report)
            default: break
            }
        }
        return reports.sorted { $0.id < $1.id }.map { (names[$0.id] ?? "?", $0) }
    }

    private static func decoded(_ file: URL) throws -> [RunEvent] {
        guard let data = try? Data(contentsOf: file) else { return [] }
        let decoder = JSONDecoder()
        return try data.split(separator: UInt8(ascii: "\n")).map { try decoder.decode(RunEvent.self, from: Data($0)) }
    }
}

/// A folder of a test's own, removed when it says so.
package struct TemporaryFolder: Sendable {
    /// Where it is.
    package let url: URL

    /// A new, empty folder.
    package init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("mailproof-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    /// Removes it with everything in it.
    package func remove() {
        try? FileManager.default.removeItem(at: url)
    }

    /// Writes a file, making the folders on its way.
    @discardableResult
    package func write(_ text: String, to path: String) throws -> URL {
        let file = url.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file
    }

    func handle(_ name: String) throws -> FileHandle {
        try FileHandle(forWritingTo: write("", to: name))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
    }
}
