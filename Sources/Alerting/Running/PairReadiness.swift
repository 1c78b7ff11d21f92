/// Whether a Prometheus and an Alertmanager that were just started do their work.
package struct PairReadiness: Sendable {
    private let prometheus: String
    private let alertmanager: String

    /// The readiness of the pair at these URLs.
    package init(prometheus: String, alertmanager: String) {
        self.prometheus = prometheus
        self.alertmanager = alertmanager
    }

    /// What is still waited for; nil where nothing is.
    ///
    /// Prometheus hands targets to its scraper only after five seconds: before the first scrape no rule can see anything.
    package func missing() async -> String? {
        do throws(ObserverFailure) {
            let ready = try await WatchedAPI(alertmanager).get("/-/ready")
            guard ready.status == 200 else { return "Alertmanager is not ready" }
            let api = PrometheusAPI(url: prometheus, timeout: nil)
            guard try await !api.get("/api/v1/alertmanagers", Alertmanagers.self).activeAlertmanagers.isEmpty else {
                return "Prometheus does not know of Alertmanager yet"
            }
            let targets = try await api.get("/api/v1/targets?state=active", Targets.self).activeTargets
            guard !targets.isEmpty else { return "Prometheus has scraped nothing yet" }
            if let down = targets.first(where: { $0.health != "up" }) {
                let reason = down.lastError.flatMap { $0.isEmpty ? nil : $0 } ?? "not yet"
                return "\(down.scrapeUrl) was not scraped: \(reason.prefix(300))"
            }
            let rules = try await api.get("/api/v1/rules", Rules.self).groups.flatMap(\.rules)
            if let rule = rules.first(where: { $0.health == "err" }) {
                return "rule \(rule.name) cannot be evaluated: \((rule.lastError ?? "no reason given").prefix(300))"
            }
            return nil
        } catch {
            return error.reason
        }
    }

    private struct Alertmanagers: Decodable {
        var activeAlertmanagers: [Alertmanager]

        struct Alertmanager: Decodable { var url: String }
    }

    private struct Targets: Decodable {
        var activeTargets: [Target]

        struct Target: Decodable {
            var scrapeUrl: String
            var health: String
            var lastError: String?
        }
    }

    private struct Rules: Decodable {
        var groups: [Group]

        struct Group: Decodable { var rules: [Rule] }

        struct Rule: Decodable {
            var name: String
            var health: String
            var lastError: String?
        }
    }
}
