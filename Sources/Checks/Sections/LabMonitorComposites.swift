import Alerting
import Findings
import Scenarios

/// A member of `all_of`, `any_of` or `any_two_of`: `DkimBreaking`, or `{ alert: DkimBreaking, labels: { … } }`.
struct LabMonitorMember: ScenarioDecodable {
    /// The alert's name.
    var alert: Located<String>
    /// Labels that it must have.
    var labels: [String: String] = [:]

    static var schema: JSONSchema { .anyOf([.string(), WithLabels.schema]) }

    private struct WithLabels: ScenarioMapping {
        var alert: Located<String>
        var labels: Named<String>?

        init?(_ fields: inout Fields) {
            let alert = fields.required("alert", Located<String>.self, "The name of an alert of this file.")
            labels = fields.optional("labels", Named<String>.self, "Labels that it must have, such as severity.")
            guard let alert else { return nil }
            self.alert = alert
        }
    }

    static func decode(_ node: Node, in decoding: Decoding) -> LabMonitorMember? {
        guard let node = decoding.resolved(node) else { return nil }
        guard case .mapping = node.content else {
            return Located<String>.decode(node, in: decoding).map { LabMonitorMember(alert: $0) }
        }
        return WithLabels.decode(node, in: decoding).map { member in
            let labels = (member.labels?.entries ?? []).map { ($0.name, $0.value) }
            return LabMonitorMember(alert: member.alert, labels: Dictionary(labels) { _, last in last })
        }
    }
}

/// What can be said of composites once all rules are known: members that no rule raises, and rules in a circle.
struct LabMonitorComposites {
    private let rules: [LabMonitorRule]
    private let members: [String: [LabMonitorMember]]

    init(_ rules: [LabMonitorRule]) {
        self.rules = rules
        members = Dictionary(rules.map { ($0.rule.name, $0.members) }) { $0 + $1 }
    }

    /// Adds a finding for each.
    func report(to fields: Fields) {
        for rule in rules where !rule.members.isEmpty {
            var seen: Set<CompositeAlert.Member> = []
            for member in rule.members {
                let name = member.alert.value
                if members[name] == nil {
                    fields.report(
                        "alerts/unknown-alert", "no rule raises \(name)", label: "unknown alert",
                        at: member.alert.place, remedy: Nearest.remedy(for: name, among: Array(members.keys).sorted()))
                } else if reaches(rule.rule.name, from: name) {
                    fields.report(
                        "alerts/circle", "\(rule.rule.name) would be raised by itself", label: "leads back to it",
                        at: member.alert.place, remedy: "remove it")
                } else if !seen.insert(.init(name, labels: member.labels)).inserted {
                    fields.report(
                        "alerts/repeated-member", "\(name) is named twice", at: member.alert.place, remedy: "remove it")
                }
            }
        }
    }

    /// Whether one alert is among those that raise another, directly or through others.
    private func reaches(_ wanted: String, from start: String) -> Bool {
        var waiting = [start]
        var visited: Set<String> = []
        while let name = waiting.popLast() {
            if name == wanted { return true }
            guard visited.insert(name).inserted else { continue }
            waiting += (members[name] ?? []).map(\.alert.value)
        }
        return false
    }
}
