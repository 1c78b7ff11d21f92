import Alerting
import FaultLab
import Findings
import Scenarios

/// A Prometheus and an Alertmanager on loopback with the user's rules and routes, and what they are fed and read with.
struct PrometheusPair: Sendable {
    /// Who watches them.
    let observer: JoinedObserver
    private let parts: Parts

    /// How long both may take until the first scrape; Prometheus alone takes five seconds.
    ///
    /// Our choice: twelve times what an idle machine needs.
    private static let startLimit: Duration = .seconds(90)
    /// How often is asked whether they are ready.
    private static let startPause: Duration = .milliseconds(50)
    /// How often Alertmanager is asked what fires: as finely as the embedded monitor evaluates.
    private static let watchInterval: Duration = .milliseconds(100)

    /// Everything that is stopped, in the order in which it was started.
    private struct Parts: Sendable {
        var folder: PairFolder?
        var webhook: WebhookReceiver?
        var endpoint: MetricsEndpoint?
        var feeding: Task<Void, Never>?
        var programs: [PairProgram] = []

        /// Stops all of it, the last first.
        func stop() async -> [Finding] {
            for program in programs.reversed() { await program.stop() }
            feeding?.cancel()
            var isStopped = await endpoint?.stop() ?? true
            isStopped = await webhook?.stop() ?? true && isStopped
            folder?.remove()
            return isStopped
                ? [] : [Finding("alerts/still-listening", .error, "a port of run_prometheus could not be closed")]
        }
    }

    /// Starts them, and waits for the first scrape.
    ///
    /// - Throws: what went wrong, after everything was stopped again.
    static func start(
        _ specification: RunPrometheus, lab: Lab?, events: DeliveryEventFeed?, monitor: Monitor?
    ) async throws(PairProblem) -> PrometheusPair {
        var parts = Parts()
        do throws(PairProblem) {
            let observer = try await start(specification, lab, events, monitor, &parts)
            return PrometheusPair(observer: observer, parts: parts)
        } catch {
            _ = await parts.stop()
            throw error
        }
    }

    /// Stops them.
    ///
    /// - Returns: what could not be stopped.
    func stop() async -> [Finding] { await parts.stop() }

    private static func start(
        _ specification: RunPrometheus, _ lab: Lab?, _ logs: DeliveryEventFeed?, _ monitor: Monitor?,
        _ parts: inout Parts
    ) async throws(PairProblem) -> JoinedObserver {
        guard let rules = specification.rules, let routes = specification.routes else {
            throw PairProblem("rules and routes were not read")
        }
        let folder = try PairFolder()
        parts.folder = folder
        let webhook = try await listening { () async throws(ObserverFailure) in
            try await WebhookReceiver.start(receivers: routes.receivers)
        }
        parts.webhook = webhook
        var targets: [PairConfiguration.Target] = []
        for target in specification.targets {
            if let exporter = RunPrometheus.exporter(target.value) {
                targets.append(
                    .init(
                        job: exporter.authority, scheme: exporter.scheme, authority: exporter.authority,
                        path: exporter.path))
            } else if lab != nil || logs != nil {
                let address = try await feed(from: lab, logs, &parts)
                targets.append(.init(job: "mailproof", scheme: "http", authority: address, path: "/metrics"))
            }
        }
        let (alerting, watching) = (try LoopbackPort.free(), try LoopbackPort.free())
        var names: [String] = []
        for (index, file) in rules.files.enumerated() {
            names.append("rules-\(index + 1).yml")
            try folder.write(file.flowText + "\n", to: names[index])
        }
        try folder.write(routes.text(url: webhook.url), to: "alertmanager.yml")
        let configuration = PairConfiguration(
            rules: names, alertmanager: "127.0.0.1:\(alerting)", targets: targets, interval: specification.pace)
        try folder.write(configuration.text, to: "prometheus.yml")
        parts.programs.append(
            try PairProgram(
                ["prometheus-alertmanager", "alertmanager"],
                arguments: [
                    "--config.file=alertmanager.yml", "--storage.path=alertmanager", "--cluster.listen-address=",
                    "--web.listen-address=127.0.0.1:\(alerting)", "--log.level=warn",
                ], in: folder, log: "alertmanager.log"))
        parts.programs.append(
            try PairProgram(
                ["prometheus"],
                arguments: [
                    "--config.file=prometheus.yml", "--storage.tsdb.path=prometheus",
                    "--web.listen-address=127.0.0.1:\(watching)", "--storage.tsdb.retention.time=1d",
                    "--log.level=warn",
                ], in: folder, log: "prometheus.log"))
        let urls = (prometheus: "http://127.0.0.1:\(watching)", alertmanager: "http://127.0.0.1:\(alerting)")
        try await waitUntilReady(
            PairReadiness(prometheus: urls.prometheus, alertmanager: urls.alertmanager), parts.programs, folder)
        let conditions =
            specification.divisor == 1
            ? []
            : [
                "rules and routes run \(specification.divisor.scalarText) times as fast: each duration in them is divided by "
                    + specification.divisor.scalarText
            ]
        return JoinedObserver(
            AlertmanagerObserver(url: urls.alertmanager, interval: watchInterval),
            prometheus: PrometheusObserver(url: urls.prometheus, interval: watchInterval), webhook: webhook,
            receivers: routes.receivers, monitor: monitor, conditions: conditions)
    }

    /// Counts what the lab saw and what logs tell, and lets it be scraped.
    private static func feed(
        from lab: Lab?, _ logs: DeliveryEventFeed?, _ parts: inout Parts
    ) async throws(PairProblem) -> String {
        let counters = EventCounters()
        if let events = lab?.events() {
            parts.feeding = Task {
                for await event in events {
                    if let delivery = DeliveryEvent(event) { counters.record(delivery) }
                }
            }
        }
        logs?.subscribe { counters.record($0) }
        let endpoint = try await listening { () async throws(ObserverFailure) in
            try await MetricsEndpoint.start { counters.exposition }
        }
        parts.endpoint = endpoint
        return endpoint.address
    }

    private static func listening<Server>(
        _ start: () async throws(ObserverFailure) -> Server
    ) async throws(PairProblem) -> Server {
        do throws(ObserverFailure) {
            return try await start()
        } catch {
            throw PairProblem(error.reason)
        }
    }

    private static func waitUntilReady(
        _ readiness: PairReadiness, _ programs: [PairProgram], _ folder: PairFolder
    ) async throws(PairProblem) {
        let deadline = ContinuousClock.now.advanced(by: startLimit)
        var missing = "nothing was asked yet"
        while ContinuousClock.now < deadline {
            for program in programs {
                guard let words = program.ended else { continue }
                throw PairProblem("\(program.name) does not run: \(words)", notes: folder.lastLines(of: program.log))
            }
            guard let still = await readiness.missing() else { return }
            missing = still
            do {
                try await Task.sleep(for: startPause)
            } catch {
                throw PairProblem("the start was interrupted")
            }
        }
        throw PairProblem(
            "they were not ready after \(startLimit.scalarText): \(missing)",
            notes: programs.flatMap { folder.lastLines(of: $0.log) })
    }
}
