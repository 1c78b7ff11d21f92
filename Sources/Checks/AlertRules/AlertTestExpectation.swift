import Alerting
import Findings
import Scenarios

/// One expectation of a test: `{ at: 5m, alert: QueueStuck, state: firing, labels: { pool: a } }`.
struct AlertTestExpectation: ScenarioMapping {
    /// When it is judged, from the beginning of the test.
    var at: Located<Duration>
    /// The alert's name.
    var alert: Located<String>
    /// Its state; firing by default.
    var state: Located<State>?
    /// Labels that it must have.
    var labels: [Named<String>.Entry]
    /// Annotations that it must have, filled in.
    var annotations: [Named<String>.Entry]
    /// How many such alerts there must be; at least one by default.
    var times: Located<Bound<Int>>?

    /// The states of an alert as a test writes them.
    enum State: String, ScenarioWord, Hashable {
        /// It is neither pending nor firing.
        case inactive
        /// Its condition holds, not yet for long enough.
        case pending
        /// It fires.
        case firing
        /// It fired before, and does no longer.
        case resolved
    }

    init?(_ fields: inout Fields) {
        let at = fields.required("at", Located<Duration>.self, "When, from the beginning of the test, such as 5m.")
        let alert = fields.required("alert", Located<String>.self, "The name of the alert.")
        state = fields.optional(
            "state", Located<State>.self, "inactive, pending, firing (the default) or resolved.")
        labels = fields.optional("labels", Named<String>.self, "Labels that it must have.")?.entries ?? []
        annotations =
            fields.optional("annotations", Named<String>.self, "Annotations that it must have.")?.entries ?? []
        times = fields.optional("times", Located<Bound<Int>>.self, "How many such alerts; at least one by default.")
        guard let at, let alert else { return nil }
        self.at = at
        self.alert = alert
        guard wanted == .inactive else { return }
        for (key, isThere) in [("annotations", !annotations.isEmpty), ("times", times != nil)] where isThere {
            fields.report(
                "alerts/nothing-to-expect", "an inactive alert has no \(key)", at: fields.keyPlace(key) ?? alert.place,
                remedy: "remove it")
        }
    }

    /// The state that is wanted.
    var wanted: State { state?.value ?? .firing }

    /// Whether an alert is the one that is spoken of.
    func isAbout(_ other: Alert) -> Bool {
        other.name == alert.value && labels.allSatisfy { other.labels[$0.name] == $0.value }
    }

    /// The alert in words: `QueueStuck {pool="a"}`.
    var subject: String {
        let set = LabelSet(Dictionary(labels.map { ($0.name, $0.value) }) { _, last in last })
        return set.isEmpty ? alert.value : "\(alert.value) \(set)"
    }
}
