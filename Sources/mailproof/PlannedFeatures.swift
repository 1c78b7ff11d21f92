/// What the manual of the format speaks of and this version does not do: it is told apart from a slip of the keyboard.
enum PlannedFeatures {
    private static let commands = ["report", "init"]
    private static let options = [
        "--changed", "--fail-on", "--attachments", "--annotations",
    ]

    /// What to tell the user whose arguments ask for one of them; nil where they do not.
    static func message(for arguments: [String]) -> String? {
        if let command = arguments.first, commands.contains(command) {
            return "'mailproof \(command)' is known, but not in this version"
        }
        let names = arguments.prefix { $0 != "--" }.map { String($0.prefix { $0 != "=" }) }
        return names.first(where: options.contains).map { "the option '\($0)' is known, but not in this version" }
    }
}
