import Alerting
import Findings
package import Scenarios

extension DrillSpecification {
    /// `recover: { alerts_resolved_within: 2m, flush: { … }, remediation: { … } }`.
    package struct Recovery: ScenarioMapping {
        /// How soon every alert must be resolved, from when the faults are disarmed.
        package var within: Located<Duration>
        /// The program that has deferred mail tried again.
        package var flush: DrillFlush?
        /// What shows that the system is well again.
        package var remediation: DrillRemediation?

        package init?(_ fields: inout Fields) {
            let within = fields.required(
                "alerts_resolved_within", Located<Duration>.self,
                "How soon every alert that fired must be resolved, from when the faults are disarmed.")
            let flush = fields.optional(
                "flush", DrillFlush.self, "A program that has deferred mail tried again once the faults are gone.")
            let remediation = fields.optional(
                "remediation", DrillRemediation.self,
                "A number that shows that the system is well again: a metric that returns, a queue that drains.")
            guard let within else { return nil }
            if remediation == nil, fields.keyPlace("remediation") != nil { return nil }
            if flush == nil, fields.keyPlace("flush") != nil { return nil }
            self.within = within
            self.flush = flush
            self.remediation = remediation
        }
    }

    /// Every number that is looked at, and where it is asked for.
    var measured: [(subject: MetricExpectation.Subject, place: Place)] {
        metricParts.map { ($0.metric.subject, $0.within.place) }
            + [recovery?.remediation].compactMap { $0.map { ($0.metric.subject, $0.within.place) } }
            + [runbook].compactMap { $0.map { ($0.metric.subject, $0.within.place) } }
    }

    /// Learns where the scenario lies, and reads what lies beside it.
    mutating func load(_ loading: Loading) {
        let alerts = loading.specification(of: AlertsSection.self)
        watched = alerts?.outsideSystems ?? []
        watchesAlertmanager = alerts?.watchesAlertmanager ?? false
        isPrimed = alerts?.answersQueries ?? false
        for index in traffic.indices { traffic[index].load(loading) }
        for index in faults.indices { faults[index].load(loading) }
        recovery?.flush?.program.folder = loading.directory
        runbook?.program.folder = loading.directory
    }
}
