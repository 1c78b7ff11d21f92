import Findings
import Foundation
import Reporting

/// Runs that never happened, as the events they would have told.
enum ExampleRun {
    static let startedAt = WallTime(microseconds: 1_795_255_445_123_000)

    /// A description of one suite a file.
    static func description(_ suites: [(file: String, name: String, cases: [String])]) -> RunEvent {
        .runStarted(
            RunEvent.RunDescription(
                id: "a1b2c3d4e5f6", seed: 42, version: "0.0.0", startedAt: startedAt, host: "ci-7",
                suites: suites.map { suite in
                    RunEvent.SuiteDescription(
                        name: suite.name, file: suite.file,
                        cases: suite.cases.enumerated().map { index, name in
                            RunEvent.CaseDescription(
                                name: name,
                                span: SourceSpan(file: suite.file, line: 10 + index, column: 5, length: 4),
                                tags: [], kind: "spf")
                        })
                }))
    }

    /// The end of a case of the first suite.
    static func finished(
        _ index: Int, _ outcome: CaseOutcome, suite: Int = 0, warned: Bool = false, quarantined: String? = nil,
        earlier: [CaseOutcome] = [], seconds: Double = 0.0125
    ) -> RunEvent {
        .caseFinished(
            RunEvent.CaseReport(
                id: .init(suite: suite, index: index), outcome: outcome, warned: warned, quarantined: quarantined,
                earlierAttempts: earlier, startedAt: startedAt, seconds: seconds))
    }

    /// The end of the run.
    static func summary(_ counts: [Verdict: Int], exitCode: Int32 = 0, cause: String? = nil) -> RunEvent {
        .runFinished(RunEvent.RunSummary(counts: counts, warned: 0, seconds: 1.5, exitCode: exitCode, cause: cause))
    }

    /// An expectation that did not hold, as `spf` would say it.
    static let failure = Finding(
        "mailproof/expectation", .error, "expected fail, got pass", label: "got pass",
        at: SourceExcerpt(
            span: SourceSpan(file: "Scenarios/auth.yaml", line: 14, column: 39, length: 4),
            line: "      - { ip: 203.0.113.99, expect: fail }"),
        notes: [
            "matched include:_spf.vendor.example → ip4:203.0.113.0/24  (lookup 4 of 10)",
            Finding.Note(
                "",
                at: SourceExcerpt(
                    span: SourceSpan(file: "dns/example.com.zone", line: 12, column: 24, length: 3), line: "")),
        ])

    /// A run with every verdict, a warned failure, a flaky pass and a case that was retried in vain.
    static var everything: [RunEvent] {
        let timeout = CaseOutcome.undetermined(
            [Finding("run/timeout", .error, "no verdict within 10s", at: failure.excerpt)], type: "mailproof.timeout",
            transient: "timeout")
        return [
            description([
                ("Scenarios/auth.yaml", "example.com may send", ["pass", "fail", "unknown", "skip", "warn", "flaky"]),
                ("Scenarios/deep/er/mail.example.com.yaml", "mail", ["again", "quarantined"]),
            ]),
            .caseStarted(.init(suite: 0, index: 0), at: startedAt),
            finished(0, .passed(properties: [.init("spf.lookups", "4")], output: ["looked up example.com"])),
            finished(1, .failed([failure])),
            finished(2, timeout),
            finished(3, .skipped("network access to 192.0.2.53 is not allowed", type: "mailproof.permission")),
            finished(4, CaseOutcome(.passed, findings: [failure]), warned: true),
            finished(5, .passed(), earlier: [timeout]),
            finished(0, timeout, suite: 1, earlier: [timeout]),
            finished(
                1,
                CaseOutcome(
                    .skipped, findings: [failure], type: "mailproof.quarantine",
                    reason: "quarantined until 2026-12-31: MAIL-412"), suite: 1, quarantined: "MAIL-412"),
            .notice(.init(Finding("run/cleanup", .error, "still active: fault smtp rcpt 451"))),
            summary([.passed: 3, .failed: 1, .undetermined: 2, .skipped: 2], exitCode: 1),
        ]
    }
}

/// A folder of a test's own.
struct ScratchFolder: ~Copyable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("reporting-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
    }
}
