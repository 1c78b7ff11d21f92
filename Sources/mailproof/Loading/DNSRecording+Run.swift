import ArgumentParser
import Checks
import Findings
import Runner
import Scenarios

extension DNSRecording {
    /// Runs the checks and returns how each ended; how they judge what they find is not the question here.
    func outcomes(
        allowing permissions: [Permissions], _ settings: Settings
    ) async throws -> [(file: String, outcome: CaseOutcome)] {
        let options = PlanOptions(permissions: permissions.reduce(into: .none) { $0.formUnion($1) })
        let plan: Plan
        do throws(PlanRefusal) { plan = try Plan(scenarios, options: options) } catch { throw Ending(error) }
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
