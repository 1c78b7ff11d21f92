/// How far a drill has come: everything that was seen of alerts and numbers since the faults were armed, and what that
/// means for what is expected and forbidden.
package struct DrillProgress: Sendable {
    /// When the faults were armed.
    package let began: Moment
    /// The expected alerts, in the order of the scenario.
    package private(set) var alerts: [AlertExpectationProgress]
    /// The expected numbers, in the order of the scenario.
    package private(set) var metrics: [MetricExpectationProgress]
    /// What broke a prohibition, and which, in the order seen.
    package private(set) var violations: [Violation] = []
    /// The alerts that fire.
    package private(set) var firing = FiringAlerts()

    private let prohibitions: [AlertProhibition]

    /// An alert that should not have fired.
    package struct Violation: Sendable, Hashable {
        /// The number of the prohibition, from 0.
        package var prohibition: Int
        /// What was seen.
        package var observation: AlertObservation
    }

    /// A drill of which nothing has been seen.
    package init(
        alerts: [AlertExpectation], metrics: [MetricExpectation], prohibitions: [AlertProhibition], began: Moment
    ) {
        self.began = began
        self.prohibitions = prohibitions
        self.alerts = alerts.map { AlertExpectationProgress($0, began: began) }
        self.metrics = metrics.map { MetricExpectationProgress($0, began: began) }
    }

    /// Takes note of what was seen.
    package mutating func see(_ observation: AlertObservation) {
        for index in alerts.indices { alerts[index].see(observation) }
        firing.see(observation)
        guard observation.seenAt.instant >= began.instant else { return }
        let expected = alerts.map(\.expectation.pattern)
        for (index, prohibition) in prohibitions.enumerated()
        where prohibition.isBroken(by: observation, expected: expected) {
            violations.append(Violation(prohibition: index, observation: observation))
        }
    }

    /// Takes a number of the expected metric at `index`.
    package mutating func sample(_ value: Double, ofMetric index: Int, at now: Moment) {
        metrics[index].sample(value, at: now)
    }

    /// Whether no expectation can change any more by waiting, but for notifications that are too many.
    package func isDecided(at now: Moment) -> Bool {
        alerts.allSatisfy { $0.standing(at: now) != .waiting }
            && metrics.allSatisfy { $0.standing(at: now) != .waiting }
    }
}
