import ArgumentParser
import Checks
import Runner

/// `mailproof guard-lease FOLDER NAME`: what a run starts to watch over a lease; no user does.
struct GuardLeaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guard-lease",
        abstract: "Take a lease back once standard input or the lease ends.",
        shouldDisplay: false)

    /// The words that start it, but for its arguments.
    static var start: [String] { [Host.executable, "guard-lease"] }

    @Argument var folder: String
    @Argument var name: String

    func run() async throws {
        let journal = LeaseJournal(folder: folder)
        await LeaseWatch(over: name, in: journal).untilNeeded()
        if case .failed? = await LeaseUndoing(journal, host: Host.name, by: LeasedDeed.undo).undo(name) {
            throw ExitCode(ExitStatus.cleanupFailed)
        }
    }
}
