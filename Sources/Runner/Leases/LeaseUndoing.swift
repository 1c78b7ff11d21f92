package import Findings
package import Scenarios

/// Takes back what runs that are gone have left behind.
package struct LeaseUndoing: Sendable {
    private let journal: LeaseJournal
    private let host: String
    private let undo: @Sendable (Lease) async -> [Finding]

    /// What became of one record.
    package enum Outcome: Sendable {
        /// It was taken back.
        case undone(LeaseRecord)
        /// Its run is at work and will take it back itself.
        case held(LeaseRecord)
        /// It may still be active.
        case failed([Finding])
    }

    /// Takes back by `undo`, which returns what it could not undo.
    ///
    /// - Parameter host: the name of this machine.
    package init(
        _ journal: LeaseJournal, host: String, by undo: @escaping @Sendable (Lease) async -> [Finding]
    ) {
        self.journal = journal
        self.host = host
        self.undo = undo
    }

    /// Takes back everything whose run is gone, or whose time is over; what others took back meanwhile is left out.
    package func undoAll() async -> [Outcome] {
        do throws(LeaseFile.Failure) {
            var outcomes: [Outcome] = []
            for name in try journal.names() {
                if let outcome = await undo(name, sparesRunning: true) { outcomes.append(outcome) }
            }
            return outcomes
        } catch {
            return [
                .failed([
                    Finding(
                        "lease/unreadable", .error, "\(journal.folder) cannot be read: \(error.reason)",
                        remedy: "make it readable: what was left behind stands in it")
                ])
            ]
        }
    }

    /// Takes one lease back, whoever holds it; nil where it is gone.
    package func undo(_ name: String, sparesRunning: Bool = false) async -> Outcome? {
        do throws(LeaseFile.Failure) {
            guard let file = try journal.file(name) else { return nil }
            // Read before the lock is waited for: a run at work holds it while it takes the lease back itself.
            let record = LeaseRecord(json: try file.content())
            if sparesRunning, let record, record.isHeld(at: .now(), on: host) { return .held(record) }
            guard await file.lock(until: .now + LeaseKeeper.patience) else { return stillThere(name) }
            guard let record else {
                return .failed([
                    Finding(
                        "lease/unreadable", .error, "\(file.path) is no lease that this version can read",
                        remedy: "undo what it names by hand, and remove it")
                ])
            }
            let problems = await undo(record.lease)
            guard problems.isEmpty else { return .failed(problems) }
            try file.remove()
            return .undone(record)
        } catch {
            return .failed([
                Finding(
                    "lease/unreadable", .error, "\(journal.path(name)) cannot be used: \(error.reason)",
                    remedy: "undo what it names by hand, and remove it")
            ])
        }
    }

    /// After a lock that was not got: nil where the file is gone, because somebody else took the lease back.
    private func stillThere(_ name: String) -> Outcome? {
        guard (try? journal.file(name)) != nil else { return nil }
        return .failed([
            Finding(
                "lease/busy", .error, "another process has been taking \(journal.path(name)) back for too long",
                remedy: "end it, and try again")
        ])
    }
}
