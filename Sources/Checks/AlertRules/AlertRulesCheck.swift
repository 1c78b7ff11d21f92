import Alerting
package import Findings
package import Scenarios

/// `alert_rules`: unit tests of rule files with made-up events, in simulated time.
package enum AlertRulesCheck: CheckKind {
    package static let key = "alert_rules"
    package static let summary = "Alert rules fire when they should, tried with made-up events in simulated time."
    package static let isolation = Isolation.looks

    package static func subject(_ specification: AlertRulesSpecification) -> String {
        specification.files.values.map(\.text).joined(separator: " ")
    }

    package static func rows(
        _ specification: AlertRulesSpecification, loading: Loading
    ) -> [Row<AlertRulesSpecification>] {
        AlertRulesLoading(specification, loading).rows()
    }

    package static func budget(_ specification: AlertRulesSpecification) -> Duration? {
        switch specification.work {
        case .promtool: PrometheusRuleTool.timeout
        case .test, nil: nil
        }
    }

    package static func run(_ row: Row<AlertRulesSpecification>, in context: CheckContext) async -> CaseOutcome {
        switch row.specification.work {
        case .test(let test, let rules):
            return AlertRuleTrial(test, rules: rules).outcome()
        case .promtool(let tool):
            return await tool.outcome(at: row.place)
        case nil:
            // The scenario is invalid then, and nothing runs.
            return .skipped("the rules could not be read")
        }
    }
}

/// What is written below `alert_rules`.
package struct AlertRulesSpecification: ScenarioMapping {
    /// The files of rules: of the embedded monitor, or of Prometheus.
    package var files: OneOrMany<FilePath>
    /// The files of tests, of the same kind.
    package var tests: OneOrMany<FilePath>?
    /// What one row does; nil before the rows are made.
    var work: Work?

    /// What one row does.
    enum Work: Sendable {
        /// A test of rules of the embedded monitor.
        case test(AlertRuleTest, rules: [AlertRule])
        /// What Prometheus's own tool says about a file.
        case promtool(PrometheusRuleTool)
    }

    package init?(_ fields: inout Fields) {
        let files = fields.required(
            "files", OneOrMany<FilePath>.self, "The files of rules: of the embedded monitor, or of Prometheus.")
        tests = fields.optional(
            "tests", OneOrMany<FilePath>.self, "The files of tests, each of the same kind as the rules that it tests.")
        guard let files else { return nil }
        self.files = files
    }
}
