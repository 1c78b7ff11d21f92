import Findings
package import Scenarios
import Synchronization

/// Keeps the leases of one run: in the journal, each watched over by a process of its own.
package struct LeaseKeeper: LeaseKeeping {
    private let journal: LeaseJournal?
    private let run: String
    private let host: String
    /// The program that watches over a lease; the journal's folder and the lease's name follow.
    private let guardian: [String]

    /// How long it is waited until somebody else has taken a lease back.
    ///
    /// Our choice: longer than programs that disarm may take.
    static let patience: Duration = .seconds(60)

    /// The keeper of a run; without a journal it keeps nothing and says why.
    package init(_ journal: LeaseJournal?, run: String, host: String, guardian: [String]) {
        self.journal = journal
        self.run = run
        self.host = host
        self.guardian = guardian
    }

    /// Writes the lease down, then sets a guard over it.
    package func hold(_ lease: Lease) async throws(LeaseProblem) -> any HeldLease {
        guard let journal else {
            throw LeaseProblem(
                "there is no folder to write down what must be undone", remedy: "set MAILPROOF_STATE to a folder")
        }
        let name: String
        do throws(LeaseFile.Failure) {
            name = try journal.add(LeaseRecord(lease, run: run, host: host, owner: .own, since: .now()))
        } catch {
            throw LeaseProblem(
                "what must be undone cannot be written down in \(journal.folder): \(error.reason)",
                remedy: "make it writable, or set MAILPROOF_STATE to another folder")
        }
        do throws(LeaseProblem) {
            return KeptLease(name, in: journal, guarded: try LeaseGuard(guardian + [journal.folder, name]))
        } catch {
            try? journal.file(name)?.remove()
            throw error
        }
    }
}

/// A lease of this process.
private final class KeptLease: HeldLease {
    private let journal: LeaseJournal
    private let name: String
    private let guardian: Mutex<LeaseGuard?>

    init(_ name: String, in journal: LeaseJournal, guarded guardian: LeaseGuard) {
        self.name = name
        self.journal = journal
        self.guardian = Mutex(guardian)
    }

    func end(_ undo: @escaping @Sendable () async -> [Finding]) async -> [Finding] {
        // Where somebody else has taken it back already, it is done once more: a record can be lost, a fault must not.
        let file = try? journal.file(name)
        _ = await file?.lock(until: .now + LeaseKeeper.patience)
        let problems = await undo()
        guard problems.isEmpty else { return problems }
        do throws(LeaseFile.Failure) { try file?.remove() } catch {
            return [
                Finding(
                    "lease/not-forgotten", .error, "\(journal.path(name)) cannot be removed: \(error.reason)",
                    remedy: "remove it; what it names is undone")
            ]
        }
        if let guardian = guardian.withLock({ $0.take() }) { await guardian.dismiss() }
        return []
    }
}
