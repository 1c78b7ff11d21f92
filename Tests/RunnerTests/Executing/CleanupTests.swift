import Findings
import Runner
import Scenarios
import Testing

@Suite("cleanup")
struct CleanupTests {
    @Test(
        "what a case registered is undone last in first out, whatever its outcome",
        arguments: [CaseOutcome.passed(), VerdictTests.failure, VerdictTests.unknown])
    func order(_ outcome: CaseOutcome) async throws {
        var harness = RunHarness()
        harness.stage.acts["a"] = { context, journal in
            for name in ["first", "second"] {
                context.cleanups.add(name) {
                    journal.add("undo \(name), cancelled \(Task.isCancelled)")
                    return []
                }
            }
            return outcome
        }
        let told = try await harness.run("checks: [{ act: { do: a } }, { act: { do: b } }]")
        #expect(
            harness.stage.journal.entries == [
                "begin a", "end a", "undo second, cancelled false", "undo first, cancelled false", "begin b", "end b",
            ])
        #expect(told.reports.first?.outcome == outcome)
    }

    @Test("what a late case did is undone too, in a task that is not cancelled")
    func afterTimeout() async throws {
        var harness = RunHarness()
        harness.stage.acts["a"] = { context, journal in
            context.cleanups.add("fault") {
                journal.add("undo, cancelled \(Task.isCancelled)")
                return []
            }
            try? await Task.sleep(for: .seconds(60))
            return .passed()
        }
        _ = try await harness.run("checks: [{ timeout: 10ms, act: { do: a } }]")
        #expect(harness.stage.journal.entries.last == "undo, cancelled false")
    }

    @Test("what a case registers after it was given up is undone at the end of the run")
    func afterAbandonment() async throws {
        var harness = RunHarness()
        harness.options.grace = .milliseconds(10)
        harness.stage.acts["a"] = { context, journal in
            await journal.waits(for: "begin b")
            context.cleanups.add("late fault") {
                journal.add("undo late fault")
                return []
            }
            journal.add("registered")
            await journal.waits(for: "never")
            return .passed()
        }
        harness.stage.acts["b"] = { _, journal in
            await journal.waits(for: "registered")
            return .passed()
        }
        let told = try await harness.run("checks: [{ timeout: 10ms, act: { do: a } }, { act: { do: b } }]")
        #expect(harness.stage.journal.entries.contains("undo late fault"))
        #expect(told.summary.exitCode == 2)
    }

    @Test("what cannot be undone ends the run with 4, is told, and makes a pass undetermined")
    func leftovers() async throws {
        var harness = RunHarness()
        harness.stage.acts["a"] = { context, _ in
            context.cleanups.add("fault") { [Finding("lab/disarm", .error, "the lab does not answer")] }
            return .passed()
        }
        let told = try await harness.run("checks: [{ act: { do: a } }]")
        #expect(told.verdicts == ["act a: undetermined mailproof.cleanup"])
        #expect(told.notices == ["the lab does not answer"])
        #expect(told.summary.exitCode == 4)
        #expect(told.summary.cause == "cleanup failed")
    }

    @Test("undoing that never ends is given up and told with what may be active")
    func endless() async throws {
        var harness = RunHarness()
        harness.options.cleanupLimit = .milliseconds(10)
        harness.options.grace = .milliseconds(10)
        harness.stage.acts["a"] = { context, journal in
            context.cleanups.add("fault smtp rcpt 451") {
                await journal.waits(for: "never")
                return []
            }
            return .passed()
        }
        let told = try await harness.run("checks: [{ act: { do: a } }]")
        #expect(told.summary.exitCode == 4)
        let notes = told.reports.flatMap(\.outcome.findings).flatMap(\.notes).map(\.text)
        #expect(notes == ["may still be active: fault smtp rcpt 451"])
    }

    @Test("a section that cannot be stopped ends the run with 4; the others are stopped all the same")
    func section() async throws {
        var harness = RunHarness()
        harness.stage.stops["t"] = { _ in [Finding("lab/stop", .error, "a server did not stop")] }
        let told = try await harness.run(
            "tower: { name: t, requires: [ground] }\nground: { name: g }\nchecks: [{ look: { do: a } }]")
        #expect(told.summary.exitCode == 4)
        #expect(told.notices == ["a server did not stop"])
        #expect(harness.stage.journal.entries.suffix(2) == ["stop t", "stop g"])
    }
}
