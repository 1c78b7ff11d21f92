/// All rules at work: eats events, and on every evaluation says which alerts changed their state.
///
/// Rules with the same measure share its counts. Rules about other alerts come after those that they speak of.
package struct RuleSet: Sendable {
    /// The rules, in the order of their file.
    package let rules: [AlertRule]
    /// What is counted.
    package internal(set) var ledger: EventLedger
    private var evaluators: [RuleEvaluator]
    private let measureIndices: [Int?]
    private let order: [Int]

    /// Rules without events; `origin` is when they begin to be watched.
    package init(_ rules: [AlertRule], origin: Moment) {
        self.rules = rules
        var ledger = EventLedger(origin: origin)
        measureIndices = rules.map { rule in rule.measure.map { ledger.add($0) } }
        self.ledger = ledger
        evaluators = rules.map { RuleEvaluator($0, origin: origin) }
        order = Self.order(of: rules)
    }

    /// Counts an event that was received now, or at the moment that it carries.
    package mutating func record(_ event: DeliveryEvent, receivedAt now: ContinuousClock.Instant? = nil) {
        ledger.record(event, receivedAt: now ?? event.moment.instant)
    }

    /// Evaluates every rule; returns the changes, rule by rule.
    package mutating func evaluate(at now: Moment) -> [AlertTransition] {
        // Most evaluations change nothing, and cost as little.
        var changes: [(rule: Int, transitions: [AlertTransition])] = []
        var readings = [[WindowedMeasure.Reading]?](repeating: nil, count: ledger.measures.count)
        for index in order {
            var transitions: [AlertTransition] = []
            if let measure = measureIndices[index] {
                let numbers = readings[measure] ?? ledger.readings(of: measure, at: now)
                readings[measure] = numbers
                transitions = evaluators[index].evaluate(numbers, at: now)
            } else if case .composite(let composite) = rules[index].trigger {
                let firing = evaluators.flatMap(\.firingAlerts)
                transitions = evaluators[index].evaluate(composite, firing: firing, at: now)
            }
            if !transitions.isEmpty { changes.append((index, transitions)) }
        }
        if changes.count > 1 { changes.sort { $0.rule < $1.rule } }
        return changes.flatMap(\.transitions)
    }

    /// The alerts that are pending or firing, rule by rule, each with the change that made it so.
    package var activeAlerts: [AlertTransition] {
        evaluators.flatMap(\.activeAlerts)
    }

    /// The alerts that are pending or firing, to be kept while the monitor is away.
    package func saved(at now: Moment) -> [MonitorState.SavedAlert] {
        evaluators.flatMap { $0.saved(at: now) }
    }

    /// Takes up alerts that were pending or firing before a restart.
    ///
    /// Nothing has been counted since: each stays as it is until its condition is seen to hold, or until as much is known
    /// as its rule looks at, and it does not.
    package mutating func resume(_ alerts: [MonitorState.SavedAlert], at now: Moment) {
        let longest = rules.compactMap(Self.memory).max() ?? .zero
        for alert in alerts {
            guard let index = rules.firstIndex(where: { $0.alertLabels(for: [:]).dictionary == alert.rule }) else {
                continue
            }
            let memory = Self.memory(of: rules[index]) ?? longest
            evaluators[index].resume(alert, at: now, keptUntil: now.advanced(by: memory))
        }
    }

    /// How far back a rule about a measure looks before it says anything: its window, and half of the past if it has one.
    private static func memory(of rule: AlertRule) -> Duration? {
        guard case .measured(let measure, let condition) = rule.trigger else { return nil }
        return measure.window + (condition.past ?? .zero) / 2
    }

    /// Counts a measure beside the rules from now on.
    package mutating func watch(_ measure: Measure) {
        _ = ledger.add(measure)
    }

    /// The numbers of a measure that is watched, or that rules use; empty where neither is so.
    package mutating func readings(of measure: Measure, at now: Moment) -> [WindowedMeasure.Reading] {
        ledger.index(of: measure).map { ledger.readings(of: $0, at: now) } ?? []
    }

    /// The rules about measures first, then each rule about alerts after those that raise them.
    ///
    /// Rules that speak of each other in a circle, which no file may, come last.
    private static func order(of rules: [AlertRule]) -> [Int] {
        var order = rules.indices.filter { rules[$0].measure != nil }
        var rest = rules.indices.filter { rules[$0].measure == nil }
        while !rest.isEmpty {
            let waiting = Set(rest.map { rules[$0].name })
            let ready = rest.filter { index in
                guard case .composite(let composite) = rules[index].trigger else { return true }
                return composite.members.allSatisfy { !waiting.contains($0.alert) }
            }
            guard !ready.isEmpty else { return order + rest }
            order += ready
            rest.removeAll(where: ready.contains)
        }
        return order
    }
}
