import ArgumentParser
import Reporting
import Runner

/// `mailproof validate`.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Load and plan scenarios without running them.",
        discussion: """
            Every problem of every file is told with its place and what to write instead. Nothing is started and \
            nothing is asked of the network; secrets need not be set. With --policy, what it does not allow is refused \
            as by a run.
            """)

    @OptionGroup(title: "Selection") var selection: SelectionOptions

    func run() async throws {
        let workspace = try await Workspace(selection, settings: try Settings(), isDry: true, judgesPolicy: true)
        let files = workspace.plan.suites.count
        let cases = workspace.plan.caseCount
        var text = "\(files) file\(files == 1 ? "" : "s") with \(cases) case\(cases == 1 ? "" : "s") can be run\n"
        let needs = workspace.plan.neededPermissions
        if !needs.isEmpty { text += "running needs --allow \(needs.joined(separator: ","))\n" }
        let recipients = workspace.plan.neededRecipients
        if !recipients.isEmpty {
            text += "running needs a --policy with recipients: [\(recipients.joined(separator: ", "))]\n"
        }
        ConsoleOutput.standard.write(text)
    }
}
