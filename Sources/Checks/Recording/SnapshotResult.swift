import DNS
package import Findings
import Scenarios

/// A snapshot as it is and as it was just recorded.
package struct SnapshotResult: Sendable {
    /// The file.
    package let path: String
    /// What could not be found out; the old answer stays.
    package private(set) var findings: [Finding] = []
    private let place: Place
    private let old: Snapshot
    private let oldText: String?
    private var recorded = Snapshot()
    private var isIncomplete = false

    /// The file at a path, where there is one, which a scenario names at a place.
    init(path: String, at place: Place) {
        self.path = path
        self.place = place
        let file = FilePath(path, at: place)
        let loading = Loading(directory: "")
        // What cannot be read of it is recorded anew.
        let text = loading.exists(file) ? loading.read(file) : nil
        old = text.map { SnapshotFile($0).snapshot } ?? Snapshot()
        oldText = text?.text
    }

    /// Adds what one scenario recorded.
    ///
    /// - Parameter isCut: a check ran out of time, so that it did not ask for all that it needs.
    mutating func add(_ part: (snapshot: Snapshot, unanswered: [ResolverError]), isCut: Bool) {
        var both = part.snapshot
        both.complete(by: recorded)
        recorded = both
        for error in part.unanswered where !findings.contains(where: { $0.message.hasSuffix(error.context) }) {
            findings.append(Finding(error, at: place))
        }
        if isCut, part.unanswered.isEmpty {
            findings.append(
                Finding(
                    "dns/not-recorded", .error,
                    "a check of \(place.text.file) ran out of time before it had asked for all",
                    at: place.excerpt, remedy: "raise the timeout of its checks"))
        }
        isIncomplete = isIncomplete || isCut || !part.unanswered.isEmpty
    }

    /// What is recorded now; where anything got no answer, with the old answers to all that was not found out.
    private var new: Snapshot {
        guard isIncomplete else { return recorded }
        var new = recorded
        new.complete(by: old)
        return new
    }

    /// The new text of the file; nil where it is as it should be.
    package var text: String? {
        let text = new.text
        return text == oldText ? nil : text
    }

    /// What there is to tell: the file, then what differs, a line each.
    package var lines: [String] {
        let changes = SnapshotDrift(from: old, to: new).changes.map { "  \($0)" }
        guard text != nil else { return ["\(path): unchanged"] }
        guard oldText != nil else { return ["\(path): new"] + changes }
        let count = changes.count
        return ["\(path): \(count == 1 ? "1 change" : "\(count) changes")"] + changes
    }
}
