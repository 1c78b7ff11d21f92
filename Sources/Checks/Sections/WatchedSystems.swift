import Alerting
import DNS
package import FaultLab
package import Findings
package import Scenarios

/// `alerts: { alertmanager: URL, prometheus: URL, … }`: systems of the user's own, watched together.
///
/// Of several the one nearest to people has the word on what fires: Alertmanager, then Grafana, then Prometheus, then the
/// webhook.
package struct WatchedSystems: ScenarioMapping {
    /// Where it is written.
    package var place: Place
    /// The URL of an Alertmanager.
    package var alertmanager: Deferred<String>?
    /// The URL of a Prometheus.
    package var prometheus: Deferred<String>?
    /// The URL of a Grafana.
    package var grafana: Deferred<String>?
    /// Where notifications are received.
    package var webhook: Webhook?

    /// `webhook: { listen: 127.0.0.1:9099 }`.
    package struct Webhook: ScenarioMapping {
        /// The address.
        package var listen: Located<ListenAddress>

        package init?(_ fields: inout Fields) {
            let listen = fields.required(
                "listen", Located<ListenAddress>.self,
                "Where notifications of Alertmanager, Grafana, Slack and PagerDuty are taken; the path names the receiver."
            )
            guard let listen else { return nil }
            self.listen = listen
        }
    }

    /// Rules and routes of the user's own that are run here.
    package var pair: RunPrometheus?

    private static let keys = ["alertmanager", "prometheus", "grafana", "webhook", "run_prometheus"]

    package init?(_ fields: inout Fields) {
        let alertmanager = fields.optional(
            "alertmanager", Deferred<String>.self, "The URL of an Alertmanager, with the path that it is served below.")
        let prometheus = fields.optional(
            "prometheus", Deferred<String>.self, "The URL of a Prometheus, which also answers promql.")
        let grafana = fields.optional(
            "grafana", Deferred<String>.self, "The URL of a Grafana with alert rules of its own.")
        let webhook = fields.optional("webhook", Webhook.self, "A webhook of ours that the user's own systems notify.")
        let pair = fields.optional(
            "run_prometheus", RunPrometheus.self, "The user's own rules and routes, run on loopback.")
        guard let place = fields.place else { return nil }
        let isRead = [alertmanager != nil, prometheus != nil, grafana != nil, webhook != nil, pair != nil]
        guard zip(Self.keys, isRead).allSatisfy({ $1 || fields.keyPlace($0) == nil }) else { return nil }
        guard isRead.contains(true) else {
            fields.report(
                "alerts/nobody-watched", "alerts names nobody who is watched", at: place,
                remedy: "write alerts: lab, or name an Alertmanager: { alertmanager: http://… }")
            return nil
        }
        if pair != nil, isRead.count(where: \.self) > 1 {
            fields.report(
                "alerts/too-many-watched", "run_prometheus is watched by itself",
                at: fields.keyPlace("run_prometheus") ?? place, remedy: "remove the other systems")
            return nil
        }
        for url in [alertmanager, prometheus, grafana].compactMap(\.self) {
            guard let text = url.known, WebURL(text) == nil else { continue }
            fields.report(
                "scenario/bad-value", "expected an http or https URL, found \(text)", label: "expected an http URL",
                at: url.place, remedy: "write http://HOST:PORT")
            return nil
        }
        self.place = place
        self.alertmanager = alertmanager
        self.prometheus = prometheus
        self.grafana = grafana
        self.webhook = webhook
        self.pair = pair
    }

    private var urls: [Deferred<String>] { [alertmanager, grafana, prometheus].compactMap(\.self) }

    /// What is asked or listened on beyond loopback.
    package var needs: [Need] {
        var needs: [Need] = urls.compactMap { url in
            let host = url.known.map { WebURL($0)?.host ?? $0 }
            if let host, WebURL.isLoopback(host) { return nil }
            return Need(.network, host: host, at: url.place)
        }
        if let listen = webhook?.listen, !listen.value.host.isLoopback {
            needs.append(Need(.network, host: listen.value.description, at: listen.place))
        }
        return needs + (pair?.needs ?? [])
    }

    /// The systems that two drills must not watch at once.
    package var outsideSystems: Set<String> {
        Set(urls.map { $0.known ?? $0.place.span.description } + [webhook?.listen.value.description].compactMap(\.self))
    }

    /// Whether queries are answered.
    package var answersQueries: Bool { prometheus != nil || pair != nil }

    /// Begins to watch; `monitor` measures.
    ///
    /// - Throws: what it could not listen on, or a reference without a value.
    func start(
        monitor: Monitor?, in context: SectionContext
    ) async throws(SectionFailure) -> any RunningSection {
        if let pair {
            let events = context.resources[EventSourcesKey.self]?.feed
            return try await start(pair, monitor: monitor, lab: context.resources[LabKey.self], events: events)
        }
        let prometheus = try url(prometheus, in: context).map { PrometheusObserver(url: $0) }
        let grafana = try url(grafana, in: context).map { PrometheusObserver(grafana: $0) }
        let alertmanager = try url(alertmanager, in: context).map { AlertmanagerObserver(url: $0) }
        var receiver: WebhookReceiver?
        if let listen = webhook?.listen {
            do throws(ObserverFailure) {
                receiver = try await WebhookReceiver.open(
                    host: listen.value.host.description, port: listen.value.port)
            } catch {
                throw SectionFailure(
                    Finding("alerts/not-listening", .error, error.reason, at: listen.place.excerpt),
                    type: "mailproof.connection")
            }
        }
        let first: (any AlertObserver)? =
            alertmanager ?? grafana ?? prometheus ?? receiver.map { WebhookObserver($0) }
        guard let first else {
            throw SectionFailure(
                Finding("alerts/nobody-watched", .error, "nobody is watched for alerts", at: place.excerpt),
                type: "mailproof.connection")
        }
        let isFirst = first is WebhookObserver
        let observer = JoinedObserver(
            first, prometheus: prometheus, webhook: isFirst ? nil : receiver, monitor: monitor)
        return RunningAlertsSection(observer: observer) { [receiver] in
            guard let receiver, await !receiver.stop() else { return [] }
            return [Finding("alerts/still-listening", .error, "the webhook could not be stopped")]
        }
    }

    private func start(
        _ pair: RunPrometheus, monitor: Monitor?, lab: Lab?, events: DeliveryEventFeed?
    ) async throws(SectionFailure) -> any RunningSection {
        do throws(PairProblem) {
            let running = try await PrometheusPair.start(pair, lab: lab, events: events, monitor: monitor)
            return RunningAlertsSection(observer: running.observer) { await running.stop() }
        } catch {
            throw SectionFailure(
                Finding(
                    "alerts/pair-not-started", .error, "run_prometheus could not be started: \(error.reason)",
                    at: pair.place.excerpt, notes: error.notes.map { Finding.Note($0) }),
                type: "mailproof.connection")
        }
    }

    private func url(_ url: Deferred<String>?, in context: SectionContext) throws(SectionFailure) -> String? {
        guard let url else { return nil }
        do throws(UnresolvedReference) {
            return try context.value(of: url)
        } catch {
            throw SectionFailure(error.finding, type: "mailproof.reference")
        }
    }
}
