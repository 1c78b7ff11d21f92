import Checks
import Findings
import FoundationEssentials
import Reporting
import Runner
import Scenarios

/// The run of an audit that was asked for on the command line.
struct AuditRun {
    private let audit: AuthenticationAudit
    private let color: ColorChoice
    private let isVerbose: Bool

    init(_ audit: AuthenticationAudit, color: ColorChoice, isVerbose: Bool) {
        self.audit = audit
        self.color = color
        self.isVerbose = isVerbose
    }

    /// Loads, runs and shows it; the exit code of a run.
    func exitCode() async throws -> Int32 {
        let environment = ProcessInfo.processInfo.environment
        // The name stands where that of a file would; the paths of zone files lead from the current folder.
        let text = SourceText(file: "mailproof auth", text: audit.scenario)
        let loaded = ScenarioLoader(catalog: .standard).load(text)
        guard let scenario = loaded.scenario else {
            throw Ending(ExitStatus.invalidScenario, loaded.findings, conclusion: "nothing was asked")
        }
        // Who asks about a domain by its name wants DNS to be asked.
        let plan: Plan
        let options = PlanOptions(permissions: try Permissions(parsing: "network"))
        do throws(PlanRefusal) {
            plan = try Plan([scenario], options: options)
        } catch {
            throw Ending(error)
        }
        let palette = color.palette(isTerminal: ConsoleOutput.standard.isTerminal) { environment[$0] }
        let screen = AuditScreen(
            output: .standard, palette: palette, titles: audit.titles, rows: audit.rows,
            isVerbose: isVerbose)
        let run = ScenarioRun(
            plan, identity: RunIdentity.fresh(), version: Version.text, host: Host.name,
            environment: { environment[$0] })
        BrokenPipes.ignore()
        let desk = ReportDesk([screen])
        async let unwritten = desk.follow(run.events)
        let summary = await run.runUntilSignalled()
        _ = await unwritten
        return summary.exitCode
    }
}
