import Alerting
import Findings
import Scenarios

/// A test that is carried out: events and evaluations in simulated time, and what was not as expected.
struct AlertRuleTrial {
    private let test: AlertRuleTest
    private let rules: [AlertRule]
    /// A beginning that is the same in every run, so that what is said about times is.
    private let origin = Moment(instant: .now, wallTime: WallTime(microseconds: 0))

    init(_ test: AlertRuleTest, rules: [AlertRule]) {
        self.test = test
        self.rules = rules
    }

    /// Carries it out.
    ///
    /// What happens up to the moment of an evaluation is part of it; an expectation looks at the last evaluation that is
    /// not after it.
    func outcome() -> CaseOutcome {
        var set = RuleSet(rules, origin: origin)
        var sources = test.events.map { (events: $0, number: 0) }
        let ordered = test.expectations.enumerated().sorted { $0.element.at.value < $1.element.at.value }
        var waiting = ordered[...]
        var resolved: Set<LabelSet> = []
        var findings: [(index: Int, finding: Finding)] = []
        var now: Duration = .zero
        while !waiting.isEmpty {
            for index in sources.indices { record(&sources[index], until: now, in: &set) }
            for transition in set.evaluate(at: origin.advanced(by: now)) {
                switch transition.state {
                case .firing: resolved.remove(transition.alert.labels)
                case .resolved: resolved.insert(transition.alert.labels)
                case .pending, .inactive: break
                }
            }
            while let next = waiting.first, next.element.at.value < now + test.step {
                if let finding = judge(next.element, &set, resolved, at: now) {
                    findings.append((next.offset, finding))
                }
                waiting.removeFirst()
            }
            now += test.step
            if Task.isCancelled { return .undetermined([], type: "mailproof.timeout", transient: "timeout") }
        }
        let refused = set.ledger.refusals.total
        let properties = [CaseOutcome.Property("alert_rules.refused_events", String(refused))]
        guard !findings.isEmpty else { return .passed(properties: refused > 0 ? properties : []) }
        return .failed(
            findings.sorted { $0.index < $1.index }.map(\.finding), properties: refused > 0 ? properties : [])
    }

    private func record(
        _ source: inout (events: AlertTestEvents, number: Int), until now: Duration, in set: inout RuleSet
    ) {
        while let moment = source.events.moment(source.number, every: test.step), moment <= now {
            set.record(
                DeliveryEvent(
                    source.events.kind, at: origin.advanced(by: moment), observedBy: source.events.observer))
            source.number += 1
        }
    }

    /// What is not as an expectation wants it; nil where all is.
    private func judge(
        _ expectation: AlertTestExpectation, _ set: inout RuleSet, _ resolved: Set<LabelSet>, at now: Duration
    ) -> Finding? {
        let active = set.activeAlerts.filter { expectation.isAbout($0.alert) }
        let ended = resolved.filter { labels in
            expectation.isAbout(Alert(labels: labels, annotations: [:], startsAt: origin.wallTime))
        }
        let count: Int
        switch expectation.wanted {
        case .inactive:
            guard let other = active.first else { return nil }
            return unmet(expectation, got: "\(other.alert.summary) \(other.state.rawValue)", &set, at: now)
        case .resolved: count = ended.count
        case .pending: count = active.count { $0.state == .pending }
        case .firing: count = active.count { $0.state == .firing }
        }
        let holds = expectation.times?.value.contains(count) ?? (count > 0)
        guard holds else {
            let got =
                expectation.times != nil && count > 0
                ? "\(count)" : active.first.map(\.state.rawValue) ?? (ended.isEmpty ? "inactive" : "resolved")
            return unmet(expectation, got: got, &set, at: now)
        }
        for wanted in expectation.annotations {
            let found = active.map { $0.alert.annotations[wanted.name] }
            guard !found.contains(wanted.value) else { continue }
            let got = found.first.flatMap(\.self).map { "\"\($0)\"" } ?? "none"
            return Finding.unmet(
                expected: "the annotation \(wanted.name) of \(expectation.subject) to be \"\(wanted.value)\"", got: got,
                at: wanted.place, notes: notes(expectation, &set, at: now))
        }
        return nil
    }

    private func unmet(
        _ expectation: AlertTestExpectation, got: String, _ set: inout RuleSet, at now: Duration
    ) -> Finding {
        let times = expectation.times.map { " \($0.value) times" } ?? ""
        return Finding.unmet(
            expected:
                "\(expectation.subject) to be \(expectation.wanted.rawValue)\(times) at \(expectation.at.value.scalarText)",
            got: got, at: expectation.state?.place ?? expectation.alert.place, notes: notes(expectation, &set, at: now))
    }

    /// How many numbers are shown beside a failure.
    private static let numbersShown = 5

    /// The rules that are spoken of, and the numbers that they saw.
    private func notes(
        _ expectation: AlertTestExpectation, _ set: inout RuleSet, at now: Duration
    ) -> [Finding.Note] {
        var notes: [Finding.Note] = []
        for rule in rules where rule.name == expectation.alert.value {
            notes.append(.init("the rule: \(rule.summary)", at: rule.excerpt))
            guard let measure = rule.measure else { continue }
            let readings = set.readings(of: measure, at: origin.advanced(by: now))
            if readings.isEmpty { notes.append("at \(now.scalarText) there is no event in its window") }
            for reading in readings.prefix(Self.numbersShown) {
                let labels = reading.labels.isEmpty ? "" : " of \(reading.labels)"
                let value = reading.value.map(measure.text) ?? "not known"
                notes.append(
                    .init(
                        "at \(now.scalarText) the \(measure.statistic.name)\(labels) is \(value), "
                            + "of \(reading.all) events"))
            }
        }
        return notes
    }
}
