/// One of several machines that share a plan: `--shard 2/5`.
package struct Shard: Sendable, Hashable {
    /// Which one, from 1.
    package var number: Int
    /// How many there are.
    package var count: Int

    /// More than any CI system starts; the product with a count of cases still fits.
    static let mostShards = 100_000

    /// What is wrong with a shard.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong, and what to write.
        package var description: String
    }

    /// Reads `i/n`.
    package init(parsing text: String) throws(Failure) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]) else {
            throw Failure(description: "'\(text)' is no shard; write i/n, such as 2/5")
        }
        guard (1...Self.mostShards).contains(count), (1...count).contains(number) else {
            throw Failure(description: "there is no shard \(text); the first is 1/n, the last n/n")
        }
        self.number = number
        self.count = count
    }

    /// The cases of this shard of a plan of so many: a slice, so that most files stay whole and start their sections once.
    ///
    /// Every case is in exactly one shard, and sizes differ by at most one.
    package func slice(of total: Int) -> Range<Int> {
        let total = max(0, total)
        return share(total, before: number - 1)..<share(total, before: number)
    }

    private func share(_ total: Int, before number: Int) -> Int {
        // As quotient and remainder, so that the product cannot overflow.
        let (size, rest) = total.quotientAndRemainder(dividingBy: count)
        return size * number + rest * number / count
    }
}
