import Findings

/// What a webhook has been told: reads the bodies, and remembers what was told before.
///
/// A receiver must bear being told twice, for senders repeat what was not confirmed. The same alert, beginning and status
/// are one change; every delivery of it is counted.
package struct NotificationLog: Sendable {
    /// The most alerts that one body may hold.
    ///
    /// Our choice: Alertmanager's own default limit is none, its groups are small.
    package static let alertLimit = 1000
    /// How many changes are remembered.
    ///
    /// Our choice: the oldest are forgotten, and would count as new.
    package static let memoryLimit = 10_000

    private var told = BoundedMemory<Change, Bool>(limit: memoryLimit)
    private var open = BoundedMemory<Incident, Alert>(limit: memoryLimit)

    /// One change of one alert as one receiver was told of it.
    private struct Change: Hashable {
        var receiver: String
        var labels: LabelSet
        var startsAt: Int64
        var state: AlertState
    }

    /// An alert that fires, of a sender that does not say since when.
    private struct Incident: Hashable {
        var receiver: String
        var key: String
    }

    /// What is wrong with a body.
    package struct Refusal: Error, Sendable, Hashable {
        /// For whoever sent it.
        package var reason: String
    }

    /// What was taken of a body.
    package struct Delivery: Sendable {
        /// Who was told.
        package var receiver: String
        /// How it was written.
        package var format: NotificationShape
        /// How many alerts were left out.
        package var leftOut: Int
        /// What was seen.
        package var observations: [AlertObservation]
    }

    /// A log that nothing was told to.
    package init() {}

    /// Takes a body that the receiver named in the request's path was sent.
    ///
    /// - Parameters:
    ///   - receiver: the name in the path; where it is empty, the body's own counts.
    ///   - alsoObserved: whether a notification of a receiver is something that the observer sees too.
    /// - Throws: what is wrong with it; nothing of it is then taken.
    package mutating func take(
        _ body: [UInt8], for receiver: String, alsoObserved: Bool = false, at now: Moment
    ) throws(Refusal) -> Delivery {
        let told = try NotificationBody.told(by: body)
        let name = receiver.isEmpty ? told.receiver ?? told.format.rawValue : receiver
        var observations: [AlertObservation] = []
        for item in told.alerts {
            guard let transition = transition(item, for: name, at: now) else { continue }
            if alsoObserved {
                // Several receivers may be told of one change, which is then seen once.
                observations.append(observation(transition, for: WebhookReceiver.observerPath, at: now))
            }
            observations.append(observation(transition, for: name, at: now))
        }
        return Delivery(receiver: name, format: told.format, leftOut: told.leftOut, observations: observations)
    }

    private mutating func observation(
        _ transition: AlertTransition, for receiver: String, at now: Moment
    ) -> AlertObservation {
        let change = Change(
            receiver: receiver, labels: transition.alert.labels,
            startsAt: transition.alert.startsAt.microseconds, state: transition.state)
        let isRepeat = told[change] != nil
        if !isRepeat { told[change] = true }
        let vantage: AlertObservation.Vantage =
            receiver == WebhookReceiver.observerPath ? .observer : .receiver(receiver)
        return AlertObservation(transition, at: vantage, isRepeat: isRepeat, seenAt: now)
    }

    /// The change that a sender tells of; nil where it is none, or about an alert that was never told of.
    private mutating func transition(_ item: ToldAlert, for receiver: String, at now: Moment) -> AlertTransition? {
        guard let state = item.state else { return nil }
        guard let startsAt = item.startsAt, item.key == nil else {
            // Who does not say when it began has begun when it was first told, and begins anew once it is resolved.
            let incident = Incident(receiver: receiver, key: item.key ?? item.labels.description)
            let known = open[incident]
            guard known != nil || !item.labels.isEmpty else { return nil }
            var alert =
                known
                ?? Alert(
                    labels: item.labels, annotations: item.annotations, startsAt: item.startsAt ?? now.wallTime)
            open[incident] = state == .firing ? alert : nil
            if state == .resolved { alert.endsAt = item.endsAt ?? now.wallTime }
            return AlertTransition(alert, state, at: now)
        }
        let alert = Alert(
            labels: item.labels, annotations: item.annotations, startsAt: startsAt,
            endsAt: state == .resolved ? item.endsAt ?? now.wallTime : nil)
        return AlertTransition(alert, state, at: now)
    }
}
