import Findings
import Scenarios

/// The user's Alertmanager configuration, made ready for one on loopback: routes, inhibitions and times are kept, receivers
/// are replaced by webhooks of ours, and what reaches out is left out.
package struct PairRoutes: Sendable {
    /// The receivers by name, in the order of the file.
    package private(set) var receivers: [String] = []
    /// The shortest group_wait among the routes to each receiver, after division.
    package private(set) var groupWaits: [String: Duration] = [:]
    /// The shortest group_interval among the routes to each receiver, after division.
    package private(set) var groupIntervals: [String: Duration] = [:]
    private let configuration: YAMLValue

    /// What Alertmanager takes where a route says nothing.
    ///
    /// Source: Alertmanager, `dispatch/route.go`, `DefaultRouteOpts`.
    private static let standardTimes = [("group_wait", "30s"), ("group_interval", "5m"), ("repeat_interval", "4h")]
    /// The keys that are kept.
    private static let kept = ["inhibit_rules", "mute_time_intervals", "time_intervals"]

    /// Reads a configuration; nil after a finding where it is none.
    static func read(_ file: FilePath, speed: Double, loading: Loading) -> PairRoutes? {
        guard let document = loading.document(file) else { return nil }
        guard let route = document["route"], case .mapping = route.content,
            case .sequence(let receivers)? = document["receivers"]?.content
        else {
            loading.report(
                "alerts/no-alertmanager-config", "this is no configuration of Alertmanager",
                label: "expected route: and receivers:", at: document.place, remedy: "add what is missing")
            return nil
        }
        var names: [String] = []
        for receiver in receivers {
            guard case .scalar(let name, _)? = receiver["name"]?.content else {
                loading.report(
                    "alerts/no-alertmanager-config", "a receiver has a name", at: receiver.place, remedy: "add name:")
                return nil
            }
            names.append(name)
        }
        return PairRoutes(YAMLValue(document), receivers: names, speed: speed)
    }

    private init(_ document: YAMLValue, receivers: [String], speed: Double) {
        var root = document["route"] ?? .mapping([])
        for (key, value) in Self.standardTimes where root[key] == nil { root[key] = .plain(value) }
        let route = Self.divided(root, speed: speed)
        var configuration = YAMLValue.mapping([.init("route", route)])
        for key in Self.kept { configuration[key] = document[key] }
        self.configuration = configuration
        self.receivers = receivers
        note(route, receiver: "", wait: .zero, interval: .zero)
    }

    /// The configuration with each receiver notifying the webhook that `url` names.
    func text(url: (String) -> String) -> String {
        var configuration = configuration
        configuration["receivers"] = .list(
            receivers.map { name in
                let hook = YAMLValue.mapping([.init("url", .text(url(name))), .init("send_resolved", .plain("true"))])
                return .mapping([.init("name", .text(name)), .init("webhook_configs", .list([hook]))])
            })
        return configuration.flowText + "\n"
    }

    /// A route and those below it with their times divided.
    private static func divided(_ route: YAMLValue, speed: Double) -> YAMLValue {
        var route = route
        route.divide(standardTimes.map { $0.0 }, by: speed)
        route["routes"] = route["routes"]?.items.map { .list($0.map { divided($0, speed: speed) }) }
        return route
    }

    /// Routes inherit receiver and times from the one above them.
    private mutating func note(_ route: YAMLValue, receiver: String, wait: Duration, interval: Duration) {
        let receiver = route["receiver"]?.scalar ?? receiver
        let wait = Self.time("group_wait", of: route) ?? wait
        let interval = Self.time("group_interval", of: route) ?? interval
        groupWaits[receiver] = min(groupWaits[receiver] ?? wait, wait)
        groupIntervals[receiver] = min(groupIntervals[receiver] ?? interval, interval)
        for child in route["routes"]?.items ?? [] { note(child, receiver: receiver, wait: wait, interval: interval) }
    }

    private static func time(_ key: String, of route: YAMLValue) -> Duration? {
        route[key]?.scalar.flatMap { PrometheusDuration(scalarText: $0)?.duration }
    }
}
