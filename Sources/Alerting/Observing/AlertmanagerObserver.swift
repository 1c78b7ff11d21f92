import Findings

/// An Alertmanager, watched through its API version 2.
///
/// Source: Alertmanager, `api/v2/openapi.yaml`. It lists alerts that fire, silenced and inhibited ones too, and forgets them
/// when they are resolved.
package final class AlertmanagerObserver: AlertObserver {
    /// The name of who is watched, for messages.
    package let name = "Alertmanager"
    private let polling: AlertPolling
    private let api: WatchedAPI

    /// The Alertmanager at a URL, with the path that it is served below.
    package init(
        url: String, interval: Duration? = nil, patience: Duration? = nil, timeout: Duration? = nil
    ) {
        let api = WatchedAPI(url, timeout: timeout ?? WatchedAPI.requestTimeout)
        self.api = api
        polling = AlertPolling(
            interval: interval ?? AlertPolling.standardInterval, patience: patience ?? AlertPolling.standardPatience
        ) { () async throws(ObserverFailure) in
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

    /// The configuration that runs, in which Alertmanager itself hides what is secret.
    package func routing() async throws(ObserverFailure) -> String? {
        let answer = try await api.get("/api/v2/status")
        guard answer.status == 200 else { throw answer.failure }
        return try answer.decoded(RunningStatus.self).config.original
    }

    /// What is read of the answer about its status.
    private struct RunningStatus: Decodable {
        var config: Config

        struct Config: Decodable {
            var original: String
        }
    }

    private static func list(of api: WatchedAPI) async throws(ObserverFailure) -> [ListedAlert] {
        let answer = try await api.get("/api/v2/alerts")
        guard answer.status == 200 else { throw answer.failure }
        var list: [ListedAlert] = []
        for item in try answer.decoded([Item].self) { list.append(try item.listed(answer.question)) }
        return list
    }

    /// One alert; members that other versions have, or lack, are of no matter.
    private struct Item: Decodable {
        var labels: [String: String]
        var annotations: [String: String]?
        var startsAt: String
        var status: Status

        struct Status: Decodable {
            var state: String
            var silencedBy: [String]?
            var inhibitedBy: [String]?
            var mutedBy: [String]?
        }

        func listed(_ question: String) throws(ObserverFailure) -> ListedAlert {
            guard let begin = WallTime(rfc3339: startsAt) else {
                throw ObserverFailure("\(question) is not understood: startsAt is \"\(startsAt.prefix(40))\"")
            }
            guard ["active", "suppressed", "unprocessed"].contains(status.state) else {
                throw ObserverFailure("\(question) is not understood: state is \"\(status.state.prefix(40))\"")
            }
            let alert = Alert(labels: LabelSet(labels), annotations: annotations ?? [:], startsAt: begin)
            return ListedAlert(alert: alert, state: .firing, suppression: suppression)
        }

        private var suppression: String? {
            let reasons = [
                ("silenced by", status.silencedBy), ("inhibited by", status.inhibitedBy), ("muted by", status.mutedBy),
            ]
            let words = reasons.compactMap { word, names in
                names.flatMap { $0.isEmpty ? nil : "\(word) \($0.prefix(3).joined(separator: ", "))" }
            }
            if !words.isEmpty { return words.joined(separator: ", ") }
            return status.state == "suppressed" ? "suppressed" : nil
        }
    }
}
