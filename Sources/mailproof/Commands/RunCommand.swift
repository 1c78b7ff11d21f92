import ArgumentParser
import Findings
import Reporting
import Runner
import Scenarios

/// `mailproof run`.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run scenarios and report.",
        discussion: """
            Files run beside each other; within a file, checks that only look run beside each other, and checks that \
            act run alone, in order. Whatever was done is undone on every way out: after a failure, a timeout, Ctrl-C \
            (once: undo and report; twice: stop at once and say what is still active).

            Every option may also be set in the environment: MAILPROOF_TAGS for --tags, MAILPROOF_FAIL_FAST=true for \
            --fail-fast. A flag wins. No flag takes a secret: scenarios declare the variables that hold theirs.
            """)

    @OptionGroup(title: "Selection") var selection: SelectionOptions
    @OptionGroup(title: "Execution") var execution: ExecutionArguments
    @OptionGroup(title: "Reports") var output: OutputOptions

    @Flag(help: "Load, plan and list the cases; start nothing.")
    var dryRun = false

    func run() async throws {
        let settings = Settings()
        let color = try output.colorChoice(settings)
        let options = try execution.executionOptions(settings)
        let identity = try execution.identity(settings)
        let workspace = try await Workspace(selection, color: color, isDry: dryRun)
        guard !dryRun else {
            return ConsoleOutput.standard.write(PlanListing(workspace.plan).text)
        }
        let desk = ReportDesk(try consumers(settings, color))
        let run = ScenarioRun(
            workspace.plan, options: options, identity: identity, version: Version.text, host: Host.name,
            environment: { settings.environment[$0] })
        // A report that is piped into something which ends early is no reason to die with a fault armed.
        BrokenPipes.ignore()
        async let unwritten = desk.follow(run.events)
        let summary = await run.runUntilSignalled()
        let failures = await unwritten
        let errors = DiagnosticText(
            color.palette(isTerminal: ConsoleOutput.error.isTerminal) { settings.environment[$0] })
        for failure in failures { ConsoleOutput.error.write(errors.diagnostic(failure.finding)) }
        let isVerdict = summary.exitCode <= ExitStatus.nothingSelected
        throw ExitCode(isVerdict && !failures.isEmpty ? ExitStatus.unwritableReport : summary.exitCode)
    }

    private func consumers(_ settings: Settings, _ color: ColorChoice) throws -> [any EventConsumer] {
        do { return try output.consumers(settings) } catch let error as ReportError {
            let palette = color.palette(isTerminal: ConsoleOutput.error.isTerminal) { settings.environment[$0] }
            throw Ending(ExitStatus.unwritableReport, [error.finding], conclusion: "nothing was started").told(palette)
        }
    }
}
