import ArgumentParser
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
        if let message = PlannedFeatures.message(for: arguments) {
            ConsoleOutput.error.write("error: \(message)\n")
            Mailproof.exit(withError: ExitCode(ExitStatus.usage))
        }
        await Mailproof.main(arguments)
    }
}

/// The version of this program.
enum Version {
    /// What `--version` prints, and what reports name.
    static let text = "0.1.0"
}
