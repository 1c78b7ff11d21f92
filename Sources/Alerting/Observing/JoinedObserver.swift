import Synchronization

/// Several systems that are watched together, each for what it knows best.
///
/// Whether an alert fires and is resolved is the word of one of them. Prometheus beside it tells what is pending and answers
/// queries; a webhook beside it tells what receivers were sent; the lab's monitor measures.
package final class JoinedObserver: AlertObserver {
    /// Whose word counts.
    private let first: any AlertObserver
    private let prometheus: PrometheusObserver?
    /// Prometheus, where it is another than `first`.
    private let besides: PrometheusObserver?
    private let webhook: WebhookReceiver?
    private let monitor: Monitor?
    private let ended = Mutex<ObserverFailure?>(nil)

    /// The receivers whose notifications can be read.
    package let readableReceivers: [String]
    /// What is true of everything that is seen.
    package let conditions: [String]

    /// A joined observer.
    ///
    /// - Parameters:
    ///   - first: whose word counts on what fires.
    ///   - prometheus: who tells of what is pending, and answers queries; may be `first` itself.
    ///   - webhook: who tells of notifications, where that is not `first`.
    ///   - receivers: the receivers that the webhook stands for.
    ///   - monitor: who measures.
    ///   - conditions: what is true of everything that is seen.
    package init(
        _ first: any AlertObserver, prometheus: PrometheusObserver? = nil, webhook: WebhookReceiver? = nil,
        receivers: [String] = [], monitor: Monitor? = nil, conditions: [String] = []
    ) {
        self.first = first
        self.prometheus = prometheus
        besides = (first as? PrometheusObserver) === prometheus ? nil : prometheus
        self.webhook = webhook
        self.monitor = monitor
        readableReceivers = receivers
        self.conditions = conditions
    }

    /// The name of whose word counts.
    package var name: String { first.name }

    /// Why one of the parts sees nothing any more.
    package var failure: ObserverFailure? { ended.withLock { $0 } ?? first.failure }

    /// What any of the parts could not read.
    package var gaps: [String] { first.gaps + (webhook?.gaps ?? []) }

    /// What fires, by the word of the first.
    package func activeAlerts() async throws(ObserverFailure) -> [AlertTransition] {
        // Seen here first, so that what is pending is compared with what was before anything was broken.
        if let besides { _ = try await besides.activeAlerts() }
        return try await first.activeAlerts()
    }

    /// What Prometheus answers.
    package func value(of query: String) async throws(ObserverFailure) -> Double? {
        guard let prometheus else { throw ObserverFailure("no Prometheus is watched that could answer queries") }
        return try await prometheus.value(of: query)
    }

    /// The configuration of the first.
    package func routing() async throws(ObserverFailure) -> String? { try await first.routing() }

    /// Lets the lab's monitor measure.
    package func watch(_ measure: Measure) async throws(ObserverFailure) {
        guard let monitor else { return try await first.watch(measure) }
        monitor.watch(measure)
    }

    /// What the lab's monitor measures.
    package func readings(of measure: Measure) async throws(ObserverFailure) -> [WindowedMeasure.Reading] {
        guard let monitor else { return try await first.readings(of: measure) }
        return monitor.readings(of: measure)
    }

    /// Everything that is seen from now on; ends with the first part that sees nothing any more.
    package func observations() -> AsyncStream<AlertObservation> {
        ended.withLock { $0 = nil }
        let (stream, continuation) = AsyncStream.makeStream(
            of: AlertObservation.self, bufferingPolicy: .bufferingOldest(Monitor.subscriberLimit))
        var tasks = [forward(first, to: continuation) { _ in true }]
        if let besides {
            tasks.append(
                forward(besides, to: continuation) {
                    $0.transition.state == .pending || $0.transition.state == .inactive
                })
        }
        if let webhook {
            tasks.append(
                forward(WebhookObserver(webhook), to: continuation) { $0.vantage != .observer })
        }
        let all = tasks
        continuation.onTermination = { _ in all.forEach { $0.cancel() } }
        return stream
    }

    private func forward(
        _ part: any AlertObserver, to continuation: AsyncStream<AlertObservation>.Continuation,
        where isMeant: @escaping @Sendable (AlertObservation) -> Bool
    ) -> Task<Void, Never> {
        // The subscription stands before this returns.
        let observations = part.observations()
        return Task {
            for await observation in observations where isMeant(observation) { continuation.yield(observation) }
            guard !Task.isCancelled else { return }
            if let failure = part.failure {
                self.ended.withLock { $0 = $0 ?? ObserverFailure("\(part.name): \(failure.reason)") }
            }
            continuation.finish()
        }
    }
}
