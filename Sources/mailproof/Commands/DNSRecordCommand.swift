import ArgumentParser
import Checks
import Reporting
import Runner

/// `mailproof dns record`.
struct DNSRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Write the snapshots of what others publish that scenarios need.",
        discussion: """
            Runs the checks of SPF, DKIM, DMARC and DNS records, asks servers for what zone files and planned changes do \
            not hold, and writes the answers to the file that the scenario names under dns: { snapshot: … }. What differs \
            from the file before is shown. Scenarios that share a snapshot are recorded together.

            A question that gets no answer keeps the answer it had (exit code 2).
            """)

    @Argument(help: ArgumentHelp("Scenario files, or folders that hold some (default: Scenarios/).", valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("Who is asked: 192.0.2.53:53 (default: the scenario's server).", valueName: "address"))
    var server: String?

    @Flag(help: "Write nothing; exit 1 where a snapshot is not what is published.")
    var check = false

    @Option(
        name: .customLong("var"),
        help: ArgumentHelp("The value of a variable instead of the one under vars. Repeatable.", valueName: "key=value")
    )
    var variables: [String] = []

    @Option(help: ArgumentHelp("What may be asked beyond this machine: network. Repeatable.", valueName: "list"))
    var allow: [String] = []

    @OptionGroup var policy: PolicyOption

    func run() async throws {
        let settings = try Settings()
        let permissions = try settings.values(allow, "allow") { try Permissions(parsing: $0) }
        let options = PlanOptions(
            permissions: permissions.reduce(into: .none) { $0.formUnion($1) }, policy: try policy.policy(settings))
        let set = try await ScenarioSet(
            paths: paths, variables: try Workspace.variables(variables), environment: settings.environment,
            catalog: .recording)
        let diagnostics = Diagnostics(color: .auto, environment: settings.environment)
        let recording: DNSRecording
        do { recording = try await DNSRecording(set.scenarios, server: server) } catch let error
            as DNSRecording.BadServer
        {
            throw ValidationError("--server: \(error)")
        }
        diagnostics.tell(set.warnings + recording.leftOut)
        guard !recording.scenarios.isEmpty else {
            throw Ending(
                ExitStatus.invalidScenario, recording.closed, conclusion: "no scenario here names a snapshot to record")
        }
        let results = recording.results(after: try await recording.outcomes(options, settings))
        for result in results {
            ConsoleOutput.standard.write(result.lines.map { "\($0)\n" }.joined())
            diagnostics.tell(result.findings)
            guard !check, let text = result.text else { continue }
            do throws(ReportError) { try TextFile.replace(result.path, with: text) } catch {
                throw Ending(ExitStatus.unwritableReport, [error.findingOfFile])
            }
        }
        if check, results.contains(where: { $0.text != nil }) { throw ExitCode(ExitStatus.failed) }
        if results.contains(where: { !$0.findings.isEmpty }) { throw ExitCode(ExitStatus.undetermined) }
    }
}
