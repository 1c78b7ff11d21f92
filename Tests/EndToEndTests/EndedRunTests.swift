import Findings
import Foundation
import Glibc
import Support
import Testing

/// A run that somebody ends while it waits for an SMTP server that never says a word.
@Suite("a run that is ended")
struct EndedRunTests {
    @Test("killed, it leaves a whole report that says what was running and what had not begun")
    func killed() async throws {
        let run = try await run { process, folder in
            await wait(
                for: "while this case was running",
                in: folder.appendingPathComponent("test-results/mailproof.junit.xml"))
            kill(process, SIGKILL)
        }
        #expect(run.process.exitCode == 128 + SIGKILL)
        #expect(run.junit.hasPrefix("<?xml") && run.junit.hasSuffix("</testsuites>\n"))
        #expect(run.junit.contains("tests=\"3\" failures=\"0\" errors=\"2\""))
        #expect(run.junit.contains("<testcase name=\"answered\""))
        #expect(run.process.cases.map(\.name) == ["answered"])
    }

    @Test("SIGTERM ends it with 143 and a complete report")
    func terminated() async throws {
        let run = try await run { process, folder in
            await wait(for: "\"index\":1", in: folder.appendingPathComponent("events.jsonl"))
            kill(process, SIGTERM)
        }
        #expect(run.process.exitCode == 143, "\(run.process.errors)")
        #expect(run.process.cases.map(\.report.outcome.verdict) == [.passed, .undetermined, .undetermined])
        #expect(run.process.cases.dropFirst().allSatisfy { $0.report.outcome.type == "mailproof.interrupted" })
        #expect(run.junit.hasSuffix("</testsuites>\n"))
        #expect(run.process.output.contains("exit 143 (interrupted by SIGTERM)"))
    }

    @Test("--timeout ends it with 2")
    func timedOut() async throws {
        let run = try await run(["--timeout", "300ms"]) { _, _ in }
        #expect(run.process.exitCode == 2, "\(run.process.errors)")
        #expect(run.process.cases.map(\.report.outcome.type).suffix(2) == ["mailproof.timeout", "mailproof.timeout"])
    }

    private func run(
        _ options: [String] = [], started: @escaping @Sendable (Int32, URL) async -> Void
    ) async throws -> (process: MailproofProcess, junit: String) {
        let server = try LoopbackSocket(.silentTCP)
        defer { server.close() }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 h 1 2h 15m 2w 10m\n@ TXT hello\n", to: "a.zone")
        try folder.write(
            """
            mailproof: 1
            name: ended
            vars: { via: "smtp://127.0.0.1:\(server.port)" }
            dns: { zones: [a.zone], server: none }
            lab: { smtp: { mx: { domains: [seed.example] } } }
            checks:
              - { name: answered, dns_record: { name: example.com, type: TXT, expect: hello } }
              - name: waits
                seed_send: { via: $(vars.via), from: a@example.com, message: { eml: a.eml }, seeds: seeds.yaml }
              - name: comes after
                seed_send: { via: $(vars.via), from: a@example.com, message: { eml: a.eml }, seeds: seeds.yaml }

            """, to: "a.yaml")
        try folder.write("From: a@example.com\r\nSubject: x\r\n\r\nHello\r\n", to: "a.eml")
        try folder.write(
            "seeds:\n  - { address: a@seed.example, provider: own, mailbox: { lab: mx } }\n", to: "seeds.yaml")
        let process = try await MailproofProcess.run(
            ["run", "a.yaml", "-j", "1"] + options, in: folder.url
        ) { process, events in
            // The helper gives its own place for events; the test looks for all its files in one folder.
            try? FileManager.default.createSymbolicLink(
                at: folder.url.appendingPathComponent("events.jsonl"), withDestinationURL: events)
            await started(process, folder.url)
        }
        let junit = folder.url.appendingPathComponent("test-results/mailproof.junit.xml")
        return (process, String(decoding: try Data(contentsOf: junit), as: UTF8.self))
    }

    /// Returns once a file holds a text; gives up after twenty seconds.
    private func wait(for text: String, in file: URL) async {
        for _ in 0..<2000 {
            if let content = try? String(contentsOf: file, encoding: .utf8), content.contains(text) { return }
            try? await Task.sleep(for: .milliseconds(10))
        }
    }
}
