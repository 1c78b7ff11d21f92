import Foundation
import Glibc
import Support
import Testing

/// A drill whose fault is a file, and whose end never comes by itself.
private struct EndlessDrill {
    let folder: TemporaryFolder
    var state: String { folder.url.path + "/state" }

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            """
            mailproof: 1
            name: a drill
            lab: { smtp: { mx: { domains: [a.example] } }, monitor: { rules: alerts.yaml } }
            alerts: lab
            checks:
              - drill:
                  faults: [{ command: { arm: [touch, armed], disarm: [sh, disarm.sh] } }]
                  expect: [{ alert: Never, within: 5m }]
            """, to: "drill.yaml")
        try folder.write(
            """
            rules:
              - alert: Never
                count: { of: smtp_replies, where: { class: 5xx }, window: 2s }
                above: 1000000
            """, to: "alerts.yaml")
        try folder.write("test ! -e stuck || { echo it is stuck >&2; exit 1; }\nrm -f armed\n", to: "disarm.sh")
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.url.path + "/" + name) }

    var isArmed: Bool { exists("armed") }

    var records: [String] { (try? FileManager.default.contentsOfDirectory(atPath: state + "/leases")) ?? [] }

    /// Runs it; `act` is called with the process once the fault is armed.
    func run(_ act: @escaping @Sendable (Int32) async -> Void) async throws -> MailproofProcess {
        try await MailproofProcess.run(
            ["run", "drill.yaml", "--allow", "exec"], in: folder.url, environment: ["MAILPROOF_STATE": state]
        ) { [self] process, _ in
            #expect(await wait { isArmed })
            await act(process)
        }
    }

    func undo() async throws -> MailproofProcess {
        try await MailproofProcess.run(["undo"], in: folder.url, environment: ["MAILPROOF_STATE": state])
    }

    /// Waits for something, at most a minute.
    func wait(until holds: () -> Bool) async -> Bool {
        for _ in 0..<3000 {
            if holds() { return true }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    /// The processes that watch over the leases of this drill.
    var guards: [Int32] {
        let processes = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap(Int32.init)
        return processes.filter { process in
            let line = (try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/cmdline"))) ?? Data()
            let text = String(decoding: line, as: UTF8.self)
            return text.contains("guard-lease") && text.contains(state)
        }
    }
}

@Suite("a drill that is killed", .timeLimit(.minutes(10)))
struct KilledDrillTests {
    @Test("mailproof undo disarms what kill -9 has left behind, once")
    func undone() async throws {
        let drill = try EndlessDrill()
        defer { drill.folder.remove() }
        let run = try await drill.run { process in
            // All of it is killed, as where the machine stops.
            for guardian in drill.guards { kill(guardian, SIGKILL) }
            kill(process, SIGKILL)
        }
        #expect(run.exitCode == 128 + SIGKILL)
        #expect(drill.isArmed)
        #expect(drill.records.count == 1)
        let undo = try await drill.undo()
        #expect(undo.exitCode == 0, "\(undo.errors)")
        #expect(undo.output.hasPrefix("undone: command touch, left behind by run "), "\(undo.output)")
        #expect(!drill.isArmed)
        #expect(drill.records.isEmpty)
        #expect(try await drill.undo().output == "nothing was left behind\n")
    }

    @Test("without it the fault ends by itself")
    func byItself() async throws {
        let drill = try EndlessDrill()
        defer { drill.folder.remove() }
        let run = try await drill.run { process in kill(process, SIGKILL) }
        #expect(run.exitCode == 128 + SIGKILL)
        #expect(await drill.wait { !drill.isArmed && drill.records.isEmpty })
        #expect(await drill.wait { drill.guards.isEmpty })
    }

    @Test("undo leaves alone what a run at work holds, which disarms it itself")
    func atWork() async throws {
        let drill = try EndlessDrill()
        defer { drill.folder.remove() }
        let run = try await drill.run { process in
            let undo = try? await drill.undo()
            #expect(undo?.exitCode == 0)
            #expect(undo?.output.hasPrefix("left alone: command touch, held by run ") == true)
            #expect(drill.isArmed)
            kill(process, SIGINT)
        }
        #expect(run.exitCode == 128 + SIGINT, "\(run.output)\(run.errors)")
        #expect(!drill.isArmed)
        #expect(drill.records.isEmpty)
    }

    @Test("a fault that cannot be disarmed ends run and undo with 4 until it can")
    func stuck() async throws {
        let drill = try EndlessDrill()
        defer { drill.folder.remove() }
        try drill.folder.write("", to: "stuck")
        let run = try await drill.run { process in kill(process, SIGINT) }
        #expect(run.exitCode == 4, "\(run.output)\(run.errors)")
        #expect((run.output + run.errors).contains("it is stuck"))
        let undo = try await drill.undo()
        #expect(undo.exitCode == 4)
        #expect(undo.errors.contains("it is stuck"), "\(undo.errors)")
        #expect(drill.isArmed)
        try FileManager.default.removeItem(at: drill.folder.url.appendingPathComponent("stuck"))
        #expect(try await drill.undo().exitCode == 0)
        #expect(!drill.isArmed)
    }

    @Test("a lease that is over ends although its run does not")
    func over() async throws {
        let drill = try EndlessDrill()
        defer { drill.folder.remove() }
        try drill.folder.write("", to: "armed")
        let microseconds = Int64(Date.now.timeIntervalSince1970 * 1_000_000)
        try drill.folder.write(
            """
            { "version": 1, "run": "abcdefghijkl", "host": "elsewhere", "since": { "microseconds": \(microseconds) },
              "owner": { "process": 1 },
              "lease": {
                "description": "command touch", "expires": { "microseconds": \(microseconds + 500_000) },
                "undoing": { "command": {
                  "arguments": ["rm", "-f", "armed"], "folder": "\(drill.folder.url.path)", "milliseconds": 10000 } } } }
            """, to: "state/leases/one.lease")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: drill.state + "/leases/one.lease")
        // Its input does not end: it is the null device.
        let guardian = try await MailproofProcess.run(
            ["guard-lease", drill.state + "/leases", "one"], in: drill.folder.url)
        #expect(guardian.exitCode == 0, "\(guardian.errors)")
        #expect(!drill.isArmed)
        #expect(drill.records.isEmpty)
    }

    @Test("a run that may run no programs arms nothing")
    func forbidden() async throws {
        let drill = try EndlessDrill()
        defer { drill.folder.remove() }
        let run = try await MailproofProcess.run(
            ["run", "drill.yaml"], in: drill.folder.url, environment: ["MAILPROOF_STATE": drill.state])
        #expect(run.exitCode == 64)
        #expect(!drill.isArmed)
    }
}
