import Findings
import FoundationEssentials

/// What a webhook has been told: reads the bodies, and remembers what was told before.
///
/// A receiver must bear being told twice, for Alertmanager repeats what was not confirmed. The same alert, beginning and
/// status are one change; every delivery of it is counted.
package struct NotificationLog: Sendable {
    /// The most alerts that one body may hold.
    ///
    /// Our choice: Alertmanager's own default limit is none, its groups are small.
    package static let alertLimit = 1000
    /// How many changes are remembered.
    ///
    /// Our choice: the oldest are forgotten, and would count as new.
    package static let memoryLimit = 10_000

    private var deliveries: [Change: Int] = [:]
    private var order: [Change] = []

    /// One change of one alert as one receiver was told of it.
    private struct Change: Hashable {
        var receiver: String
        var labels: LabelSet
        var startsAt: Int64
        var state: AlertState
    }

    /// What is wrong with a body.
    package struct Refusal: Error, Sendable, Hashable {
        /// For whoever sent it.
        package var reason: String
    }

    /// A log that nothing was told to.
    package init() {}

    /// Takes a body that the receiver named in the request's path was sent.
    ///
    /// - Throws: what is wrong with it; nothing of it is then taken.
    package mutating func take(_ body: [UInt8], for receiver: String, at now: Moment) throws(Refusal)
        -> [AlertObservation]
    {
        let message: WebhookMessage
        do {
            message = try JSONDecoder().decode(WebhookMessage.self, from: Data(body))
        } catch {
            throw Refusal(reason: "this is not a webhook body of Alertmanager: \(Self.explanation(error))")
        }
        guard message.version == WebhookMessage.currentVersion else {
            throw Refusal(reason: "version is \"\(message.version.prefix(20))\", expected \"4\"")
        }
        guard message.alerts.count <= Self.alertLimit else {
            throw Refusal(reason: "\(message.alerts.count) alerts, at most \(Self.alertLimit) are taken at once")
        }
        var transitions: [AlertTransition] = []
        for item in message.alerts { transitions.append(try Self.transition(item, at: now)) }
        return transitions.map { transition in
            let change = Change(
                receiver: receiver, labels: transition.alert.labels,
                startsAt: transition.alert.startsAt.microseconds, state: transition.state)
            let isRepeat = remember(change)
            let vantage: AlertObservation.Vantage =
                receiver == WebhookReceiver.observerPath ? .observer : .receiver(receiver)
            return AlertObservation(transition, at: vantage, isRepeat: isRepeat, seenAt: now)
        }
    }

    /// Counts a delivery; returns whether the change was known.
    private mutating func remember(_ change: Change) -> Bool {
        if let count = deliveries[change] {
            deliveries[change] = count + 1
            return true
        }
        if order.count >= Self.memoryLimit {
            // A batch at a time, for moving the rest up is the cost.
            for forgotten in order.prefix(Self.memoryLimit / 10) { deliveries[forgotten] = nil }
            order.removeFirst(Self.memoryLimit / 10)
        }
        deliveries[change] = 1
        order.append(change)
        return false
    }

    private static func transition(
        _ item: WebhookMessage.Item, at now: Moment
    ) throws(Refusal) -> AlertTransition {
        let state: AlertState
        switch item.status {
        case "firing": state = .firing
        case "resolved": state = .resolved
        default: throw Refusal(reason: "status is \"\(item.status.prefix(20))\", expected firing or resolved")
        }
        guard let startsAt = WallTime(rfc3339: item.startsAt) else {
            throw Refusal(
                reason: "startsAt is \"\(item.startsAt.prefix(40))\", expected a time such as 2026-01-01T00:00:00Z")
        }
        guard let endsAt = WallTime(rfc3339: item.endsAt) else {
            throw Refusal(
                reason: "endsAt is \"\(item.endsAt.prefix(40))\", expected a time such as 2026-01-01T00:00:00Z")
        }
        let alert = Alert(
            labels: LabelSet(item.labels), annotations: item.annotations, startsAt: startsAt,
            endsAt: state == .resolved ? endsAt : nil)
        guard !alert.labels.isEmpty else { throw Refusal(reason: "an alert without labels") }
        return AlertTransition(alert, state, at: now)
    }

    private static func explanation(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "it is not JSON" }
        switch error {
        case .keyNotFound(let key, let context): return "\(path(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "\(path(context.codingPath)) is of another type"
        default: return "it is not JSON"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.isEmpty ? "the body" : keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}
