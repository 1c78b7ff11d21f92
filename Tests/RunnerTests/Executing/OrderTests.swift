import Findings
import Runner
import Scenarios
import Testing

@Suite("the order of cases")
struct OrderTests {
    @Test("acting checks run alone and in order, and looking ones finish first")
    func barriers() async throws {
        var harness = RunHarness()
        // Both looking cases are there at once, or this never ends.
        for name in ["a", "b"] {
            harness.stage.acts[name] = { _, journal in
                await journal.waits(for: "begin a")
                await journal.waits(for: "begin b")
                return .passed()
            }
        }
        let told = try await harness.run(
            """
            checks:
              - look: { do: a }
              - look: { do: b }
              - act: { do: c }
              - act: { do: d }
              - look: { do: e }
            """)
        #expect(told.summary.exitCode == 0)
        let journal = harness.stage.journal
        #expect(Set(journal.entries.prefix(2)) == ["begin a", "begin b"])
        #expect(Set(journal.entries.dropFirst(2).prefix(2)) == ["end a", "end b"])
        #expect(
            Array(journal.entries.dropFirst(4)) == ["begin c", "end c", "begin d", "end d", "begin e", "end e"])
    }

    @Test("files run beside each other")
    func files() async throws {
        var harness = RunHarness()
        harness.options.jobs = 2
        harness.stage.acts["a"] = { _, journal in
            await journal.waits(for: "begin b")
            return .passed()
        }
        let told = try await harness.run("checks: [{ act: { do: a } }]", "checks: [{ act: { do: b } }]")
        #expect(told.verdicts.count == 2)
        #expect(told.summary.exitCode == 0)
    }

    @Test("with one job everything runs one after another")
    func oneJob() async throws {
        var harness = RunHarness()
        harness.options.jobs = 1
        let file = "checks: [{ look: { do: a } }, { look: { do: b } }]"
        _ = try await harness.run(file, file)
        #expect(
            harness.stage.journal.entries == [
                "begin a", "end a", "begin b", "end b", "begin a", "end a", "begin b", "end b",
            ])
    }

    @Test("acting checks of two files that use one outside system never run at once")
    func outsideSystems() async throws {
        var harness = RunHarness()
        harness.options.jobs = 4
        for name in ["a", "b", "c", "d"] {
            harness.stage.acts[name] = { _, _ in
                for _ in 0..<20 { await Task.yield() }
                return .passed()
            }
        }
        let told = try await harness.run(
            "checks: [{ act: { do: a, systems: [x, y] } }]", "checks: [{ act: { do: b, systems: [y] } }]",
            "checks: [{ act: { do: c, systems: [x] } }]", "checks: [{ act: { do: d, systems: [z] } }]")
        #expect(told.summary.exitCode == 0)
        let entries = harness.stage.journal.entries
        for other in ["b", "c"] {
            let own = try ["begin a", "end a"].map { try #require(entries.firstIndex(of: $0)) }
            let others = try ["begin \(other)", "end \(other)"].map { try #require(entries.firstIndex(of: $0)) }
            #expect(own[1] < others[0] || others[1] < own[0])
        }
    }

    @Test("sections start in the order that they require and stop the other way round, around the cases")
    func sections() async throws {
        let harness = RunHarness()
        let told = try await harness.run(
            """
            tower: { name: t, requires: [ground] }
            ground: { name: g }
            checks: [{ look: { do: a } }]
            """)
        #expect(told.summary.exitCode == 0)
        #expect(
            harness.stage.journal.entries == ["start g", "start t", "begin a", "end a", "stop t", "stop g"])
    }

    @Test("events begin with the plan, tell each case's begin before its end, and close with the summary")
    func events() async throws {
        let told = try await RunHarness().run(
            "checks: [{ look: { do: a, rows: [x, y] } }]", "checks: [{ act: { do: b } }]")
        guard case .runStarted(let plan)? = told.events.first, case .runFinished? = told.events.last else {
            Issue.record("\(told.events)")
            return
        }
        #expect(plan.suites.map { $0.cases.map(\.name) } == [["look a [x]", "look a [y]"], ["act b"]])
        #expect(plan.suites.flatMap(\.cases).map(\.span.line) == [3, 3, 3])
        for report in told.reports {
            let begin = told.events.firstIndex { if case .caseStarted(report.id, _) = $0 { true } else { false } }
            let end = told.events.firstIndex {
                if case .caseFinished(let one) = $0 { one.id == report.id } else { false }
            }
            #expect(try #require(begin) < #require(end))
        }
    }

    @Test("thousands of cases run in a moment")
    func many() async throws {
        let rows = (0..<10_000).map { "r\($0)" }.joined(separator: ", ")
        let harness = RunHarness()
        let run = try harness.prepare(["checks:\n  - look: { do: a, rows: [\(rows)] }"])
        let begun = ContinuousClock.now
        let told = try await RunHarness.follow(run)
        #expect(told.summary.counts == [.passed: 10_000])
        // A quarter of a second where nothing else runs; far from the minutes that a quadratic step would take.
        #expect(begun.duration(to: .now) < .seconds(60))
    }
}
