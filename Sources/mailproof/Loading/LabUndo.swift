import Checks
import Findings
import FoundationEssentials
import Runner

/// The undoing of what was armed in a lab that runs elsewhere: `mailproof undo --lab URL`.
struct LabUndo {
    /// The URL of the lab's control API.
    let url: String

    /// Disarms everything there; a line for each thing that was done.
    func lines() async throws -> [String] {
        let token = LabToken.value(in: ProcessInfo.processInfo.environment)
        do throws(RemoteUndo.Failure) {
            return try await RemoteUndo.run(lab: url, token: token)
        } catch {
            // What is armed there may still be.
            throw Ending(ExitStatus.cleanupFailed, [error.finding])
        }
    }
}
