import Checks
import Findings
import FoundationEssentials
import Reporting
import Runner
import Scenarios

/// The run of a scenario that a command wrote from its arguments: an audit, a lint.
struct CommandRun {
    /// What stands where the name of a file would.
    let name: String
    /// The scenario; paths in it lead from the current folder.
    let scenario: String
    /// What it may reach: who names a domain or a filter on the command line wants it to be asked.
    let permissions: String
    /// Whether output is coloured.
    let color: ColorChoice
    /// The files that the arguments name.
    let files: [String]

    /// Loads, runs and shows it; the exit code of a run.
    func exitCode(_ screen: (Palette) -> any EventConsumer) async throws -> Int32 {
        let environment = ProcessInfo.processInfo.environment
        if let ending = Ending(missing: files) { throw ending }
        let loaded = ScenarioLoader(catalog: .standard).load(SourceText(file: name, text: scenario))
        guard let scenario = loaded.scenario else {
            throw Ending(ofArguments: loaded.findings, conclusion: "nothing was asked")
        }
        let plan: Plan
        let options = PlanOptions(permissions: try Permissions(parsing: permissions))
        do throws(PlanRefusal) {
            plan = try Plan([scenario], options: options)
        } catch {
            throw Ending(error)
        }
        let palette = color.palette(isTerminal: ConsoleOutput.standard.isTerminal) { environment[$0] }
        let run = ScenarioRun(
            plan, identity: RunIdentity.fresh(), version: Version.text, host: Host.name,
            environment: { environment[$0] })
        BrokenPipes.ignore()
        let desk = ReportDesk([screen(palette)])
        async let unwritten = desk.follow(run.events)
        let summary = await run.runUntilSignalled()
        _ = await unwritten
        return summary.exitCode
    }
}
