package import Alerting
package import Findings
package import Scenarios

/// One entry of a drill's `expect`: an alert, a number or attempts.
package struct DrillExpectation: ScenarioMapping {
    /// The entry's place.
    package var place: Place
    /// What is expected.
    package var kind: Kind

    /// An alert, a number or attempts.
    package enum Kind: Sendable {
        /// `alert`.
        case alert(AlertPart)
        /// `metric`.
        case metric(MetricPart)
        /// `attempts`.
        case attempts(DrillAttempts)

        /// How soon, from when the faults are armed.
        package var within: Duration {
            switch self {
            case .alert(let part): part.within.value
            case .metric(let part): part.within.value
            case .attempts(let part): part.within.value
            }
        }
    }

    /// An expected alert with the places of its parts.
    package struct AlertPart: Sendable {
        /// The alert's name.
        package var name: Located<String>
        /// How soon.
        package var within: Located<Duration>
        /// Labels that it must have.
        package var labels: DrillPatterns
        /// Annotations that it must have.
        package var annotations: DrillPatterns
        /// Whom it must be told to.
        package var delivered: DeliveredPart?

        /// The expectation without its places.
        package var expectation: AlertExpectation {
            AlertExpectation(
                AlertPattern(name: name.value, labels: labels.dictionary), within: within.value,
                annotations: annotations.dictionary,
                delivery: delivered.map { .init(to: $0.receiver.value, times: $0.times) })
        }
    }

    /// `delivered: { to: pager, times: 1 }`.
    package struct DeliveredPart: ScenarioMapping {
        /// Where it is written.
        package var place: Place
        /// The receiver.
        package var receiver: Located<String>
        /// How often it must be told.
        package var times: ClosedRange<Int>
        /// The same in words.
        package var timesText: String

        package init?(_ fields: inout Fields) {
            let receiver = fields.required("to", Located<String>.self, "The receiver of lab.monitor.notify.")
            let times = fields.optional(
                "times", Bound<Int>.self, "How many notifications; 1 by default.")
            guard let place = fields.place, let receiver else { return nil }
            let bound = times ?? Bound(.equals(1))
            let least = max(0, bound.lowerBound ?? 0)
            self.place = place
            self.receiver = receiver
            self.times = least...max(least, bound.upperBound ?? .max)
            timesText = bound.description
            if case .oneOf = bound.form {
                fields.report(
                    "scenario/bad-value", "expected a number or a range of notifications, found a list",
                    at: fields.valuePlace("times") ?? place, remedy: "write { min: …, max: … }")
                return nil
            }
        }
    }

    /// An expected number with the places of its parts.
    package struct MetricPart: ScenarioMapping {
        /// What is measured, and what it must be.
        package var metric: DrillMetric
        /// How soon.
        package var within: Located<Duration>

        package init?(_ fields: inout Fields) {
            let metric = DrillMetric(&fields)
            let within = fields.required("within", Located<Duration>.self, "How soon, from when the faults are armed.")
            guard let metric, let within else { return nil }
            self.metric = metric
            self.within = within
        }

        /// The expectation without its places.
        package var expectation: MetricExpectation {
            MetricExpectation(
                metric.subject, least: metric.least?.value, most: metric.most?.value, within: within.value)
        }
    }

    package init?(_ fields: inout Fields) {
        let name = fields.optional("alert", Located<String>.self, "The name of the alert that must fire.")
        let metric = fields.optional("metric", MetricPart.self, "A number that must be reached.")
        let attempts = fields.optional(
            "attempts", DrillAttempts.self, "How often the lab must see somebody try to deliver to a recipient.")
        let within = fields.optional("within", Located<Duration>.self, "How soon, from when the faults are armed.")
        let labels = fields.optional("labels", DrillPatterns.self, "Labels that the alert must have.")
        let annotations = fields.optional("annotations", DrillPatterns.self, "Annotations that the alert must have.")
        let delivered = fields.optional("delivered", DeliveredPart.self, "Whom the alert must be told to.")
        guard let place = fields.place else { return nil }
        self.place = place
        let isBroken = ["labels", "annotations", "delivered"].contains { key in
            guard fields.keyPlace(key) != nil else { return false }
            return key == "labels" ? labels == nil : key == "annotations" ? annotations == nil : delivered == nil
        }
        let kinds = ["alert", "metric", "attempts"].filter { fields.keyPlace($0) != nil }
        switch kinds.count == 1 ? kinds.first : nil {
        case "alert":
            if within == nil, fields.keyPlace("within") == nil {
                fields.report(
                    "scenario/missing-key", "the key within is missing", label: "within is missing here", at: place,
                    remedy: "add within: how soon the alert must fire, such as 60s")
            }
            guard let name, let within, !isBroken else { return nil }
            kind = .alert(
                AlertPart(
                    name: name, within: within, labels: labels ?? DrillPatterns(),
                    annotations: annotations ?? DrillPatterns(), delivered: delivered))
        case let other?:
            for key in ["within", "labels", "annotations", "delivered"] {
                guard let keyPlace = fields.keyPlace(key) else { continue }
                fields.report(
                    "drill/one-expectation", "\(key) belongs to an alert", at: keyPlace,
                    remedy: key == "within" ? "write it inside \(other): { … }" : "remove it")
                return nil
            }
            if let metric {
                kind = .metric(metric)
            } else if let attempts {
                kind = .attempts(attempts)
            } else {
                return nil
            }
        case nil:
            fields.report(
                "drill/one-expectation", "an entry of expect is one expectation: alert, metric or attempts", at: place,
                remedy: "make each an entry of its own")
            return nil
        }
    }
}
