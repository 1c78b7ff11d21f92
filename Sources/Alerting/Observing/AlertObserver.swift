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

/// A change of an alert as it was seen.
package struct AlertObservation: Sendable, Hashable {
    /// What changed, by the account of whoever told it.
    package var transition: AlertTransition
    /// Where it was seen.
    package var vantage: Vantage
    /// Whether the same change was seen there before: a second notification about one thing.
    package var isRepeat: Bool
    /// When it was seen.
    package var seenAt: Moment

    /// An observation.
    package init(_ transition: AlertTransition, at vantage: Vantage, isRepeat: Bool = false, seenAt: Moment) {
        self.transition = transition
        self.vantage = vantage
        self.isRepeat = isRepeat
        self.seenAt = seenAt
    }

    /// Where something was seen.
    package enum Vantage: Sendable, Hashable {
        /// By the observer itself, which hears of everything.
        case observer
        /// As a notification of the receiver with this name.
        case receiver(String)
    }
}
