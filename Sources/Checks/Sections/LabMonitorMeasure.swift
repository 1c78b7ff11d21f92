package import Alerting
import Findings
package import Scenarios

extension EventKind: ScenarioWord {}

/// What stands below `count`, `rate` and `share`, in rules and in expectations.
package struct LabMonitorMeasure: ScenarioMapping {
    /// The events that are counted, which of them, and what tells series apart.
    package var events: LabMonitorSelection
    /// How far back it looks.
    package var window: Duration
    /// How many events a share wants.
    package var atLeast: Located<Int>?

    package init?(_ fields: inout Fields) {
        let events = LabMonitorSelection(&fields)
        let window = fields.required("window", Located<Duration>.self, "How far back it looks, such as 30s.")
        atLeast = fields.optional(
            "at_least", Located<Int>.self, "How many events a share wants before it is judged; 1 by default.")
        guard let events, let window else { return nil }
        self.events = events
        self.window = window.value
        var isValid = LabMonitorSelection.checkWindow(window, fields)
        if let atLeast, atLeast.value < 1 {
            fields.report("alerts/bad-at-least", "at_least is at least 1", at: atLeast.place)
            isValid = false
        }
        guard isValid else { return nil }
    }

    /// `by`, in order.
    package var grouping: [Located<EventLabel>] { events.grouping }

    /// The measure of a kind.
    package func measure(_ statistic: Measure.Statistic) -> Measure {
        events.measure(statistic, window: window)
    }
}

/// What stands below `percentile` and `value`: events that carry a number.
package struct LabMonitorNumbers: ScenarioMapping {
    /// The events, which of them, and what tells series apart.
    package var events: LabMonitorSelection
    /// How far back it looks.
    package var window: Duration
    /// Which percentile.
    package var percent: Located<Double>?

    package init?(_ fields: inout Fields) {
        let events = LabMonitorSelection(&fields)
        let window = fields.optional("window", Located<Duration>.self, "How far back it looks; 5m by default.")
        percent = fields.optional("p", Located<Double>.self, "Which percentile, such as 95 or 99.")
        guard let events else { return nil }
        self.events = events
        self.window = window?.value ?? Measure.standardWindow
        if let window, !LabMonitorSelection.checkWindow(window, fields) { return nil }
        guard events.kind.value.unit != nil else {
            let known = EventKind.allCases.filter { $0.unit != nil }.map(\.rawValue)
            fields.report(
                "alerts/no-number", "\(events.kind.value.rawValue) carry no number", at: events.kind.place,
                remedy: "count them, or use one of \(known.joined(separator: ", "))")
            return nil
        }
        if let percent, !(percent.value > 0 && percent.value < 100) {
            fields.report(
                "alerts/bad-percentile", "a percentile lies between 0 and 100", at: percent.place,
                remedy: "write 95 or 99")
            return nil
        }
    }

    /// The measure of a kind.
    package func measure(_ statistic: Measure.Statistic) -> Measure {
        events.measure(statistic, window: window)
    }
}

/// `of`, `where` and `by`: which events a measure looks at, and what tells its series apart.
package struct LabMonitorSelection: Sendable {
    /// The kind of events.
    package var kind: Located<EventKind>
    /// `where`.
    package var selection: [EventLabel: Set<String>] = [:]
    /// `by`, in order.
    package var grouping: [Located<EventLabel>] = []

    /// Asks for the keys; nil after findings.
    init?(_ fields: inout Fields) {
        let kind = fields.required(
            "of", Located<EventKind>.self,
            "The events: smtp_replies, authentication_results, bounces, complaints, queue_age_seconds, delivery_seconds "
                + "or queue_messages.")
        let selection = fields.optional(
            "where", Named<OneOrMany<Located<String>>>.self, "The labels that select events, each with its values.")
        let grouping = fields.optional("by", [Located<String>].self, "The labels that tell series apart.")
        guard let kind else { return nil }
        self.kind = kind
        let events = kind.value
        var isValid = true
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
    func measure(_ statistic: Measure.Statistic, window: Duration) -> Measure {
        Measure(statistic, of: kind.value, where: selection, by: grouping.map(\.value), window: window)
    }

    /// Whether a window holds anything.
    static func checkWindow(_ window: Located<Duration>, _ fields: Fields) -> Bool {
        guard window.value <= .zero else { return true }
        fields.report("alerts/empty-window", "a window of no time holds no event", at: window.place)
        return false
    }

    /// The label of a name; nil after a finding where the events have none such.
    static func label(
        _ name: String, of events: EventKind, at place: Place, _ fields: Fields
    ) -> EventLabel? {
        if let label = EventLabel(rawValue: name), events.labels.contains(label) { return label }
        let known = events.labels.map(\.rawValue)
        fields.report(
            "alerts/unknown-label", "\(events.rawValue) have no label \(name)", label: "unknown label", at: place,
            remedy: Nearest.remedy(for: name, among: known))
        return nil
    }

    /// Whether a label may have these values; findings where not.
    static func check(_ values: [Located<String>], of label: EventLabel, _ fields: Fields) -> Bool {
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
