import Findings
import Scenarios

/// A route of an Alertmanager's configuration, with those below it.
///
/// Source: Alertmanager, `dispatch/route.go`.
package struct AlertRoute: Sendable {
    private let receiver: String
    /// What it asks of labels; nil where that was not understood, and then it may match.
    private let matchers: [RouteMatcher]?
    private let continues: Bool
    private let routes: [AlertRoute]
    /// What it says of times, in words.
    private let times: [String]

    /// Our choice: people write three or four levels.
    private static let deepest = 64
    /// Keys whose values are shown with the receiver.
    private static let timeKeys = [
        "group_wait", "group_interval", "repeat_interval", "mute_time_intervals", "active_time_intervals",
    ]

    /// Somebody who may be told.
    package struct Told: Sendable, Hashable {
        /// The receiver.
        package var receiver: String
        /// When, in words: `group_wait 30s, mute_time_intervals weekends`.
        package var times: String
        /// Whether it hangs on labels that are not known.
        package var isCertain: Bool
    }

    /// Why a configuration cannot be judged.
    package struct Unreadable: Error {
        /// What is wrong with it.
        package var reason: String
    }

    /// Reads the route at the top of a configuration.
    package init(configuration text: String) throws(Unreadable) {
        let (node, problems) = YAMLDocument.node(of: SourceText(file: "alertmanager.yml", text: text))
        guard let node, problems.isEmpty else {
            throw Unreadable(reason: "it is no YAML: \(problems.first?.message ?? "it is empty")")
        }
        guard let route = node["route"] else { throw Unreadable(reason: "it has no route") }
        try self.init(route, receiver: nil, times: [:], depth: 0)
    }

    private init(
        _ node: Node, receiver above: String?, times inherited: [String: String], depth: Int
    ) throws(Unreadable) {
        guard depth < Self.deepest else { throw Unreadable(reason: "its routes are nested too deep") }
        guard case .mapping = node.content else { throw Unreadable(reason: "a route is no mapping") }
        guard let receiver = node["receiver"]?.text ?? above else {
            throw Unreadable(reason: "a route has no receiver")
        }
        self.receiver = receiver
        matchers = Self.matchers(node)
        continues = node["continue"]?.text == "true"
        var all = inherited
        for key in Self.timeKeys {
            // Intervals hold for the route that names them alone.
            if key.hasSuffix("intervals") { all[key] = nil }
            if let value = node[key]?.words { all[key] = value }
        }
        times = Self.timeKeys.compactMap { key in all[key].map { "\(key) \($0)" } }
        var routes: [AlertRoute] = []
        if case .sequence(let items)? = node["routes"]?.content {
            for item in items {
                routes.append(try AlertRoute(item, receiver: receiver, times: all, depth: depth + 1))
            }
        }
        self.routes = routes
    }

    private static func matchers(_ node: Node) -> [RouteMatcher]? {
        var all: [RouteMatcher] = []
        for (key, isExpression) in [("match", false), ("match_re", true)] {
            guard let value = node[key] else { continue }
            guard case .mapping(let entries) = value.content else { return nil }
            for entry in entries {
                guard let text = entry.value.text else { return nil }
                all.append(RouteMatcher(entry.key, text, isExpression: isExpression))
            }
        }
        guard let value = node["matchers"] else { return all }
        let texts: [Node]
        switch value.content {
        case .sequence(let items): texts = items
        case .scalar: texts = [value]
        case .mapping: return nil
        }
        for text in texts {
            guard let text = text.text, let matchers = RouteMatcher.parsing(text) else { return nil }
            all += matchers
        }
        return all
    }

    /// Everybody who may be told of an alert with these labels.
    package func told(of labels: KnownLabels) -> [Told] {
        // Whatever the top asks for, it takes every alert.
        visit(labels, isTop: true, isCertain: true).told
    }

    private func visit(_ labels: KnownLabels, isTop: Bool, isCertain: Bool) -> (told: [Told], matches: Bool?) {
        let matches = isTop ? true : matches(labels)
        guard matches != false else { return ([], false) }
        let isCertain = isCertain && matches == true
        var told: [Told] = []
        var isTaken: Bool? = false
        var mayEnd = false
        for route in routes {
            // Behind a route that may have kept it nothing is certain.
            let below = route.visit(labels, isTop: false, isCertain: isCertain && !mayEnd)
            told += below.told
            if below.matches == true, !route.continues { return (told, matches) }
            if below.matches == true { isTaken = true }
            guard below.matches == nil else { continue }
            if isTaken == false { isTaken = nil }
            if !route.continues { mayEnd = true }
        }
        if isTaken != true {
            told.append(
                Told(
                    receiver: receiver, times: times.joined(separator: ", "),
                    isCertain: isCertain && isTaken == false))
        }
        return (told, matches)
    }

    private func matches(_ labels: KnownLabels) -> Bool? {
        guard let matchers else { return nil }
        let all = matchers.map { $0.matches(labels) }
        if all.contains(false) { return false }
        return all.contains(nil) ? nil : true
    }
}

extension Node {
    /// The text of a single value.
    fileprivate var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// A single value, or the values of a list.
    fileprivate var words: String? {
        switch content {
        case .scalar(let text, _): text
        case .sequence(let items): items.isEmpty ? nil : items.compactMap(\.text).joined(separator: " and ")
        case .mapping: nil
        }
    }
}
