import ArgumentParser
import Findings
import FoundationEssentials
import Reporting
import Runner

/// Where the program begins.
@main
enum Entry {
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        // Asked for by every script that wants to know what it has: answered before anything else is set up.
        if arguments == ["--version"] {
            ConsoleOutput.standard.write("\(Version.text)\n")
            return
        }
        do {
            if let message = PlannedFeatures.message(for: arguments) {
                throw Ending(ExitStatus.usage, [.init("run/not-in-this-version", .error, message)])
            }
            if let ending = CommandNames.unknown(in: arguments) { throw ending }
            let command = try await Mailproof.asyncParseAsRoot(arguments)
            do {
                try await run(command)
            } catch let error as ValidationError {
                throw CommandNames.refusal(error, by: type(of: command))
            }
        } catch let ending as Ending {
            ending.tell(environment: ProcessInfo.processInfo.environment)
            Mailproof.exit(withError: ExitCode(ending.status))
        } catch {
            Mailproof.exit(withError: error)
        }
    }

    private static func run(_ command: any ParsableCommand) async throws {
        if var command = command as? any AsyncParsableCommand {
            try await command.run()
        } else {
            var command = command
            try command.run()
        }
    }
}

/// The version of this program.
enum Version {
    /// What `--version` prints, and what reports name.
    static let text = "0.1.0"
}
