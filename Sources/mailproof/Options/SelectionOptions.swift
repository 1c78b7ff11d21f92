import ArgumentParser
import Runner

/// Which scenarios, and which of their cases.
struct SelectionOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Scenario files, folders that hold some, or FILE:LINE for the check on a line (default: Scenarios/).",
            valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("Cases whose tags match: 'auth and not (live or slow)'.", valueName: "expression"))
    var tags: String?

    @Option(
        name: .customLong("case"),
        help: ArgumentHelp(
            "Cases whose name, check or id matches; * is any text, ? one character. Repeatable.", valueName: "glob"))
    var patterns: [String] = []

    @Option(help: ArgumentHelp("The i-th of n equal parts of the selected cases.", valueName: "i/n"))
    var shard: String?

    @Option(
        name: .customLong("var"),
        help: ArgumentHelp("The value of a variable instead of the one under vars. Repeatable.", valueName: "key=value")
    )
    var variables: [String] = []

    @Option(
        help: ArgumentHelp(
            "What may be done beyond this machine: network, smtp=HOST, exec, inject=HOST, notify. Repeatable.",
            valueName: "list"))
    var allow: [String] = []

    @OptionGroup var policy: PolicyOption

    @Flag(help: "Skip the cases that need what is not allowed, instead of refusing to start.")
    var skipUnallowed = false

    /// The options as the planner takes them, without the lines of paths: which arguments end in one is told by the files.
    func planOptions(_ settings: Settings) throws -> PlanOptions {
        PlanOptions(
            tags: try settings.value(tags, "tags") { try TagExpression(parsing: $0) },
            patterns: try settings.values(patterns, "case") { CasePattern($0) },
            shard: try settings.value(shard, "shard") { try Shard(parsing: $0) },
            permissions: try settings.values(allow, "allow") { try Permissions(parsing: $0) }
                .reduce(into: .none) { $0.formUnion($1) },
            policy: try policy.policy(settings),
            skipsUnallowed: try settings.flag(skipUnallowed, "skip-unallowed"))
    }
}
