package import Alerting
import Findings
package import Scenarios

extension EventKind: ScenarioWord {}

/// What stands below `count`, `rate` and `share`, in rules and in expectations.
package struct LabMonitorMeasure: ScenarioMapping {
    /// The events that are counted.
    package var events: EventKind
    /// `where`.
    package var selection: [EventLabel: Set<String>] = [:]
    /// `by`, in order.
    package var grouping: [Located<EventLabel>] = []
    /// How far back it looks.
    package var window: Duration
    /// How many events a share wants.
    package var atLeast: Located<Int>?

    package init?(_ fields: inout Fields) {
        let events = fields.required("of", EventKind.self, "The events: smtp_replies or authentication_results.")
        let selection = fields.optional(
            "where", Named<OneOrMany<Located<String>>>.self, "The labels that select events, each with its values.")
        let grouping = fields.optional("by", [Located<String>].self, "The labels that tell series apart.")
        let window = fields.required("window", Located<Duration>.self, "How far back it looks, such as 30s.")
        atLeast = fields.optional(
            "at_least", Located<Int>.self, "How many events a share wants before it is judged; 1 by default.")
        fields.notInThisVersion("p", "Which percentile, of 100.")
        guard let events, let window else { return nil }
        self.events = events
        self.window = window.value
        var isValid = true
        if window.value <= .zero {
            fields.report("alerts/empty-window", "a window of no time holds no event", at: window.place)
            isValid = false
        }
        if let atLeast, atLeast.value < 1 {
            fields.report("alerts/bad-at-least", "at_least is at least 1", at: atLeast.place)
            isValid = false
        }
        for entry in selection?.entries ?? [] {
            guard let label = Self.label(entry.name, of: events, at: entry.place, fields) else {
                isValid = false
                continue
            }
            isValid = Self.check(entry.value.values, of: label, fields) && isValid
            self.selection[label] = Set(entry.value.values.map { Self.folded($0.value, label) })
        }
        for name in grouping ?? [] {
            guard let label = Self.label(name.value, of: events, at: name.place, fields) else {
                isValid = false
                continue
            }
            if self.grouping.contains(where: { $0.value == label }) {
                fields.report("alerts/repeated-label", "\(name.value) is named twice", at: name.place)
                isValid = false
            }
            self.grouping.append(Located(label, at: name.place))
        }
        guard isValid else { return nil }
    }

    /// The measure of a kind.
    package func measure(_ statistic: Measure.Statistic) -> Measure {
        Measure(statistic, of: events, where: selection, by: grouping.map(\.value), window: window)
    }

    /// The label of a name; nil after a finding where the events have none such.
    private static func label(
        _ name: String, of events: EventKind, at place: Place, _ fields: Fields
    ) -> EventLabel? {
        if let label = EventLabel(rawValue: name), events.labels.contains(label) { return label }
        let known = events.labels.map(\.rawValue)
        fields.report(
            "alerts/unknown-label", "\(events.rawValue) have no label \(name)", label: "unknown label", at: place,
            remedy: Nearest.remedy(for: name, among: known))
        return nil
    }

    private static func check(_ values: [Located<String>], of label: EventLabel, _ fields: Fields) -> Bool {
        var isValid = true
        if label == .observedBy, values.count > 1 {
            fields.report(
                "alerts/several-observers", "a measure counts one observer, so that nothing is counted twice",
                at: values[1].place, remedy: "name one of lab, sender and log")
            isValid = false
        }
        guard let words = label.words else { return isValid }
        for value in values where !words.contains(value.value) {
            fields.report(
                "alerts/unknown-value", "\(label.rawValue) is never \(value.value)", at: value.place,
                remedy: Nearest.remedy(for: value.value, among: words))
            isValid = false
        }
        return isValid
    }

    /// Domain names have no case; events are labelled in lower case.
    private static func folded(_ value: String, _ label: EventLabel) -> String {
        label == .recipientDomain || label == .signingDomain ? value.lowercased() : value
    }
}
