/// What became of the lines of a log so far.
package struct LogReport: Sendable, Hashable {
    /// How many lines that could not be understood are told by their numbers.
    ///
    /// Our choice: the first ones tell the cause.
    package static let problemLimit = 20

    /// How many there were.
    package private(set) var lines = 0
    /// How many events they told of.
    package private(set) var events = 0
    /// How many could not be understood.
    package private(set) var problems = 0
    /// The first of those.
    package private(set) var first: [Problem] = []
    /// Why nothing more comes; nil while something may.
    package var failure: LogFailure?

    /// A line that could not be understood.
    package struct Problem: Sendable, Hashable {
        /// Its number among the lines that were read, from 1.
        package var line: Int
        /// Why, in words that hold nothing of the line.
        package var reason: String
    }

    /// No lines.
    package init() {}

    /// Counts a line.
    package mutating func count(_ reading: LogReading) {
        lines += 1
        switch reading {
        case .events(let found): events += found.count
        case .problem(let reason):
            problems += 1
            guard first.count < Self.problemLimit else { return }
            first.append(Problem(line: lines, reason: reason))
        }
    }

    /// In one line: `412 lines, 380 events, 2 not understood (line 17: no log record of KumoMTA)`.
    package var summary: String {
        var text = "\(lines) lines, \(events) events"
        if problems > 0 {
            let named = first.prefix(3).map { "line \($0.line): \($0.reason)" }
            text += ", \(problems) not understood (\(named.joined(separator: "; ")))"
        }
        if let failure { text += "; nothing more comes: \(failure.reason)" }
        return text
    }
}
