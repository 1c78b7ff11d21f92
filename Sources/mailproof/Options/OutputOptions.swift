import ArgumentParser
import Reporting
import Runner

/// What is written where.
struct OutputOptions: ParsableArguments {
    @Option(
        name: .customLong("report"),
        help: ArgumentHelp(
            """
            A report: junit=FILE, or junit=FILE,dialect=strict for what every JUnit schema accepts. Repeatable \
            (default: junit=\(ReportOption.defaultJUnit.path)).
            """, valueName: "kind=file"))
    var reports: [String] = []

    @Option(help: ArgumentHelp("The event log: one JSON object a line, as it happens.", valueName: "file"))
    var events: String?

    @Option(help: ArgumentHelp("Colours: auto, always or never.", valueName: "when"))
    var color: String?

    @Flag(name: .shortAndLong, help: "Say failures and the summary only.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say what every case did and saw.")
    var verbose = false

    func validate() throws {
        if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other; write one of them") }
    }

    /// How much is said.
    var verbosity: Verbosity { quiet ? .quiet : verbose ? .verbose : .normal }

    /// Whether output is coloured.
    func colorChoice(_ settings: Settings) throws -> ColorChoice {
        try settings.value(color, "color") { text in
            guard let choice = ColorChoice(rawValue: text) else {
                throw BadValue(description: "expected auto, always or never, found '\(text)'")
            }
            return choice
        } ?? .auto
    }

    /// The files that are asked for.
    func reportOptions(_ settings: Settings) throws -> [ReportOption] {
        let options = try settings.values(reports, "report") { try ReportOption(parsing: $0) }
        return options.isEmpty ? [.defaultJUnit] : options
    }

    /// Every report of a run, files opened or tried; the console first.
    func consumers(
        _ options: [ReportOption], _ color: ColorChoice, _ settings: Settings
    ) throws -> [any EventConsumer] {
        let output = ConsoleOutput.standard
        let palette = color.palette(isTerminal: output.isTerminal) { settings.environment[$0] }
        var consumers: [any EventConsumer] = [
            ConsoleReport(
                output: output, errors: .error, palette: palette, verbosity: verbosity, reports: options.map(\.path))
        ]
        do {
            for option in options { consumers.append(try JUnitReport(path: option.path, dialect: option.dialect)) }
            if let path = try settings.value(events, "events", { $0 }) { consumers.append(try EventLog(path: path)) }
        } catch let error as ReportError {
            throw Ending(ExitStatus.unwritableReport, [error.finding], conclusion: "nothing was started")
        }
        return consumers
    }
}
