import Findings
import Runner
import Scenarios
import Synchronization
import Testing

@Suite("what becomes of outcomes")
struct VerdictTests {
    static let failure = CaseOutcome.failed([Finding("fake/expectation", .error, "expected fail, got pass")])
    static let unknown = CaseOutcome.undetermined(
        [Finding("fake/dns", .error, "SERVFAIL")], type: "mailproof.dns", transient: "server_failure")

    @Test(
        "the exit code tells the worst",
        arguments: [
            ([CaseOutcome.passed()], 0), ([.passed(), failure], 1), ([.passed(), unknown], 2), ([unknown, failure], 1),
            ([.skipped("a condition")], 0),
        ] as [([CaseOutcome], Int32)])
    func exitCodes(_ outcomes: [CaseOutcome], _ code: Int32) async throws {
        var harness = RunHarness()
        for (index, outcome) in outcomes.enumerated() { harness.stage.acts["c\(index)"] = { _, _ in outcome } }
        let checks = outcomes.indices.map { "{ look: { do: c\($0) } }" }.joined(separator: ", ")
        let told = try await harness.run("checks: [\(checks)]")
        #expect(told.summary.exitCode == code)
        #expect(told.reports.map(\.outcome) == outcomes)
    }

    @Test("a warned failure passes and says so; what is undetermined still counts")
    func warn() async throws {
        var harness = RunHarness()
        harness.stage.acts = ["a": { _, _ in Self.failure }, "b": { _, _ in Self.unknown }]
        let told = try await harness.run("checks: [{ warn: true, look: { do: a } }, { warn: true, look: { do: b } }]")
        #expect(told.reports.map(\.warned) == [true, false])
        #expect(told.reports.map(\.outcome.verdict) == [.passed, .undetermined])
        #expect(told.reports[0].outcome.findings == Self.failure.findings)
        #expect(told.summary.warned == 1)
        #expect(told.summary.exitCode == 2)
    }

    @Test(
        "a quarantined failure is skipped with its reason; passed or past its date is failed; unknown stays unknown",
        arguments: [
            (failure, "9999-12-31", Verdict.skipped, "mailproof.quarantine"),
            (.passed(), "9999-12-31", .failed, "mailproof.quarantine"),
            (failure, "2020-01-01", .failed, "mailproof.expectation"),
            (.passed(), "2020-01-01", .failed, "mailproof.quarantine"),
            (unknown, "9999-12-31", .undetermined, "mailproof.dns"),
            (unknown, "2020-01-01", .undetermined, "mailproof.dns"),
        ])
    func quarantine(_ outcome: CaseOutcome, _ until: String, _ verdict: Verdict, _ type: String) async throws {
        var harness = RunHarness()
        harness.stage.acts["a"] = { _, _ in outcome }
        let told = try await harness.run(
            "checks: [{ quarantine: { until: \(until), reason: MAIL-412 }, look: { do: a } }]")
        let report = try #require(told.reports.first)
        #expect(report.outcome.verdict == verdict)
        #expect(report.outcome.type == type)
        #expect(report.quarantined == "MAIL-412")
        if verdict == .skipped { #expect(report.outcome.reason == "quarantined until \(until): MAIL-412") }
        if verdict == .failed { #expect(report.outcome.findings.contains { $0.message.contains("MAIL-412") }) }
    }

    @Test("an error that is named as transient is tried again, and the earlier attempts are kept")
    func retry() async throws {
        var harness = RunHarness()
        let remaining = Counter(2)
        harness.stage.acts["a"] = { _, _ in remaining.take() ? Self.unknown : .passed() }
        let told = try await harness.run(
            "checks: [{ retry: { attempts: 3, delay: 1ms, when: [server_failure] }, look: { do: a } }]")
        let report = try #require(told.reports.first)
        #expect(report.outcome.verdict == .passed)
        #expect(report.earlierAttempts == [Self.unknown, Self.unknown])
        #expect(told.events.count { if case .caseStarted = $0 { true } else { false } } == 3)
        #expect(told.summary.exitCode == 0)
    }

    @Test(
        "a failure, and an error of another name, are not tried again",
        arguments: [failure, unknown, .undetermined([], type: "mailproof.x")])
    func noRetry(_ outcome: CaseOutcome) async throws {
        var harness = RunHarness()
        harness.stage.acts["a"] = { _, _ in outcome }
        let told = try await harness.run("checks: [{ retry: { attempts: 3, when: [timeout] }, look: { do: a } }]")
        #expect(harness.stage.journal.entries == ["begin a", "end a"])
        #expect(told.reports.first?.earlierAttempts == [])
    }

    @Test("attempts end where the policy says so")
    func lastAttempt() async throws {
        var harness = RunHarness()
        harness.stage.acts["a"] = { _, _ in Self.unknown }
        let told = try await harness.run(
            "checks: [{ retry: { attempts: 2, delay: 1ms, when: [server_failure] }, look: { do: a } }]")
        #expect(told.reports.first?.outcome == Self.unknown)
        #expect(told.reports.first?.earlierAttempts == [Self.unknown])
    }

    @Test("--fail-fast begins nothing more after a failure")
    func failFast() async throws {
        var harness = RunHarness()
        harness.options.failFast = true
        harness.stage.acts["b"] = { _, _ in Self.failure }
        let told = try await harness.run(
            "checks: [{ act: { do: a } }, { act: { do: b } }, { act: { do: c } }, { look: { do: d } }]")
        #expect(told.reports.map(\.outcome.verdict) == [.passed, .failed, .skipped, .skipped])
        #expect(told.reports[2].outcome.reason == "not run: --fail-fast ended the run after 'act b'")
        #expect(told.summary.exitCode == 1)
    }

    @Test("a section that does not start makes every case undetermined, and those before it are stopped")
    func sectionFailure() async throws {
        var harness = RunHarness()
        harness.stage.starts["t"] = { _, _ in
            SectionFailure(Finding("lab/port", .error, "127.0.0.1:25 is taken"), type: "mailproof.connection")
        }
        let told = try await harness.run(
            """
            tower: { name: t, requires: [ground] }
            ground: { name: g }
            checks: [{ look: { do: a } }, { act: { do: b } }]
            """)
        #expect(
            told.verdicts == ["look a: undetermined mailproof.connection", "act b: undetermined mailproof.connection"])
        #expect(told.reports[0].outcome.findings.map(\.message) == ["127.0.0.1:25 is taken"])
        #expect(harness.stage.journal.entries == ["start g", "start t", "stop g"])
        #expect(told.summary.exitCode == 2)
    }

    @Test("what a section publishes reaches later sections and cases")
    func references() async throws {
        var harness = RunHarness()
        harness.stage.starts["t"] = { context, journal in
            journal.add("tower sees \(context.references["ground.url"] ?? "nothing")")
            return nil
        }
        harness.stage.acts["a"] = { context, journal in
            journal.add("case sees \(context.references["tower.url"] ?? "nothing") \(context.run.seed)")
            return .passed()
        }
        _ = try await harness.run(
            "tower: { name: t, requires: [ground] }\nground: { name: g }\nchecks: [{ look: { do: a } }]")
        #expect(harness.stage.journal.entries.contains("tower sees url of g"))
        #expect(harness.stage.journal.entries.contains("case sees url of t 7"))
    }
}

/// Counts down.
final class Counter: Sendable {
    private let rest: Mutex<Int>

    init(_ count: Int) { rest = Mutex(count) }

    /// Whether there was one left.
    func take() -> Bool {
        rest.withLock { rest in
            rest -= 1
            return rest >= 0
        }
    }
}
