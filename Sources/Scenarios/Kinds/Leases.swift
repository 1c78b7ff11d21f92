package import Findings

/// Something that stays as it is although the run that did it ends, until somebody takes it back.
///
/// It is written down before the deed, so that it can be undone by who comes after a crash. No secret is in it.
package struct Lease: Sendable, Hashable, Codable {
    /// What is active, in words: `command [toxic, add]`.
    package var description: String
    /// When it is over, whatever becomes of the run.
    package var expires: WallTime
    /// How it is taken back; doing so twice does no harm.
    package var undoing: Undoing

    /// The ways to take something back.
    package enum Undoing: Sendable, Hashable, Codable {
        /// A program is run, in a folder with an absolute path.
        case command(arguments: [String], folder: String, milliseconds: Int64)
    }

    /// A lease.
    package init(_ description: String, expires: WallTime, undoing: Undoing) {
        self.description = description
        self.expires = expires
        self.undoing = undoing
    }
}

/// Writes leases down; published under `LeaseKeeperKey` by who runs scenarios.
package protocol LeaseKeeping: Sendable {
    /// Returns once the lease is kept where a crash of this program, or of the machine, leaves it.
    func hold(_ lease: Lease) async throws(LeaseProblem) -> any HeldLease
}

/// A lease that is written down.
package protocol HeldLease: Sendable {
    /// Takes it back while nobody else does, and forgets it unless something is left.
    ///
    /// - Returns: what `undo` could not undo; the lease stays written down then.
    func end(_ undo: @escaping @Sendable () async -> [Finding]) async -> [Finding]
}

/// Why a lease could not be written down, so that nothing was done.
package struct LeaseProblem: Error, Sendable, Hashable {
    /// What is wrong.
    package var message: String
    /// What to do about it.
    package var remedy: String

    /// A problem.
    package init(_ message: String, remedy: String) {
        self.message = message
        self.remedy = remedy
    }
}

/// Names who writes leases down.
package enum LeaseKeeperKey: ResourceKey {
    /// Who does.
    package typealias Value = any LeaseKeeping
}
