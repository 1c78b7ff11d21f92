import ArgumentParser
import Reporting
import Runner

/// `mailproof list`.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the cases that would run.",
        discussion: "The cases after matrix, tags and shard, with their places; nothing is started.")

    @OptionGroup(title: "Selection") var selection: SelectionOptions

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Say also how each case is run and what it needs to be allowed.")
    var resolved = false

    func run() async throws {
        let workspace = try await Workspace(selection, settings: try Settings(), isDry: true)
        let listing = PlanListing(workspace.plan, isResolved: resolved)
        ConsoleOutput.standard.write(json ? try listing.json() : listing.text)
    }
}
