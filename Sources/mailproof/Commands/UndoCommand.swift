import ArgumentParser
import Reporting

/// `mailproof undo`.
struct UndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Disarm what an interrupted run left behind.",
        discussion: """
            In a lab that runs elsewhere every fault is disarmed, whoever armed it, and the lab is free for the next \
            drill. Its token comes from MAILPROOF_LAB_TOKEN.

              mailproof undo --lab https://lab.staging.example:8443
            """)

    @Option(help: ArgumentHelp("The URL of the lab's control API.", valueName: "url"))
    var lab: String

    func run() async throws {
        ConsoleOutput.standard.write(try await LabUndo(url: lab).lines().map { "\($0)\n" }.joined())
    }
}
