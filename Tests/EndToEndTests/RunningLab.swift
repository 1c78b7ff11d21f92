import Foundation
import Glibc
import Support
import Testing

/// A `mailproof lab` that a test started, and ends by its process id, also where the test ends early.
final class RunningLab: Sendable {
    let folder: TemporaryFolder
    private let process: ChildProcess
    /// Where its servers listen, by their names: `smtp mx`, `dns`, `control`.
    let addresses: [String: String]

    static let token = "battery-staple-correct-horse"

    /// Starts one and waits until it says where its servers listen.
    init(_ scenario: String, _ arguments: [String] = []) async throws {
        let folder = try TemporaryFolder()
        try folder.write(scenario, to: "lab.yaml")
        let said = try folder.write("", to: "said")
        let output = try FileHandle(forWritingTo: said)
        let process = try ChildProcess(
            MailproofProcess.executable.path, ["lab", "lab.yaml"] + arguments, in: folder.url,
            environment: ProcessInfo.processInfo.environment.merging(["MAILPROOF_LAB_TOKEN": Self.token]) { $1 },
            output: output.fileDescriptor)
        withExtendedLifetime(output) {}
        var addresses: [String: String] = [:]
        for _ in 0..<3000 where addresses["control"] == nil && process.isRunning {
            try await Task.sleep(for: .milliseconds(20))
            addresses = Self.addresses(in: try String(contentsOf: said, encoding: .utf8))
        }
        self.folder = folder
        self.process = process
        self.addresses = addresses
        try #require(addresses["control"] != nil, "the lab did not start")
    }

    deinit {
        process.send(SIGKILL)
    }

    /// The addresses of whole lines such as `smtp mx  smtp://127.0.0.1:40123  a.example`.
    private static func addresses(in text: String) -> [String: String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return Dictionary(
            lines.map { line in
                let words = line.split(separator: " ")
                let name = words.prefix { !$0.contains(":") }
                return (name.joined(separator: " "), String(words.dropFirst(name.count).first ?? ""))
            }
        ) { first, _ in first }
    }

    var url: String { addresses["control"] ?? "" }
    var smtp: String { addresses["smtp mx"] ?? "" }

    /// The number of faults that are armed.
    func armed() async throws -> Int {
        let script = """
            import json, sys, urllib.request
            request = urllib.request.Request(sys.argv[1] + "/v1/faults")
            request.add_header("Authorization", "Bearer " + sys.argv[2])
            print(len(json.load(urllib.request.urlopen(request, timeout=60))["faults"]))
            """
        let python = try #require(Program("python3"))
        let ended = try await python.run(["-c", script, url, Self.token], in: folder)
        return try #require(Int(ended.output.trimmingCharacters(in: .whitespacesAndNewlines)), "\(ended.errors)")
    }

    /// Waits until so many faults are armed; a minute at most.
    func waitUntilArmed(_ count: Int) async throws {
        for _ in 0..<1200 {
            if try await armed() == count { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("there were never \(count) faults armed")
    }

    /// Ends it as Ctrl-C does; its exit code.
    func stop() async -> Int32 {
        process.send(SIGINT)
        let code = await process.ended()
        folder.remove()
        return code
    }
}
