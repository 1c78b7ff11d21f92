/// What a spam filter says about one message.
package struct SpamReport: Sendable, Hashable {
    /// The sum of its symbols.
    package var score: Double
    /// The sum from which on the filter, as it is configured, takes a message for spam.
    package var threshold: Double
    /// What it noticed, the heaviest first.
    package var symbols: [Symbol]

    /// One thing that it noticed.
    package struct Symbol: Sendable, Hashable {
        /// The filter's own name for it: `MISSING_DATE`.
        package var name: String
        /// What it adds to the score; negative for a good sign.
        package var score: Double
        /// The filter's own words about it; empty where it has none.
        package var description: String

        /// A symbol.
        package init(_ name: String, score: Double, description: String = "") {
            self.name = name
            self.score = score
            self.description = description
        }
    }

    /// A report; its symbols are put in order.
    package init(score: Double, threshold: Double, symbols: [Symbol]) {
        self.score = score
        self.threshold = threshold
        self.symbols = symbols.sorted { ($1.score, $0.name) < ($0.score, $1.name) }
    }
}

/// A spam filter that judges messages: a real one, reached over the network.
package protocol SpamEngine: Sendable {
    /// How the filter is called in messages: `SpamAssassin`.
    var name: String { get }

    /// Has one message judged.
    ///
    /// - Throws: why there is no judgement; that is never a good one.
    func judge(_ message: [UInt8]) async throws(TransportError) -> SpamReport
}
