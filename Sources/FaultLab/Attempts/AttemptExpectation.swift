package import Findings

/// How often, and how far apart, somebody must try to deliver to one recipient.
///
/// It is what a queue's retries are judged by: that they come, that they are not given up, that they leave the receiver
/// time.
package struct AttemptExpectation: Sendable, Hashable {
    /// The recipient in lower case.
    package var recipient: String
    /// How many attempts there must be at least; 0 for no matter.
    package var least: Int
    /// How many there may be at most until the time is over; nil for any number.
    package var most: Int?
    /// The time that must lie between an attempt and the next; nil for no matter.
    package var leastSpacing: Duration?
    /// The time that may lie between them at most; nil for no matter.
    package var mostSpacing: Duration?
    /// How soon, counted from when the faults were armed; what comes later does not count.
    package var within: Duration

    /// An expectation.
    package init(
        of recipient: String, least: Int = 0, most: Int? = nil, leastSpacing: Duration? = nil,
        mostSpacing: Duration? = nil, within: Duration
    ) {
        self.recipient = recipient.lowercased()
        self.least = least
        self.most = most
        self.leastSpacing = leastSpacing
        self.mostSpacing = mostSpacing
        self.within = within
    }
}

/// How far the attempts to deliver to one recipient have come: eats records, and says at any moment how they stand.
///
/// Attempts that were refused, accepted, or got no reply count alike. Times are those of the records.
package struct AttemptProgress: Sendable {
    /// What is expected.
    package let expectation: AttemptExpectation
    /// When the faults were armed.
    package let began: WallTime
    /// How many attempts were seen in time.
    package private(set) var count = 0
    /// The shortest time between an attempt and the next, and the number of the latter.
    package private(set) var shortest: Spacing?
    /// The longest time between an attempt and the next, and the number of the latter.
    package private(set) var longest: Spacing?
    /// When the least number was reached.
    package private(set) var reached: WallTime?
    private var last: WallTime?

    /// The time between two attempts.
    package struct Spacing: Sendable, Hashable {
        /// How long.
        package var duration: Duration
        /// The number of the later attempt, from 2.
        package var attempt: Int

        /// A spacing.
        package init(_ duration: Duration, before attempt: Int) {
            self.duration = duration
            self.attempt = attempt
        }
    }

    /// How an expectation stands.
    package enum Standing: Sendable, Hashable {
        /// Not decided, and there is time left.
        case waiting
        /// Met.
        case met
        /// Too few came in time.
        case tooFew(Int)
        /// More came than may.
        case tooMany(Int)
        /// One came too soon after the one before.
        case tooSoon(Spacing)
        /// One came too long after the one before.
        case tooLate(Spacing)
    }

    /// An expectation of which nothing has been seen.
    package init(_ expectation: AttemptExpectation, began: WallTime) {
        self.expectation = expectation
        self.began = began
    }

    /// Takes a record; those of other recipients, of another time, and after it was met do not count.
    package mutating func see(_ record: AttemptRecord) {
        guard let recipient = record.recipient, recipient.lowercased() == expectation.recipient,
            record.time >= began, began.duration(to: record.time) <= expectation.within,
            standing(at: began) != .met
        else { return }
        count += 1
        if let last {
            let spacing = Spacing(last.duration(to: record.time), before: count)
            if shortest.map({ spacing.duration < $0.duration }) ?? true { shortest = spacing }
            if longest.map({ spacing.duration > $0.duration }) ?? true { longest = spacing }
        }
        if count == max(1, expectation.least) { reached = record.time }
        last = record.time
    }

    /// How it stands at a time; `isOver` once no more records will come.
    package func standing(at now: WallTime, isOver: Bool = false) -> Standing {
        if let most = expectation.most, count > most { return .tooMany(count) }
        if let least = expectation.leastSpacing, let shortest, shortest.duration < least { return .tooSoon(shortest) }
        if let most = expectation.mostSpacing, let longest, longest.duration > most { return .tooLate(longest) }
        let isLate = isOver || began.duration(to: now) > expectation.within
        guard count >= expectation.least else { return isLate ? .tooFew(count) : .waiting }
        // What must not happen can happen until the time is over, unless so many attempts were all that was wanted.
        return isLate || (expectation.most == nil && expectation.least > 0) ? .met : .waiting
    }
}

extension WallTime {
    /// How long after this `other` is; negative where it is before.
    fileprivate func duration(to other: WallTime) -> Duration {
        let (difference, hasOverflown) = other.microseconds.subtractingReportingOverflow(microseconds)
        return .microseconds(hasOverflown ? (other > self ? Int64.max : Int64.min) : difference)
    }
}
