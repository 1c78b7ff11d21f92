import Synchronization

/// How many responses of a server are held back at once.
final class DelayedResponses: Sendable {
    /// So many and no more; of further ones none is given, as if it were lost.
    ///
    /// Our choice: some megabytes, and more than a resolver has in flight.
    static let limit = 10_000

    private let count = Atomic(0)

    /// Takes room for one; false where there is none.
    func enter() -> Bool {
        guard count.add(1, ordering: .relaxed).newValue <= Self.limit else {
            leave()
            return false
        }
        return true
    }

    /// Gives it back.
    func leave() {
        count.subtract(1, ordering: .relaxed)
    }
}
