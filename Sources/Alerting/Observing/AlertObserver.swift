/// Somebody who sees alerts: the embedded monitor and its receivers, or the user's own.
package protocol AlertObserver: Sendable {
    /// Who is watched, for messages: `the lab's monitor`.
    var name: String { get }

    /// The receivers whose notifications can be read and counted.
    var readableReceivers: [String] { get }

    /// Everything that is seen from now on: the subscription stands when this returns. Ends where the observer can see
    /// nothing any more.
    func observations() -> AsyncStream<AlertObservation>

    /// The alerts that are pending or firing now.
    ///
    /// - Throws: why that cannot be found out, which is not the same as there being none.
    func activeAlerts() async throws(ObserverFailure) -> [AlertTransition]

    /// Begins to measure something, so that `readings(of:)` knows it.
    ///
    /// - Throws: that this observer cannot measure.
    func watch(_ measure: Measure) async throws(ObserverFailure)

    /// The numbers of a measure that is watched or that a rule uses, one for each label set.
    func readings(of measure: Measure) async throws(ObserverFailure) -> [WindowedMeasure.Reading]

    /// The rules that are evaluated, where they are known: for an explanation of what did not fire.
    var rules: [AlertRule] { get }

    /// What is known to have gone wrong with notifications, for the same purpose.
    var notificationFailures: [NotificationFailure] { get }

    /// The configuration that says who is told of which alert, as YAML; nil where it is not this observer that knows.
    func routing() async throws(ObserverFailure) -> String?

    /// The greatest number that a query of Prometheus answers now; nil where it answers none.
    func value(of query: String) async throws(ObserverFailure) -> Double?

    /// Why the observations ended, where it was not because somebody stopped them.
    var failure: ObserverFailure? { get }

    /// What reached the observer and could not be read: alerts that a notification left out, bodies of no known kind.
    ///
    /// While there is any, what was not seen may have happened all the same.
    var gaps: [String] { get }

    /// What is true of everything that is seen, and whoever reads of it must know: that time runs faster.
    var conditions: [String] { get }
}

/// What most observers have nothing of: rules and measures are the embedded monitor's, queries Prometheus'.
extension AlertObserver {
    /// None that are known.
    package var rules: [AlertRule] { [] }
    /// None that are known.
    package var notificationFailures: [NotificationFailure] { [] }
    /// None.
    package var failure: ObserverFailure? { nil }
    /// None.
    package var gaps: [String] { [] }
    /// None.
    package var conditions: [String] { [] }

    /// Fails: nobody counts here.
    package func watch(_ measure: Measure) async throws(ObserverFailure) {
        throw ObserverFailure("it measures no \(measure.events.rawValue); the lab's monitor does")
    }

    /// Fails: nobody counts here.
    package func readings(of measure: Measure) async throws(ObserverFailure) -> [WindowedMeasure.Reading] {
        throw ObserverFailure("it measures no \(measure.events.rawValue); the lab's monitor does")
    }

    /// Nobody is told by a configuration of others.
    package func routing() async throws(ObserverFailure) -> String? { nil }

    /// Fails: nobody answers queries here.
    package func value(of query: String) async throws(ObserverFailure) -> Double? {
        throw ObserverFailure("it answers no queries; a Prometheus does")
    }
}

/// An observer could not see.
package struct ObserverFailure: Error, Sendable, Hashable {
    /// What was tried and what happened.
    package var reason: String

    /// A failure.
    package init(_ reason: String) {
        self.reason = reason
    }
}
