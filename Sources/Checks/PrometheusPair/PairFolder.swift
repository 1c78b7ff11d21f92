import Findings
import FoundationEssentials

/// A folder for the files of a Prometheus and an Alertmanager, which nobody else reads.
struct PairFolder: Sendable {
    /// Where it is.
    let path: String

    private let folder: TemporaryDirectory

    /// Makes it, readable for its owner alone.
    ///
    /// - Throws: why it could not be made.
    init() throws(PairProblem) {
        do throws(TemporaryDirectory.Failure) {
            folder = try TemporaryDirectory()
        } catch {
            throw PairProblem("no temporary folder could be made in \(error.path): \(error.reason)")
        }
        path = folder.path
    }

    /// Writes a file.
    func write(_ text: String, to name: String) throws(PairProblem) {
        do {
            try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
        } catch {
            throw PairProblem("\(path)/\(name) could not be written: \(FileFailure.reason(error))")
        }
    }

    /// The last lines of a file.
    func lastLines(of name: String, count: Int = 5) -> [String] {
        guard let data = try? Data(contentsOf: URL(filePath: "\(path)/\(name)")) else { return [] }
        let lines = String(decoding: data.suffix(16_384), as: UTF8.self).split(separator: "\n")
        return lines.suffix(count).map { String($0.prefix(500)) }
    }

    /// Removes it with everything in it.
    func remove() {
        folder.remove()
    }
}

/// Why the pair does not run.
struct PairProblem: Error {
    /// What happened.
    var reason: String
    /// What the programs said.
    var notes: [String] = []

    init(_ reason: String, notes: [String] = []) {
        self.reason = reason
        self.notes = notes
    }
}
