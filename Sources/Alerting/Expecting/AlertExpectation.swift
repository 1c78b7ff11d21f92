/// An alert that must fire in time, say the right things, and reach the right receiver the right number of times.
package struct AlertExpectation: Sendable, Hashable {
    /// Which alert.
    package var pattern: AlertPattern
    /// How soon, counted from when the faults were armed.
    package var within: Duration
    /// What its annotations must say.
    package var annotations: [String: TextPattern]
    /// Whom it must be told to, and how often.
    package var delivery: Delivery?

    /// An expectation.
    package init(
        _ pattern: AlertPattern, within: Duration, annotations: [String: TextPattern] = [:], delivery: Delivery? = nil
    ) {
        self.pattern = pattern
        self.within = within
        self.annotations = annotations
        self.delivery = delivery
    }

    /// Notifications that say that the alert fires, counted one by one, repetitions too.
    package struct Delivery: Sendable, Hashable {
        /// The receiver.
        package var receiver: String
        /// How many there must be at least when the time is over, and at most when the drill ends.
        package var times: ClosedRange<Int>

        /// A number of notifications to a receiver.
        package init(to receiver: String, times: ClosedRange<Int>) {
            self.receiver = receiver
            self.times = times
        }
    }
}

/// How far an expected alert has come: eats observations, and says at any moment how it stands.
package struct AlertExpectationProgress: Sendable {
    /// What is expected.
    package let expectation: AlertExpectation
    /// When the faults were armed.
    package let began: Moment
    /// The first observation of the alert with everything as it should be.
    package private(set) var fired: AlertObservation?
    /// The first observation of the alert with annotations that are not as they should be.
    package private(set) var misworded: AlertObservation?
    /// The first time that the alert was pending.
    package private(set) var pending: AlertObservation?
    /// The first time that the alert fired while nobody was told.
    package private(set) var suppressed: AlertObservation?
    /// The first firing of an alert with this name and other labels.
    package private(set) var namesake: AlertObservation?
    /// How often the receiver was told that it fires.
    package private(set) var deliveries = 0
    /// When it was told for the first time, and for the time that made the least number complete.
    package private(set) var delivered: (first: Moment, complete: Moment?)?

    /// An expectation of which nothing has been seen.
    package init(_ expectation: AlertExpectation, began: Moment) {
        self.expectation = expectation
        self.began = began
    }

    /// How an expectation stands.
    package enum Standing: Sendable, Hashable {
        /// Not met, and there is time left.
        case waiting
        /// Met, so long after the faults were armed.
        case met(after: Duration)
        /// Not met, and the time is over.
        case unmet(Shortfall)
    }

    /// What is missing, or too much.
    package enum Shortfall: Sendable, Hashable {
        /// The alert did not fire: the nearest thing that was seen.
        case notFiring(seen: Seen)
        /// It fired later than it had to.
        case late(by: Duration)
        /// It fired, and said something else.
        case misworded([Mismatch])
        /// It fired, and nobody was told, for this reason.
        case suppressed(String)
        /// It fired, and too few were told.
        case undelivered(count: Int)
        /// It was told too often.
        case repeated(count: Int)
    }

    /// The nearest thing to a firing alert that was seen.
    package enum Seen: Sendable, Hashable {
        /// Nothing at all.
        case nothing
        /// It was pending.
        case pending
        /// Another alert of the same name fired, with these labels different.
        case namesake(Alert, [Mismatch])
    }

    /// Takes note of what was seen; observations of before the beginning are no part of it.
    package mutating func see(_ observation: AlertObservation) {
        guard observation.seenAt.instant >= began.instant else { return }
        let alert = observation.transition.alert
        guard alert.name == expectation.pattern.name || expectation.pattern.name == nil else { return }
        let isMeant = expectation.pattern.matches(alert)
        switch (observation.vantage, observation.transition.state) {
        case (.observer, .pending) where isMeant:
            pending = pending ?? observation
        case (.observer, .firing) where !isMeant:
            namesake = namesake ?? observation
        case (.observer, .firing) where observation.suppression != nil:
            suppressed = suppressed ?? observation
        case (.observer, .firing):
            if Mismatch.between(expectation.annotations, { alert.annotations[$0] }).isEmpty {
                fired = fired ?? observation
            } else {
                misworded = misworded ?? observation
            }
        case (.receiver(let name), .firing) where isMeant && name == expectation.delivery?.receiver:
            deliveries += 1
            let isComplete = deliveries == max(1, expectation.delivery?.times.lowerBound ?? 1)
            delivered = (delivered?.first ?? observation.seenAt, isComplete ? observation.seenAt : delivered?.complete)
        default: break
        }
    }

    /// How it stands; `isOver` once the drill has ended, when too many notifications are counted.
    package func standing(at now: Moment, isOver: Bool = false) -> Standing {
        let deadline = began.advanced(by: expectation.within)
        let isLate = now.instant > deadline.instant
        guard let fired else {
            guard isLate || isOver else { return .waiting }
            if let misworded {
                let found = misworded.transition.alert.annotations
                return .unmet(.misworded(Mismatch.between(expectation.annotations) { found[$0] }))
            }
            if let reason = suppressed?.suppression { return .unmet(.suppressed(reason)) }
            return .unmet(.notFiring(seen: nearest))
        }
        let delay = fired.seenAt.since(began)
        guard delay <= expectation.within else { return .unmet(.late(by: delay - expectation.within)) }
        guard let delivery = expectation.delivery else { return .met(after: delay) }
        if isOver, deliveries > delivery.times.upperBound { return .unmet(.repeated(count: deliveries)) }
        guard deliveries < delivery.times.lowerBound else { return .met(after: delay) }
        return isLate || isOver ? .unmet(.undelivered(count: deliveries)) : .waiting
    }

    private var nearest: Seen {
        if pending != nil { return .pending }
        guard let namesake else { return .nothing }
        let alert = namesake.transition.alert
        return .namesake(alert, expectation.pattern.mismatches(of: alert))
    }
}
