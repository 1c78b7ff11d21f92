import Foundation

/// A program of a Python package, in an environment of its own that is made once and kept.
package enum PythonTool {
    /// The path of a program of a package with a version; nil where there can be none, and that is no failure.
    ///
    /// The environment lies in the folder for caches, by the package's name and version. Where CI runs, a package that
    /// cannot be installed is an error.
    package static func path(of program: String, in package: String, _ version: String) async throws -> String? {
        let home = ProcessInfo.processInfo.environment["HOME"] ?? NSTemporaryDirectory()
        let folder = "\(home)/.cache/mailproof-tests/\(package)-\(version)"
        let path = "\(folder)/bin/\(program)"
        if FileManager.default.isExecutableFile(atPath: path) { return path }
        let isExpected = ProcessInfo.processInfo.environment["CI"] == "true"
        guard let python = Program("python3") else {
            if isExpected { throw Missing(package: package, said: "there is no python3") }
            return nil
        }
        // Made beside its place and moved there whole, for another run may make it at the same time.
        let scratch = try TemporaryFolder()
        defer { scratch.remove() }
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: folder).deletingLastPathComponent().path, withIntermediateDirectories: true)
        let making = "\(folder).\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: making) }
        let steps = [
            (python.path, ["-m", "venv", making]),
            ("\(making)/bin/python", ["-m", "pip", "install", "--quiet", "\(package)==\(version)"]),
        ]
        for (path, arguments) in steps {
            guard let step = Program(path: path) else { return nil }
            let ended = try await step.run(arguments, in: scratch)
            guard ended.exitCode == 0 else {
                if isExpected { throw Missing(package: package, said: ended.errors) }
                return nil
            }
        }
        // Its programs name the folder that they were made in: they are run through python, which does not.
        try? FileManager.default.moveItem(atPath: making, toPath: folder)
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }

    struct Missing: Error {
        var package: String
        var said: String
    }
}
