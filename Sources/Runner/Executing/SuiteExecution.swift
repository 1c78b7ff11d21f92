import Findings
import Scenarios
import Synchronization

/// Runs the cases of one file: looking ones beside each other, acting ones alone and in order.
struct SuiteExecution: Sendable {
    let number: Int
    let suite: Plan.Suite
    let setting: RunSetting

    /// Runs every case and tells how each ended.
    func run() async {
        for index in suite.cases.indices {
            if let outcome = suite.cases[index].skipped { execution(of: index).report(unrun: outcome) }
        }
        let indices = suite.cases.indices.filter { suite.cases[$0].skipped == nil }
        guard !indices.isEmpty else { return }
        if let outcome = outcomeOfUnbegun(indices[0], sections: nil) {
            for index in indices {
                execution(of: index).report(unrun: outcomeOfUnbegun(index, sections: nil) ?? outcome)
            }
            return
        }
        var sections = SectionStack(of: suite.scenario, in: setting)
        do throws(SectionStack.Failure) {
            try await sections.start()
            await run(indices, in: sections)
        } catch {
            for index in indices {
                let execution = execution(of: index)
                switch error {
                case .section(let failure):
                    execution.report(unrun: .undetermined([failure.finding], type: failure.type))
                case .interruption(let interruption):
                    execution.report(unrun: execution.notBegun(interruption))
                }
            }
        }
        await sections.stop()
    }

    /// Runs the cases in stretches: each acting one is a stretch of its own, and a stretch ends before the next begins.
    private func run(_ indices: [Int], in sections: SectionStack) async {
        var rest = indices[...]
        while let first = rest.first {
            if isolation(of: first) == .acts {
                rest.removeFirst()
                await runAlone(first, in: sections)
            } else {
                let stretch = rest.prefix { isolation(of: $0) == .looks }
                rest = rest.dropFirst(stretch.count)
                await runTogether(stretch, in: sections)
            }
        }
    }

    private func runAlone(_ index: Int, in sections: SectionStack) async {
        let systems = check(of: index).outsideSystems
        await setting.locks.acquire(systems)
        await runOne(index, in: sections)
        setting.locks.release(systems)
    }

    /// Some workers that take the next case each: thousands of cases make no more tasks than run at once.
    private func runTogether(_ stretch: ArraySlice<Int>, in sections: SectionStack) async {
        let queue = CaseQueue(stretch)
        await withDiscardingTaskGroup { group in
            for _ in 0..<min(setting.options.lookingLimit, stretch.count) {
                group.addTask {
                    while let index = queue.next() { await runOne(index, in: sections) }
                }
            }
        }
    }

    private func runOne(_ index: Int, in sections: SectionStack) async {
        let execution = execution(of: index, in: sections)
        if let outcome = outcomeOfUnbegun(index, sections: sections) {
            execution.report(unrun: outcome)
        } else {
            await execution.run()
        }
    }

    /// What becomes of a case when nothing more is begun; nil where it is to be run.
    private func outcomeOfUnbegun(_ index: Int, sections: SectionStack?) -> CaseOutcome? {
        if let interruption = setting.supervisor.interruption {
            return execution(of: index, in: sections).notBegun(interruption)
        }
        if let name = setting.tally.lastCase {
            return .skipped("not run: --fail-fast ended the run after '\(name)'", type: "mailproof.fail-fast")
        }
        return nil
    }

    private func check(of index: Int) -> LoadedCheck {
        suite.scenario.checks[suite.cases[index].check]
    }

    private func isolation(of index: Int) -> Isolation {
        check(of: index).isolation
    }

    private func execution(of index: Int, in sections: SectionStack? = nil) -> CaseExecution {
        let check = check(of: index)
        return CaseExecution(
            id: RunEvent.CaseID(suite: number, index: index), check: check, row: check.cases[suite.cases[index].row],
            file: suite.scenario.file, resources: sections?.resources ?? Resources(),
            references: sections?.references ?? RuntimeReferences(), setting: setting)
    }
}

/// Cases that several workers take from.
private final class CaseQueue: Sendable {
    private let rest: Mutex<ArraySlice<Int>>

    init(_ indices: ArraySlice<Int>) {
        rest = Mutex(indices)
    }

    func next() -> Int? {
        rest.withLock { $0.popFirst() }
    }
}
