import Alerting
import Findings
import Scenarios

/// The rows of one `alert_rules`: each test of the embedded monitor's rules, and each file of Prometheus.
struct AlertRulesLoading {
    private let specification: AlertRulesSpecification
    private let loading: Loading

    init(_ specification: AlertRulesSpecification, _ loading: Loading) {
        self.specification = specification
        self.loading = loading
    }

    /// The rows; findings where files cannot be read or do not fit together.
    func rows() -> [Row<AlertRulesSpecification>] {
        var rows: [Row<AlertRulesSpecification>] = []
        var rules: [AlertRule] = []
        var embedded: [FilePath] = []
        for path in paths(specification.files) {
            guard let document = loading.document(path) else { continue }
            if document["groups"] != nil {
                rows.append(row(path.text, at: path.place, .promtool(.init(.check, loading.path(path)))))
            } else if let file = loading.decode(LabMonitorRules.self, from: document) {
                embedded.append(path)
                rules += file.rules
            }
        }
        reportRepetitions(rules)
        var hasTests = false
        for path in specification.tests.map(paths) ?? [] {
            guard let document = loading.document(path) else { continue }
            if document["rule_files"] != nil {
                rows.append(row(path.text, at: path.place, .promtool(.init(.test, loading.path(path)))))
                continue
            }
            hasTests = true
            guard let file = loading.decode(AlertRuleTests.self, from: document) else { continue }
            rows += file.tests.map { test in
                test.check(against: rules, loading)
                return row(test.name.value, at: test.name.place, .test(test, rules: rules))
            }
        }
        if let path = embedded.first, !hasTests {
            loading.report(
                "alerts/no-tests", "nothing tests the rules of \(loading.path(path))", label: "no tests",
                at: path.place, remedy: "add tests: [FILE], with tests: [{ name: …, events: […], expect: […] }] in it")
        }
        return rows
    }

    private func row(
        _ label: String, at place: Place, _ work: AlertRulesSpecification.Work
    ) -> Row<AlertRulesSpecification> {
        var narrowed = specification
        narrowed.work = work
        return Row(label, at: place, narrowed)
    }

    private func paths(_ patterns: OneOrMany<FilePath>) -> [FilePath] {
        var known: Set<String> = []
        return patterns.values.flatMap { loading.glob($0) }.filter { known.insert($0.text).inserted }
    }

    /// Rules of several files are evaluated together: an alert is raised by one of them.
    private func reportRepetitions(_ rules: [AlertRule]) {
        var seen: [LabelSet: AlertRule] = [:]
        for rule in rules {
            let labels = rule.alertLabels(for: [:])
            if let other = seen[labels], other.excerpt?.span.file != rule.excerpt?.span.file {
                loading.report(
                    Finding(
                        "alerts/same-alert", .error, "\(rule.name) is raised by two files with the same labels",
                        at: rule.excerpt, remedy: "give one of them another name or another label",
                        notes: [.init("the other", at: other.excerpt)]))
            }
            seen[labels] = rule
        }
    }
}
