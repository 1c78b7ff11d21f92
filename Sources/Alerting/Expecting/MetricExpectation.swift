/// A number that must be reached in time, and must not be passed meanwhile.
package struct MetricExpectation: Sendable, Hashable {
    /// What is measured.
    package var subject: Subject
    /// What must be reached at least once; nil where nothing must.
    package var least: Double?
    /// What must never be passed until the time is over; nil where anything goes.
    package var most: Double?
    /// How soon, counted from when the faults were armed.
    package var within: Duration

    /// What a number is of.
    package enum Subject: Sendable, Hashable {
        /// A measure of the embedded monitor.
        case measure(Measure)
        /// A query that Prometheus answers.
        case query(String)

        /// What it is, for messages: `count of smtp_replies`.
        package var name: String {
            switch self {
            case .measure(let measure): "\(measure.statistic.name) of \(measure.events.rawValue)"
            case .query(let text): "value of \(text)"
            }
        }

        /// The number as a person reads it.
        package func text(_ value: Double) -> String {
            switch self {
            case .measure(let measure): measure.text(value)
            case .query: value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : String(value)
            }
        }
    }

    /// An expectation.
    package init(_ subject: Subject, least: Double? = nil, most: Double? = nil, within: Duration) {
        self.subject = subject
        self.least = least
        self.most = most
        self.within = within
    }
}

/// How far an expected number has come: eats samples, and says at any moment how it stands.
package struct MetricExpectationProgress: Sendable {
    /// What is expected.
    package let expectation: MetricExpectation
    /// When the faults were armed.
    package let began: Moment
    /// The greatest number seen; nil where there was none.
    package private(set) var peak: Double?
    /// When the least number was first reached.
    package private(set) var reached: Moment?
    /// The first number that was too much, and when.
    package private(set) var excess: (value: Double, at: Moment)?

    /// An expectation of which nothing has been seen.
    package init(_ expectation: MetricExpectation, began: Moment) {
        self.expectation = expectation
        self.began = began
    }

    /// How an expectation stands.
    package enum Standing: Sendable, Hashable {
        /// Not decided, and there is time left.
        case waiting
        /// Met, so long after the faults were armed.
        case met(after: Duration)
        /// The least was not reached in time: the greatest number seen.
        case tooLittle(peak: Double?)
        /// The most was passed.
        case tooMuch(Double)
    }

    /// Takes a number; what comes after the time is over does not count.
    package mutating func sample(_ value: Double, at now: Moment) {
        guard now.since(began) <= expectation.within else { return }
        peak = max(peak ?? value, value)
        if let most = expectation.most, value > most, excess == nil { excess = (value, now) }
        if let least = expectation.least, value >= least, reached == nil { reached = now }
    }

    /// How it stands; `isOver` once no more samples will come.
    package func standing(at now: Moment, isOver: Bool = false) -> Standing {
        if let excess { return .tooMuch(excess.value) }
        let isLate = now.since(began) > expectation.within || isOver
        if expectation.least != nil {
            guard let reached else { return isLate ? .tooLittle(peak: peak) : .waiting }
            if expectation.most == nil || isLate { return .met(after: reached.since(began)) }
            return .waiting
        }
        return isLate ? .met(after: expectation.within) : .waiting
    }
}
