import FaultLab
package import Findings

/// `mailproof undo --lab URL`: disarms what an interrupted run left behind in a lab that runs elsewhere.
package enum RemoteUndo {
    /// Disarms everything there, and takes the lab from whoever holds it.
    ///
    /// - Parameters:
    ///   - url: the control API's.
    ///   - token: what the lab wants to be shown; nil for one on this machine that wants none.
    /// - Returns: a line for each fault that was armed, and one that says who held the lab; one line in any case.
    package static func run(lab url: String, token: String?) async throws(Failure) -> [String] {
        do throws(LabError) {
            return try await undo(url, token)
        } catch {
            throw Failure(finding: Finding("undo/not-undone", .error, error.message, remedy: error.remedy))
        }
    }

    /// Why it is not known that nothing is armed.
    package struct Failure: Error, Sendable {
        /// What is wrong, and what to do.
        package var finding: Finding
    }

    private static func undo(_ url: String, _ token: String?) async throws(LabError) -> [String] {
        let undone = try await LabClient(url: url, token: token).undo()
        guard let faults = undone["faults"]?.items else {
            throw LabError.notALab(url)
        }
        var lines = faults.map { fault in
            "disarmed \(fault["id"]?.text ?? "a fault"): \(fault["description"]?.text ?? "")"
        }
        if let holder = undone["holder"]?.text { lines.append("took the lab from \(holder)") }
        return lines.isEmpty ? ["nothing was armed"] : lines
    }
}
