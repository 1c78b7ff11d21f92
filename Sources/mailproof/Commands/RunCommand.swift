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

            What a scenario does beyond this machine is refused (exit code 64) unless --allow names it. A --policy file, \
            taken from where a pull request cannot change it, bounds that: nothing beyond it is done, whatever \
            --allow says, and without --allow all of it is allowed. `policy: 1`, then any of `allow: [smtp=HOST, \
            exec]`, `recipients: [DOMAIN]`, `rate: 20/s`, `total: 500`, `drill_receivers: [NAME]`.

            Every option may also be set in the environment: MAILPROOF_TAGS for --tags, MAILPROOF_FAIL_FAST=true for \
            --fail-fast. A flag wins. No flag takes a secret: scenarios declare the variables that hold theirs.
            """)

    @OptionGroup(title: "Selection") var selection: SelectionOptions
    @OptionGroup(title: "Execution") var execution: ExecutionArguments
    @OptionGroup(title: "Reports") var output: OutputOptions

    @Flag(help: "Load, plan and list the cases; start nothing.")
    var dryRun = false

    func run() async throws {
        let settings = try Settings()
        let color = try output.colorChoice(settings)
        do { try await run(settings, color) } catch var ending as Ending {
            ending.color = color
            throw ending
        }
    }

    private func run(_ settings: Settings, _ color: ColorChoice) async throws {
        let options = try execution.executionOptions(settings)
        let identity = try execution.identity(settings)
        let reports = try output.reportOptions(settings)
        let workspace = try await Workspace(selection, settings: settings, color: color, isDry: dryRun)
        guard !dryRun else {
            return ConsoleOutput.standard.write(PlanListing(workspace.plan, showsEffects: true).text)
        }
        let desk = ReportDesk(try output.consumers(reports, color, settings))
        let run = ScenarioRun(
            workspace.plan, options: options, identity: identity, version: Version.text, host: Host.name,
            leases: LeaseKeeper(settings.journal, run: identity.id, host: Host.name, guardian: GuardLeaseCommand.start),
            environment: { settings.environment[$0] })
        // A report that is piped into something which ends early is no reason to die with a fault armed.
        BrokenPipes.ignore()
        async let unwritten = desk.follow(run.events)
        let summary = await run.runUntilSignalled()
        let failures = await unwritten
        Diagnostics(color: color, environment: settings.environment).tell(failures.map(\.finding))
        let isVerdict = summary.exitCode <= ExitStatus.nothingSelected
        throw ExitCode(isVerdict && !failures.isEmpty ? ExitStatus.unwritableReport : summary.exitCode)
    }
}
