import ArgumentParser
import Checks
import Findings
import Runner
import Scenarios

extension DNSRecording {
    /// Runs the checks and returns how each ended; how they judge what they find is not the question here.
    func outcomes(
        _ options: PlanOptions, _ settings: Settings
    ) async throws -> [(file: String, outcome: CaseOutcome)] {
        let plan: Plan
        do throws(PlanRefusal) { plan = try Plan(scenarios, options: options) } catch {
            var ending = Ending(error)
            // A snapshot is whole: no case of it can be left out, as `run` may with --skip-unallowed.
            for index in ending.findings.indices {
                ending.findings[index].remedy = ending.findings[index].remedy.map { String($0.prefix { $0 != "," }) }
            }
            throw ending
        }
        let run = ScenarioRun(
            plan, identity: .fresh(), version: Version.text, host: Host.name, environment: { settings.environment[$0] })
        async let summary = run.runUntilSignalled()
        var outcomes: [(file: String, outcome: CaseOutcome)] = []
        for await event in run.events {
            guard case .caseFinished(let report) = event else { continue }
            outcomes.append((plan.suites[report.id.suite].scenario.file, report.outcome))
        }
        let status = await summary.exitCode
        // 128 and the signal's number: what was recorded so far is no snapshot.
        if status >= 128 { throw ExitCode(status) }
        return outcomes
    }
}
