import Findings
import Runner
import Scenarios
import Testing

@Suite("deadlines")
struct DeadlineTests {
    @Test("a case that is late is cancelled and undetermined, with what it saw until then")
    func timeout() async throws {
        var harness = RunHarness()
        harness.stage.acts["a"] = { _, journal in
            try? await Task.sleep(for: .seconds(60))
            journal.add("cancelled \(Task.isCancelled)")
            return .failed([Finding("fake/wait", .error, "nothing came")], output: ["waited"])
        }
        let told = try await harness.run("checks:\n  - timeout: 20ms\n    look: { do: a }")
        let outcome = try #require(told.reports.first?.outcome)
        #expect(told.verdicts == ["look a: undetermined mailproof.timeout"])
        #expect(outcome.findings.map(\.message) == ["no verdict within 20ms", "nothing came"])
        #expect(outcome.findings.first?.excerpt?.span.description == "0.yaml:5:17")
        #expect(outcome.output == ["waited"])
        #expect(harness.stage.journal.entries == ["begin a", "cancelled true", "end a"])
        #expect(told.summary.exitCode == 2)
    }

    @Test("a case that does not even end when it is cancelled is given up, and the run goes on")
    func abandoned() async throws {
        var harness = RunHarness()
        harness.options.grace = .milliseconds(10)
        let released = Journal()
        harness.stage.acts["a"] = { _, _ in
            await released.waits(for: "released")
            return .passed()
        }
        let told = try await harness.run("checks: [{ timeout: 10ms, act: { do: a } }, { act: { do: b } }]")
        released.add("released")
        #expect(told.verdicts == ["act a: undetermined mailproof.timeout", "act b: passed mailproof.expectation"])
        let notes = told.reports[0].outcome.findings.flatMap(\.notes).map(\.text)
        #expect(notes == ["it did not end within 10ms of being cancelled; the run went on without it"])
    }

    @Test("a timeout can be worth another attempt")
    func retried() async throws {
        var harness = RunHarness()
        let late = Counter(1)
        harness.stage.acts["a"] = { _, _ in
            if late.take() { try? await Task.sleep(for: .seconds(60)) }
            return .passed()
        }
        let told = try await harness.run(
            "checks: [{ timeout: 2s, retry: { attempts: 2, delay: 1ms, when: [timeout] }, look: { do: a } }]")
        #expect(told.reports.first?.outcome.verdict == .passed)
        #expect(told.reports.first?.earlierAttempts.map(\.type) == ["mailproof.timeout"])
    }

    @Test("each of many cases has its own deadline")
    func many() async throws {
        var harness = RunHarness()
        harness.stage.acts["slow"] = { _, _ in
            try? await Task.sleep(for: .seconds(60))
            return .passed()
        }
        let told = try await harness.run(
            """
            checks:
              - { timeout: 10m, look: { do: quick } }
              - { timeout: 40ms, look: { do: slow } }
              - { timeout: 10ms, name: slower, look: { do: slow, rows: [x, y] } }
              - { timeout: 10m, name: quick too, look: { do: quick, rows: [x, y] } }
            """)
        #expect(
            told.reports.map(\.outcome.verdict) == [
                .passed, .undetermined, .undetermined, .undetermined, .passed, .passed,
            ])
    }

    @Test("the time for the whole run ends what runs and what waits")
    func wholeRun() async throws {
        var harness = RunHarness()
        harness.options.timeout = .milliseconds(20)
        harness.stage.acts["a"] = { _, _ in
            try? await Task.sleep(for: .seconds(60))
            return .passed()
        }
        let told = try await harness.run("checks: [{ act: { do: a } }, { act: { do: b } }]")
        #expect(told.verdicts == ["act a: undetermined mailproof.timeout", "act b: undetermined mailproof.timeout"])
        #expect(told.summary.exitCode == 2)
        #expect(told.summary.cause == "the time for the whole run, 20ms, was over")
    }

    @Test("a section that does not come up in time makes the cases undetermined, and is stopped once it is up")
    func slowSection() async throws {
        var harness = RunHarness()
        harness.options.startLimit = .milliseconds(10)
        harness.options.grace = .milliseconds(10)
        harness.stage.starts["g"] = { _, journal in
            await journal.waits(for: "released")
            return nil
        }
        let told = try await harness.run("ground: { name: g }\nchecks: [{ look: { do: a } }]")
        #expect(told.verdicts == ["look a: undetermined mailproof.timeout"])
        harness.stage.journal.add("released")
        await harness.stage.journal.waits(for: "stop g")
    }
}
