import Foundation
import Glibc
import Support
import Testing

@Suite(
    "a run that is killed while Prometheus and Alertmanager run for it",
    .enabled(
        if: Program.isExpected("prometheus") && Alertmanager.isExpected,
        "they are not installed: apt-get install prometheus prometheus-alertmanager"), .timeLimit(.minutes(10)))
struct KilledPairTests {
    /// The processes that work in a folder, by their numbers, with what they were started with.
    private static func processes(in folder: String) -> [Int32: String] {
        let numbers = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap(Int32.init)
        var found: [Int32: String] = [:]
        for number in numbers {
            guard let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(number)/cwd"),
                place.hasPrefix(folder),
                let line = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(number)/cmdline")), !line.isEmpty
            else { continue }
            found[number] = String(decoding: line, as: UTF8.self).replacing("\0", with: " ")
        }
        return found
    }

    private static func wait(until holds: () -> Bool) async -> Bool {
        for _ in 0..<6000 {
            if holds() { return true }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    @Test("kill -9 leaves neither of them, nor their folder", arguments: [SIGKILL, SIGTERM])
    func killed(_ signal: Int32) async throws {
        let scenario = try ShippedScenario("drills/recipient-4xx")
        defer { scenario.folder.remove() }
        try scenario.replace("\nalerts: lab\n", with: RealAlertingPairTests.pair, in: "drill.yaml")
        let temporary = scenario.folder.url.resolvingSymlinksInPath().path + "/tmp"
        try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
        let run = try await MailproofProcess.run(
            ["run", "Scenarios/drills/recipient-4xx", "--allow", "exec"], in: scenario.folder.url,
            environment: ["TMPDIR": temporary]
        ) { process, _ in
            let haveStarted = await Self.wait {
                let lines = Self.processes(in: temporary).values
                return lines.contains { $0.contains("--config.file=prometheus.yml") }
                    && lines.contains { $0.contains("--config.file=alertmanager.yml") }
            }
            #expect(haveStarted)
            kill(process, signal)
        }
        #expect(run.exitCode == 128 + signal, "\(run.output)\(run.errors)")
        #expect(await Self.wait { Self.processes(in: temporary).isEmpty }, "\(Self.processes(in: temporary))")
        #expect(
            await Self.wait { (try? FileManager.default.contentsOfDirectory(atPath: temporary))?.isEmpty == true },
            "\((try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? [])")
    }
}
