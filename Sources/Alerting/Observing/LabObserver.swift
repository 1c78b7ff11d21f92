/// The embedded monitor together with the webhook that it really notifies over HTTP on loopback.
///
/// Alerts count as firing and as resolved when their notification has arrived, not when the monitor says so.
package final class LabObserver: AlertObserver {
    /// The name of who is watched, for messages.
    package let name = "the lab's monitor"
    /// The receivers whose notifications can be read.
    package let readableReceivers: [String]
    /// The monitor that events are recorded in.
    package let monitor: Monitor
    private let webhook: WebhookReceiver

    /// A receiver that the monitor notifies.
    package struct Receiver: Sendable {
        /// Its name.
        package var name: String
        /// Where notifications go to; nil where our own webhook takes them.
        package var url: String?
        /// How they are written.
        package var format: NotificationFormat
        /// Who gets them by mail, in place of a webhook.
        package var mail: MailNotifier.Destination?
        /// Of what it is told, and when; of everything at once where nothing is said.
        package var route: NotificationPlan.Route

        /// A receiver.
        package init(
            _ name: String, url: String? = nil, format: NotificationFormat = .webhook(),
            route: NotificationPlan.Route? = nil
        ) {
            self.name = name
            self.url = url
            self.format = format
            self.route = route ?? NotificationPlan.Route(name)
        }

        /// A receiver who is told by mail.
        package init(_ name: String, mail: MailNotifier.Destination, route: NotificationPlan.Route? = nil) {
            self.init(name, route: route)
            self.mail = mail
        }

        /// Whether our own webhook takes what it is told.
        var isOwn: Bool { url == nil && mail == nil }
    }

    /// Starts the webhook and the monitor.
    ///
    /// - Throws: why the webhook could not be started.
    package static func start(
        rules: [AlertRule], receivers: [Receiver] = [], silences: [NotificationPlan.Silence] = [],
        transport: any AlertTransport,
        interval: Duration = Monitor.standardInterval
    ) async throws(ObserverFailure) -> LabObserver {
        let own = receivers.filter(\.isOwn).map(\.name)
        let webhook = try await WebhookReceiver.start(receivers: own)
        var notifiers: [any AlertNotifier] = [
            WebhookNotifier(receiver: "observer", url: webhook.observerURL, transport: transport)
        ]
        for receiver in receivers {
            if let mail = receiver.mail {
                notifiers.append(MailNotifier(receiver: receiver.name, destination: mail))
                continue
            }
            notifiers.append(
                WebhookNotifier(
                    receiver: receiver.name, url: receiver.url ?? webhook.url(of: receiver.name),
                    format: receiver.format, transport: transport))
        }
        // Who watches a drill hears everything, at once; a silence is for people.
        let plan = NotificationPlan(
            receivers: [NotificationPlan.Route("observer", hearsEverything: true)] + receivers.map(\.route),
            silences: silences, rules: rules)
        let monitor = Monitor(rules: rules, notifiers: notifiers, plan: plan, interval: interval)
        monitor.start()
        return LabObserver(monitor: monitor, webhook: webhook, readableReceivers: own)
    }

    private init(monitor: Monitor, webhook: WebhookReceiver, readableReceivers: [String]) {
        self.monitor = monitor
        self.webhook = webhook
        self.readableReceivers = readableReceivers
    }

    /// Stops the monitor, then the webhook.
    ///
    /// - Returns: whether the webhook's port was closed in time.
    package func stop() async -> Bool {
        await monitor.stop()
        return await webhook.stop()
    }

    /// What is seen from now on: changes of alerts, and notifications as they arrive.
    package func observations() -> AsyncStream<AlertObservation> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: AlertObservation.self, bufferingPolicy: .bufferingOldest(Monitor.subscriberLimit))
        let received = webhook.observations()
        let evaluated = monitor.transitions()
        let receiving = Task {
            for await observation in received { continuation.yield(observation) }
            continuation.finish()
        }
        let evaluating = Task {
            for await transition in evaluated where transition.state == .pending || transition.state == .inactive {
                continuation.yield(AlertObservation(transition, at: .observer, seenAt: .now()))
            }
        }
        continuation.onTermination = { _ in
            receiving.cancel()
            evaluating.cancel()
        }
        return stream
    }

    /// The alerts that are pending or firing now.
    package func activeAlerts() async throws(ObserverFailure) -> [AlertTransition] {
        monitor.activeAlerts
    }

    /// Counts a measure from now on, so that it can be read.
    package func watch(_ measure: Measure) async throws(ObserverFailure) {
        monitor.watch(measure)
    }

    /// What a watched measure reads now.
    package func readings(of measure: Measure) async throws(ObserverFailure) -> [WindowedMeasure.Reading] {
        monitor.readings(of: measure)
    }

    /// The rules that are evaluated.
    package var rules: [AlertRule] { monitor.rules }

    /// What its own webhook was sent and could not be read.
    package var gaps: [String] { webhook.gaps }

    /// The notifications that could not be delivered so far.
    package var notificationFailures: [NotificationFailure] { monitor.notificationFailures }
}
