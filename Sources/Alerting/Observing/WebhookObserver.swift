/// Notifications of the user's own systems, as they arrive at a webhook of ours.
///
/// It knows of what it is told, and of nothing before: an alert that nobody tells of is not seen.
package final class WebhookObserver: AlertObserver {
    /// The name of who is watched, for messages.
    package let name = "the webhook"
    /// Any name that a path may have.
    package var readableReceivers: [String] { [] }
    private let receiver: WebhookReceiver

    /// Listens on an address.
    ///
    /// - Throws: why it could not be listened on.
    package static func start(host: String, port: Int) async throws(ObserverFailure) -> WebhookObserver {
        WebhookObserver(try await WebhookReceiver.open(host: host, port: port))
    }

    /// An observer of what a receiver is told.
    package init(_ receiver: WebhookReceiver) {
        self.receiver = receiver
    }

    /// The port.
    package var port: Int { receiver.port }

    /// Every notification from now on.
    package func observations() -> AsyncStream<AlertObservation> { receiver.observations() }

    /// The alerts that fire, by what was told so far.
    package func activeAlerts() async throws(ObserverFailure) -> [AlertTransition] { receiver.firing }

    /// What was sent and could not be read, or left something out.
    package var gaps: [String] { receiver.gaps }

    /// Stops listening.
    ///
    /// - Returns: whether the port was closed in time.
    package func stop() async -> Bool { await receiver.stop() }
}
