package import Alerting
package import Findings
package import Scenarios

/// `{ count: { of: smtp_replies, window: 2s }, min: 10 }`: a number, and the bounds that it must reach or keep.
package struct DrillMetric: ScenarioMapping {
    /// Where it is written.
    package var place: Place
    /// What is measured.
    package var subject: MetricExpectation.Subject
    /// The least that it must be, where there is one.
    package var least: Located<Double>?
    /// The most that it may be, where there is one.
    package var most: Located<Double>?

    package init?(_ fields: inout Fields) {
        let count = fields.optional("count", LabMonitorMeasure.self, "How many events are selected.")
        let rate = fields.optional("rate", LabMonitorMeasure.self, "How many events are selected, each second.")
        let share = fields.optional("share", LabMonitorMeasure.self, "The selected events over all events.")
        let percentile = fields.optional(
            "percentile", LabMonitorNumbers.self, "What p of a hundred numbers do not exceed.")
        let value = fields.optional("value", LabMonitorNumbers.self, "The last number.")
        let query = fields.optional("promql", Located<String>.self, "A query, where Prometheus is watched.")
        let least = fields.optional("min", Located<LabMonitorThreshold>.self, "What must be reached.")
        let most = fields.optional(
            "max", Located<LabMonitorThreshold>.self, "What must not be passed until the time is over.")
        guard let place = fields.place else { return nil }
        let words = ["count", "rate", "share", "percentile", "value", "promql"]
        let given = words.filter { fields.keyPlace($0) != nil }
        guard given.count == 1 else {
            fields.report(
                "drill/one-measure", "a metric is one measure: count, rate, share, percentile, value or promql",
                at: place,
                remedy: given.isEmpty ? "add one" : "make each an entry of its own")
            return nil
        }
        self.place = place
        if let query {
            subject = .query(query.value)
            self.least = least.map { Located($0.value.number, at: $0.place) }
            self.most = most.map { Located($0.value.number, at: $0.place) }
            if Self.isUnbounded(least, most, fields, at: place) { return nil }
            return
        }
        let counted = (count ?? rate ?? share).map { part in
            let statistic: Measure.Statistic =
                count != nil ? .count : rate != nil ? .rate : .share(atLeast: part.atLeast?.value ?? 1)
            return (events: part.events, measure: part.measure(statistic))
        }
        let numbers = (percentile ?? value).map { part in
            let statistic: Measure.Statistic = value != nil ? .value : .percentile(part.percent?.value ?? 0)
            return (events: part.events, measure: part.measure(statistic))
        }
        guard let (events, measure) = counted ?? numbers else { return nil }
        if let problem = Self.percentProblem(percentile, value) {
            fields.report("alerts/no-percentile", problem.said, at: place, remedy: problem.remedy)
            return nil
        }
        if let label = events.grouping.first {
            fields.report(
                "drill/grouped-metric", "a metric is one number of all label sets together", at: label.place,
                remedy: "remove by, and select with where")
            return nil
        }
        guard !Self.isUnbounded(least, most, fields, at: place) else { return nil }
        subject = .measure(measure)
        self.least = least.flatMap { Self.bound($0, measure, fields) }
        self.most = most.flatMap { Self.bound($0, measure, fields) }
        guard (self.least != nil) == (least != nil), (self.most != nil) == (most != nil) else { return nil }
    }

    /// Whether a number is within the bounds.
    package func admits(_ value: Double) -> Bool {
        // NaN is within none.
        value >= least?.value ?? -.infinity && value <= most?.value ?? .infinity
    }

    /// The bounds in words: `at least 10`, `at least 10 and at most 20`.
    var boundsText: String {
        [least.map { "at least \(subject.text($0.value))" }, most.map { "at most \(subject.text($0.value))" }]
            .compactMap(\.self).joined(separator: " and ")
    }

    /// The place of the bound that a number misses; without a number, that of the first.
    func placeMissed(by value: Double?) -> Place {
        if let value, let most, value > most.value { return most.place }
        return least?.place ?? most?.place ?? place
    }

    /// Whether neither bound is there, after a finding where none was written.
    private static func isUnbounded(
        _ least: Located<LabMonitorThreshold>?, _ most: Located<LabMonitorThreshold>?, _ fields: Fields,
        at place: Place
    ) -> Bool {
        guard least == nil, most == nil else { return false }
        if fields.keyPlace("min") == nil, fields.keyPlace("max") == nil {
            fields.report("drill/no-bound", "a metric wants min or max", at: place, remedy: "add min")
        }
        return true
    }

    /// A percentile says which, and a value is none.
    private static func percentProblem(
        _ percentile: LabMonitorNumbers?, _ value: LabMonitorNumbers?
    ) -> (said: String, remedy: String)? {
        if let percentile, percentile.percent == nil { return ("a percentile says which", "add p: 95") }
        if value?.percent != nil { return ("a value is the last number, of no percentile", "remove p") }
        return nil
    }

    private static func bound(
        _ threshold: Located<LabMonitorThreshold>, _ measure: Measure, _ fields: Fields
    ) -> Located<Double>? {
        do throws(LabMonitorThreshold.WrongUnit) {
            let number = try threshold.value.value(for: measure.statistic, unit: measure.events.unit)
            return Located(number, at: threshold.place)
        } catch {
            fields.report(
                "alerts/wrong-unit", "\(error.problem), found \(threshold.value.scalarText)", at: threshold.place,
                remedy: error.remedy)
            return nil
        }
    }
}
