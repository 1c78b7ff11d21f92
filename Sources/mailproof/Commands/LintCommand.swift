import ArgumentParser
import Checks
import Reporting
import Runner

/// `mailproof lint`.
struct LintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Lint templates and messages without a scenario.",
        discussion: """
            What readers, mail programs and filters object to, at its line, with what to write instead. Templates \
            (.mustache, .stencil and others), HTML, texts and messages (.eml).

              mailproof lint newsletter.html --class marketing
              mailproof lint welcome.mustache --class transactional --data welcome.json
              mailproof lint 'outbox/*.eml' --class marketing --print-scenario >lint.yaml
            """)

    @Argument(help: ArgumentHelp("The files, or patterns of files.", valueName: "file"))
    var files: [String]

    @Option(
        name: .customLong("class"), help: ArgumentHelp("marketing or transactional: never guessed.", valueName: "class")
    )
    var mailClass: String

    @Option(help: ArgumentHelp("The JSON or YAML file that fills templates.", valueName: "file"))
    var data: String?

    @Option(help: ArgumentHelp("mustache, stencil, or none: the files are what is sent.", valueName: "engine"))
    var engine: String?

    @Option(help: ArgumentHelp("recommended, strict or relaxed.", valueName: "profile"))
    var profile: String?

    @Option(
        name: .customLong("rule"),
        help: ArgumentHelp("error, warning, info or ignore for one rule. Repeatable.", valueName: "rule=level"))
    var rules: [String] = []

    @Option(help: ArgumentHelp("Findings that are known; only what is new fails.", valueName: "file"))
    var baseline: String?

    @Option(help: ArgumentHelp("Write everything that is found as a baseline, and judge nothing.", valueName: "file"))
    var writeBaseline: String?

    @Option(
        name: .customLong("provider"),
        help: ArgumentHelp(
            "Keep a provider's published rules for bulk senders: gmail, yahoo, outlook. Repeatable.", valueName: "name")
    )
    var providers: [String] = []

    @Option(help: ArgumentHelp("A spamd that judges the mail too.", valueName: "host:port"))
    var spamassassin: String?

    @Option(help: ArgumentHelp("An Rspamd that judges the mail too.", valueName: "url"))
    var rspamd: String?

    @Flag(help: "Print the scenario that this stands for; nothing is read.")
    var printScenario = false

    @Option(help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
    var color: ColorChoice = .auto

    @Flag(name: .shortAndLong, help: "Show remarks with their lines, the sum of the score, and what was not looked at.")
    var verbose = false

    func run() async throws {
        var lint = OneOffLint(files: files, mailClass: mailClass)
        lint.data = data
        lint.engine = engine
        lint.profile = profile
        lint.rules = rules
        lint.providers = providers
        lint.baseline = baseline
        lint.spamassassin = spamassassin
        lint.rspamd = rspamd
        if let problem = lint.problems.first { throw ValidationError(problem) }
        if let writeBaseline { return try await write(lint, to: writeBaseline) }
        guard !printScenario else { return ConsoleOutput.standard.write(lint.scenario) }
        let run = CommandRun(
            name: "mailproof lint", scenario: lint.scenario, permissions: "network", color: color, files: inputs)
        let isVerbose = verbose
        throw ExitCode(
            try await run.exitCode { palette in LintScreen(output: .standard, palette: palette, isVerbose: isVerbose) })
    }

    /// The files that are read; a baseline that is written anew is not.
    private var inputs: [String] { files + [data, writeBaseline == nil ? baseline : nil].compactMap(\.self) }

    private func write(_ lint: OneOffLint, to path: String) async throws {
        if let ending = Ending(missing: inputs) { throw ending }
        let written: (text: String, findings: Int)
        do throws(OneOffLint.Unusable) {
            written = try await lint.baselineText(at: path)
        } catch {
            throw Ending(ofArguments: error.findings, conclusion: "no baseline was written")
        }
        do throws(ReportError) { try TextFile.replace(path, with: written.text) } catch {
            throw Ending(ExitStatus.unwritableReport, [error.findingOfFile])
        }
        ConsoleOutput.standard.write("\(path): \(written.findings) findings\n")
    }
}
