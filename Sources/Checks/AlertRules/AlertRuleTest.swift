import Alerting
import Findings
import Scenarios

/// A file of unit tests for rules of the embedded monitor.
struct AlertRuleTests: ScenarioMapping {
    /// The tests in file order.
    var tests: [AlertRuleTest]

    init?(_ fields: inout Fields) {
        let interval = fields.optional(
            "interval", Located<Duration>.self, "How often rules are evaluated in every test; 1m by default.")
        let tests = fields.required("tests", [AlertRuleTest].self, "The tests.")
        guard let tests, let place = fields.place else { return nil }
        self.tests = tests
        if tests.isEmpty {
            fields.report("alerts/no-tests", "the file has no test", at: place, remedy: "add one, or remove the file")
        }
        var names: Set<String> = []
        for index in tests.indices {
            if let interval, self.tests[index].interval == nil { self.tests[index].interval = interval }
            self.tests[index].checkCost(fields)
            let name = tests[index].name
            guard !names.insert(name.value).inserted else { continue }
            fields.report(
                "alerts/same-test", "two tests have the name \(name.value)", at: name.place,
                remedy: "give it a name of its own")
        }
    }
}

/// One test: what happens, and which alerts must be in which state at which time.
struct AlertRuleTest: ScenarioMapping {
    /// How often rules are evaluated where nothing is said.
    ///
    /// Prometheus and promtool have the same (`evaluation_interval`).
    static let standardInterval: Duration = .seconds(60)
    /// How many evaluations and how many events a test may have.
    ///
    /// Our choice: a day at an interval of a second, and an hour of 277 mails a second.
    static let mostEvaluations = 100_000
    static let mostEvents = 1_000_000

    /// The name of the row.
    var name: Located<String>
    /// How often rules are evaluated.
    var interval: Located<Duration>?
    /// What happens.
    var events: [AlertTestEvents]
    /// What must be.
    var expectations: [AlertTestExpectation]

    init?(_ fields: inout Fields) {
        let name = fields.required("name", Located<String>.self, "What is tested, in a few words.")
        interval = fields.optional("interval", Located<Duration>.self, "How often rules are evaluated; 1m by default.")
        let events = fields.optional("events", [AlertTestEvents].self, "What happens; nothing by default.")
        let expect = fields.required(
            "expect", [AlertTestExpectation].self, "Which alerts are in which state, and when.")
        guard let place = fields.place, let name, let expect else { return nil }
        if events == nil, fields.keyPlace("events") != nil { return nil }
        if expect.isEmpty {
            fields.report("alerts/no-expectation", "the test expects nothing", at: place, remedy: "add an expectation")
            return nil
        }
        self.name = name
        self.events = events ?? []
        expectations = expect
    }

    /// The interval, that of the file or of all where the test has none.
    var step: Duration { interval?.value ?? Self.standardInterval }

    /// When the last expectation is judged.
    var end: Duration { expectations.map(\.at.value).max() ?? .zero }

    /// Says where a test would take too long.
    func checkCost(_ fields: Fields) {
        guard step > .zero else {
            fields.report(
                "alerts/bad-interval", "rules cannot be evaluated every \(step.scalarText)",
                at: interval?.place ?? name.place, remedy: "write an interval such as 15s")
            return
        }
        if end / step > Double(Self.mostEvaluations) {
            fields.report(
                "alerts/long-test", "the test has more than \(Self.mostEvaluations) evaluations", at: name.place,
                remedy: "write a longer interval")
        }
        let count = events.reduce(0.0) { $0 + $1.count(until: end, every: step) }
        if count > Double(Self.mostEvents) {
            fields.report(
                "alerts/long-test", "the test has more than \(Self.mostEvents) events", at: name.place,
                remedy: "write lower rates")
        }
    }

    /// Says which expectations no rule can meet, by its name or its labels.
    func check(against rules: [AlertRule], _ loading: Loading) {
        for expectation in expectations {
            let name = expectation.alert
            let raising = rules.filter { $0.name == name.value }
            guard !raising.isEmpty else {
                loading.report(
                    "alerts/unknown-alert", "no rule raises \(name.value)", label: "unknown alert", at: name.place,
                    remedy: Nearest.remedy(for: name.value, among: Set(rules.map(\.name)).sorted()))
                continue
            }
            let known = Set(raising.flatMap(\.labelNames))
            for label in expectation.labels where !known.contains(label.name) {
                loading.report(
                    "alerts/unknown-label", "the alerts of \(name.value) have no label \(label.name)",
                    label: "unknown label", at: label.place,
                    remedy: Nearest.remedy(for: label.name, among: known.sorted()))
            }
        }
    }
}
