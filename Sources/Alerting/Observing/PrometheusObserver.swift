import Findings
import Synchronization

/// A Prometheus, watched through its HTTP API: alerts that are pending and that fire, and queries.
///
/// It knows of its own rules alone: whether anybody is told is Alertmanager's part.
package final class PrometheusObserver: AlertObserver {
    /// The name of who is watched, for messages.
    package let name: String
    private let api: PrometheusAPI
    private let interval: Duration
    private let polling: AlertPolling
    private let answers = Mutex<[String: (value: Double?, at: ContinuousClock.Instant)]>([:])

    /// How many queries' answers are kept; a scenario has a handful.
    private static let answerLimit = 1000

    /// The Prometheus at a URL, with the path that it is served below.
    package convenience init(
        url: String, interval: Duration? = nil, patience: Duration? = nil, timeout: Duration? = nil
    ) {
        self.init("Prometheus", PrometheusAPI(url: url, timeout: timeout), interval, patience)
    }

    /// A Grafana: its own rules are listed as Prometheus lists them.
    ///
    /// Source: Grafana, `pkg/services/ngalert/api/tooling/definitions/prom.go`.
    package convenience init(
        grafana url: String, interval: Duration? = nil, patience: Duration? = nil, timeout: Duration? = nil
    ) {
        var base = Substring(url)
        while base.hasSuffix("/") { base.removeLast() }
        self.init(
            "Grafana", PrometheusAPI(url: base + "/api/prometheus/grafana", timeout: timeout), interval, patience)
    }

    private init(_ name: String, _ api: PrometheusAPI, _ interval: Duration?, _ patience: Duration?) {
        self.name = name
        self.api = api
        self.interval = interval ?? AlertPolling.standardInterval
        polling = AlertPolling(interval: self.interval, patience: patience ?? AlertPolling.standardPatience) {
            () async throws(ObserverFailure) in
            try await Self.list(of: api)
        }
    }

    /// Nobody's: notifications go elsewhere.
    package var readableReceivers: [String] { [] }

    /// What changes in its list from now on.
    package func observations() -> AsyncStream<AlertObservation> { polling.observations() }

    /// What it lists.
    package func activeAlerts() async throws(ObserverFailure) -> [AlertTransition] { try await polling.active() }

    /// Why its list could not be read for too long.
    package var failure: ObserverFailure? { polling.failure }

    /// The greatest number that a query answers, asked at most once an interval.
    package func value(of query: String) async throws(ObserverFailure) -> Double? {
        if let answer = answers.withLock({ $0[query] }), answer.at.duration(to: .now) < interval {
            return answer.value
        }
        let asked = ContinuousClock.now
        let value = try await api.query(query).values.max()
        answers.withLock { answers in
            if answers.count >= Self.answerLimit { answers = [:] }
            answers[query] = (value, asked)
        }
        return value
    }

    private static func list(of api: PrometheusAPI) async throws(ObserverFailure) -> [ListedAlert] {
        var list: [ListedAlert] = []
        for item in try await api.get("/api/v1/alerts", Alerts.self).alerts {
            if let listed = try item.listed() { list.append(listed) }
        }
        return list
    }

    private struct Alerts: Decodable {
        var alerts: [Item]
    }

    /// One alert.
    private struct Item: Decodable {
        var labels: [String: String]
        var annotations: [String: String]?
        var state: String
        var activeAt: String?
        var value: String?

        func listed() throws(ObserverFailure) -> ListedAlert? {
            let state: AlertState
            // Grafana has its own words, with the reason behind some: `Alerting (NoData)`.
            switch self.state.lowercased().prefix(while: { $0 != " " }) {
            case "firing", "alerting", "recovering": state = .firing
            case "pending": state = .pending
            case "inactive", "normal": return nil
            default:
                throw ObserverFailure(
                    "\(labels[Alert.nameLabel] ?? "an alert") is in state \"\(self.state.prefix(40))\", "
                        + "which says neither that it fires nor that it does not")
            }
            guard let begin = activeAt.map({ WallTime(rfc3339: $0) }) ?? WallTime(microseconds: 0) else {
                throw ObserverFailure("activeAt is \"\((activeAt ?? "").prefix(40))\", expected a time")
            }
            let alert = Alert(labels: LabelSet(labels), annotations: annotations ?? [:], startsAt: begin)
            return ListedAlert(alert: alert, state: state, value: shownValue)
        }

        /// The value as people write it: `1e+00` is 1.
        private var shownValue: String? {
            guard let value else { return nil }
            guard let number = SampleValue.number(value), number.isFinite, number.magnitude < 1e15 else { return value }
            return number == number.rounded() ? String(Int64(number)) : String(number)
        }
    }
}
