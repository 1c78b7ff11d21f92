import Findings
import Foundation
import Support
import Testing

/// The scenario of `ci/chain/queue`: a Postfix whose mail the lab puts off, watched by its own log.
@Suite(
    "a drill through a real Postfix", .serialized, .timeLimit(.minutes(10)),
    .enabled(if: Postfix.isExpected, "needs root and postfix"))
struct RealQueueTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../ci/chain/queue").standardizedFileURL
    private static let pair =
        "\nalerts: { run_prometheus: { rules: [prometheus-rules.yaml], alertmanager_config: alertmanager.yaml } }\n"

    /// The scenario, changed in places, run beside a Postfix that relays to its lab.
    private func run(
        _ changes: [(file: String, from: String, to: String)] = []
    ) async throws -> (run: MailproofProcess, log: String) {
        let scratch = try TemporaryFolder()
        defer { scratch.remove() }
        let copy = scratch.url.appending(path: "queue")
        try FileManager.default.copyItem(at: Self.folder, to: copy)
        for change in changes {
            let file = copy.appending(path: change.file)
            let text = try String(contentsOf: file, encoding: .utf8)
            try #require(text.components(separatedBy: change.from).count == 2, "\(change.from) is not there once")
            try text.replacing(change.from, with: change.to).write(to: file, atomically: true, encoding: .utf8)
        }
        let lab = "127.0.0.1:\(try RunningProgram.freePort())"
        var settings = Postfix.Settings()
        settings.parameters = [
            "relayhost": "[\(lab.replacing(":", with: "]:"))", "smtp_tls_security_level": "none",
            // What is put off stays so until somebody has it tried again.
            "minimal_backoff_time": "1h", "maximal_backoff_time": "1h", "queue_run_delay": "1h",
        ]
        let postfix = try Postfix(try #require(Program("postfix")), settings)
        do {
            try await postfix.waitUntilReady()
            let run = try await MailproofProcess.run(
                ["run", "--allow", "exec", "queue/drill.yaml"], in: scratch.url,
                environment: [
                    "QUEUE_RELAY": "127.0.0.1:\(postfix.port)", "QUEUE_LAB": lab, "QUEUE_LOG": postfix.logFile,
                    "QUEUE_CONFIG": postfix.configuration,
                ])
            let log = postfix.log
            await postfix.stop()
            return (run, log)
        } catch {
            await postfix.stop()
            throw error
        }
    }

    private func expectWholeStory(_ changes: [(file: String, from: String, to: String)] = []) async throws {
        let (run, log) = try await run(changes)
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)\n\(log)")
        #expect(run.cases.map(\.report.outcome.verdict) == [.passed])
        let story = run.cases.flatMap(\.report.outcome.output)
        for part in ["firing QueueGrowing", "resolved QueueGrowing", "postfix_log /"] {
            #expect(story.contains { $0.contains(part) }, "\(part) is not in \(story)")
        }
        #expect(!story.contains { $0.contains("not understood") }, "\(story)")
        // What was put off was delivered once the fault was gone, all of it.
        let deliveries = log.split(separator: "\n").filter { $0.contains("@slow.example>") }
        let recipients = { (status: String) in
            Set(
                deliveries.filter { $0.contains("status=\(status)") }.compactMap {
                    $0.split(separator: " ").first { $0.hasPrefix("to=<") }
                })
        }
        #expect(recipients("deferred").count > 10, "\(log)")
        #expect(recipients("deferred").isSubset(of: recipients("sent")), "\(log)")
    }

    @Test("Postfix's queue grows, the lab's monitor fires and tells, the queue drains, and the alert resolves")
    func embedded() async throws {
        try await expectWholeStory()
    }

    @Test(
        "so do a real Prometheus and Alertmanager, with nothing changed but alerts",
        .enabled(
            if: Program.isExpected("prometheus") && Alertmanager.isExpected,
            "they are not installed: apt-get install prometheus prometheus-alertmanager"))
    func pair() async throws {
        try await expectWholeStory([("drill.yaml", "\nalerts: lab\n", Self.pair)])
    }

    @Test("a rule whose threshold is too high is a drill that fails")
    func tooHigh() async throws {
        let (run, log) = try await run([
            ("alerts.yaml", "above: 10\n", "above: 1000\n"),
            ("drill.yaml", "    within: 60s\n          labels", "    within: 15s\n          labels"),
        ])
        #expect(run.exitCode == 1, "\(run.output)\(run.errors)\n\(log)")
        let labels = run.cases.flatMap(\.report.outcome.findings).compactMap(\.label)
        #expect(labels.first?.hasPrefix("not firing after 15s") == true, "\(labels)")
    }

    @Test("a log that is not there leaves the drill undetermined, and breaks nothing")
    func noLog() async throws {
        let (run, _) = try await run([("drill.yaml", "postfix_log: $(env.QUEUE_LOG)", "postfix_log: none.log")])
        #expect(run.exitCode == 2, "\(run.output)\(run.errors)")
        #expect(
            (run.output + run.errors).contains("postfix_log none.log cannot be followed: No such file or directory"))
    }
}
