import Findings
import Runner
import Scenarios
import Testing

@Suite("interruption")
struct InterruptionTests {
    static let sigint = Interruption.signal(name: "SIGINT", number: 2)
    static let sigterm = Interruption.signal(name: "SIGTERM", number: 15)

    @Test("a signal cancels what runs, undoes it, stops sections, and leaves the rest undetermined")
    func first() async throws {
        var harness = RunHarness()
        harness.stage.acts["a"] = { context, journal in
            context.cleanups.add("fault") {
                journal.add("undo")
                return []
            }
            journal.add("armed")
            try? await Task.sleep(for: .seconds(60))
            return .passed()
        }
        let run = try harness.prepare([
            "ground: { name: g }\nchecks: [{ act: { do: a } }, { act: { do: b } }]", "checks: [{ act: { do: c } }]",
        ])
        async let told = RunHarness.follow(run)
        await harness.stage.journal.waits(for: "armed")
        await harness.stage.journal.waits(for: "end c")
        run.interrupt(Self.sigint)
        let result = try await told
        #expect(
            result.verdicts == [
                "act a: undetermined mailproof.interrupted", "act b: undetermined mailproof.interrupted",
                "act c: passed mailproof.expectation",
            ])
        #expect(harness.stage.journal.entries.suffix(3) == ["end a", "undo", "stop g"])
        #expect(result.summary.exitCode == 130)
        #expect(result.summary.cause == "interrupted by SIGINT")
        #expect(result.notices == ["interrupted by SIGINT: undoing what is active"])
    }

    @Test("the exit code is 128 and the number of the signal, unless something was left behind")
    func exitCode() async throws {
        var harness = RunHarness()
        harness.stage.acts["a"] = { context, journal in
            context.cleanups.add("fault") { [Finding("lab/disarm", .error, "gone")] }
            journal.add("armed")
            try? await Task.sleep(for: .seconds(60))
            return .passed()
        }
        harness.stage.acts["b"] = { _, journal in
            journal.add("armed")
            try? await Task.sleep(for: .seconds(60))
            return .passed()
        }
        for (name, code) in [("a", 4), ("b", 143)] as [(String, Int32)] {
            let run = try harness.prepare(["checks: [{ act: { do: \(name) } }]"])
            async let told = RunHarness.follow(run)
            await harness.stage.journal.waits(for: "armed", times: name == "a" ? 1 : 2)
            run.interrupt(Self.sigterm)
            #expect(try await told.summary.exitCode == code)
        }
    }

    @Test("a second signal ends the run at once and says what is still active")
    func second() async throws {
        var harness = RunHarness()
        harness.stage.acts["a"] = { context, journal in
            context.cleanups.add("fault smtp rcpt 451") {
                journal.add("undoing")
                await journal.waits(for: "never")
                return []
            }
            context.cleanups.add("fault dns nxdomain") { [] }
            journal.add("armed")
            try? await Task.sleep(for: .seconds(60))
            return .passed()
        }
        let run = try harness.prepare(["checks: [{ act: { do: a } }]"])
        async let told = RunHarness.follow(run)
        await harness.stage.journal.waits(for: "armed")
        run.interrupt(Self.sigint)
        await harness.stage.journal.waits(for: "undoing")
        run.stopAtOnce(Self.sigint)
        let result = try await told
        #expect(result.summary.exitCode == 4)
        #expect(result.notices.suffix(1) == ["still active: fault smtp rcpt 451"])
        guard case .runFinished? = result.events.last else {
            Issue.record("the events have no end")
            return
        }
    }

    @Test("a second signal while nothing is active keeps the code of the signal")
    func secondWithoutFaults() async throws {
        var harness = RunHarness()
        harness.stage.acts["a"] = { _, journal in
            journal.add("stuck")
            await journal.waits(for: "never")
            return .passed()
        }
        let run = try harness.prepare(["checks: [{ act: { do: a } }]"])
        async let told = RunHarness.follow(run)
        await harness.stage.journal.waits(for: "stuck")
        run.interrupt(Self.sigint)
        run.stopAtOnce(Self.sigint)
        #expect(try await told.summary.exitCode == 130)
    }

    @Test("an interruption does not wait for the pause before another attempt, nor start a section")
    func pause() async throws {
        var harness = RunHarness()
        harness.stage.acts["a"] = { _, _ in VerdictTests.unknown }
        let run = try harness.prepare([
            "checks: [{ retry: { attempts: 2, delay: 1h, when: [server_failure] }, timeout: 1s, look: { do: a } }]"
        ])
        async let told = RunHarness.follow(run)
        await harness.stage.journal.waits(for: "end a")
        run.interrupt(Self.sigint)
        let result = try await told
        #expect(result.summary.exitCode == 130)
        #expect(result.reports.count == 1)
    }

    @Test("interrupted before it begins, a run starts nothing and reports every case")
    func beforehand() async throws {
        let harness = RunHarness()
        let run = try harness.prepare(["ground: { name: g }\nchecks: [{ look: { do: a, rows: [x, y] } }]"])
        run.interrupt(Self.sigint)
        let told = try await RunHarness.follow(run)
        #expect(told.reports.map(\.outcome.type) == ["mailproof.interrupted", "mailproof.interrupted"])
        #expect(harness.stage.journal.entries.isEmpty)
    }
}
