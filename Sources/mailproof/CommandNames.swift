import ArgumentParser
import Findings
import Runner
import Scenarios

/// The commands by the names that a user writes.
enum CommandNames {
    /// `mailproof dns record` for the command of that type.
    static func name(of command: any ParsableCommand.Type) -> String {
        path(to: command, from: Mailproof.self)?.joined(separator: " ") ?? own(Mailproof.self)
    }

    /// That the arguments begin with a word that is no command, and which one may be meant; nil where all are known.
    static func unknown(in arguments: [String]) -> Ending? {
        var words = arguments[...]
        if words.first == "help" { words.removeFirst() }
        var command: any ParsableCommand.Type = Mailproof.self
        for word in words {
            let commands = command.configuration.subcommands
            guard !commands.isEmpty, !word.hasPrefix("-") else { return nil }
            if let known = commands.first(where: { own($0) == word }) {
                command = known
                continue
            }
            let names = commands.filter { $0.configuration.shouldDisplay }.map { own($0) }
            return Ending(
                ExitStatus.usage,
                [
                    Finding(
                        "run/unknown-command", .error, "\(name(of: command)) has no command '\(word)'",
                        remedy: Nearest.word(to: word, among: names).map { "did you mean '\($0)'?" }
                            ?? "its commands are \(names.joined(separator: ", "))")
                ])
        }
        return nil
    }

    /// What a command says of arguments that it cannot take, with where to look.
    static func refusal(_ error: ValidationError, by command: any ParsableCommand.Type) -> Ending {
        Ending(
            ExitStatus.usage,
            [Finding("run/usage", .error, error.message, remedy: "see '\(name(of: command)) --help'")])
    }

    private static func path(
        to command: any ParsableCommand.Type, from parent: any ParsableCommand.Type
    ) -> [String]? {
        if command == parent { return [own(parent)] }
        let below = parent.configuration.subcommands.lazy.compactMap { path(to: command, from: $0) }.first
        return below.map { [own(parent)] + $0 }
    }

    private static func own(_ command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? ""
    }
}
