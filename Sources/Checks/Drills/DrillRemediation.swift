import Alerting
import Findings
package import Scenarios

/// `remediation: { metric: { count: …, max: 5 }, within: 1m }`: what shows that the system is well again, once the faults
/// are gone.
package struct DrillRemediation: ScenarioMapping {
    /// The number that must come back within its bounds.
    package var metric: DrillMetric
    /// How soon, from when the faults are disarmed.
    package var within: Located<Duration>

    package init?(_ fields: inout Fields) {
        let metric = fields.required(
            "metric", DrillMetric.self, "A number, and what it must come back to: at most max, at least min.")
        let within = fields.required(
            "within", Located<Duration>.self, "How soon, from when the faults are disarmed.")
        guard let metric, let within else { return nil }
        self.metric = metric
        self.within = within
    }
}

/// How far a number has come back within its bounds: eats samples, and says how it stands.
struct DrillReturn: Sendable {
    /// What it must come back to.
    let metric: DrillMetric
    /// Since when it is looked at, and how soon it must have come back.
    let began: Moment
    let within: Duration
    /// The first number that was seen.
    private(set) var first: Double?
    /// The last one.
    private(set) var last: Double?
    /// When it was back.
    private(set) var returned: Moment?

    /// A number that has not been seen yet.
    init(_ metric: DrillMetric, began: Moment, within: Duration) {
        self.metric = metric
        self.began = began
        self.within = within
    }

    /// Takes a number; nil where there was none.
    ///
    /// What comes after it was back, or after its time, does not count.
    mutating func sample(_ value: Double?, at now: Moment) {
        guard !isDecided(at: now) else { return }
        last = value
        guard let value else { return }
        first = first ?? value
        if metric.admits(value) { returned = now }
    }

    /// Whether waiting changes nothing any more.
    func isDecided(at now: Moment) -> Bool { returned != nil || now.since(began) > within }

    /// What it comes to where it did not come back; nil where it did.
    ///
    /// - Parameter since: since when it is looked at, in words: `the end of the faults`.
    func finding(_ rule: RuleID, since moment: String) -> Finding? {
        guard returned == nil else { return nil }
        let subject = metric.subject
        let got = last.map(subject.text) ?? "nothing"
        return Finding(
            rule, .error,
            "expected a \(subject.name) of \(metric.boundsText) within \(within.scalarText) of \(moment), and it was "
                + got,
            label: "got \(got)", at: metric.placeMissed(by: last).excerpt,
            notes: first.map { [.init("it was \(subject.text($0)) at \(moment)")] } ?? [])
    }
}
