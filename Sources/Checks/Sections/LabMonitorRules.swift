package import Alerting
package import Findings
package import Scenarios

/// A file of alert rules of the embedded monitor.
package struct LabMonitorRules: ScenarioMapping {
    /// The rules in file order.
    package var rules: [AlertRule]

    package init?(_ fields: inout Fields) {
        let rules = fields.required("rules", [LabMonitorRule].self, "The alert rules.")
        guard let rules else { return nil }
        self.rules = rules.map(\.rule)
        var seen: Set<LabelSet> = []
        for rule in rules where !seen.insert(rule.rule.alertLabels(for: [:])).inserted {
            fields.report(
                "alerts/same-alert", "\(rule.rule.name) is raised by an earlier rule with the same labels",
                at: rule.place, remedy: "give it another name or another label, such as severity: warning")
        }
    }
}

/// One rule: one measure, one condition.
package struct LabMonitorRule: ScenarioMapping {
    /// The rule.
    package var rule: AlertRule
    /// Where its name stands.
    package var place: Place

    private static let statistics = ["count", "rate", "share"]
    private static let plannedStatistics = ["percentile", "value", "all_of", "any_of", "any_two_of"]
    private static let plannedConditions = ["rises", "falls", "deviates", "absent"]

    package init?(_ fields: inout Fields) {
        let name = fields.required("alert", Located<String>.self, "The name of the alert.")
        let count = fields.optional("count", LabMonitorMeasure.self, "How many events are selected.")
        let rate = fields.optional("rate", LabMonitorMeasure.self, "How many events are selected, each second.")
        let share = fields.optional("share", LabMonitorMeasure.self, "The selected events over all events.")
        fields.notInThisVersion("percentile", "A percentile of a number that events carry.")
        fields.notInThisVersion("value", "The last number that an event carried.")
        fields.notInThisVersion("all_of", "Fires while all of these alerts do.")
        fields.notInThisVersion("any_of", "Fires while any of these alerts does.")
        fields.notInThisVersion("any_two_of", "Fires while at least two of these alerts do.")
        let above = fields.optional("above", Located<LabMonitorThreshold>.self, "It fires while the number is greater.")
        let below = fields.optional("below", Located<LabMonitorThreshold>.self, "It fires while the number is smaller.")
        fields.notInThisVersion("rises", "It fires while the number is more than it was.")
        fields.notInThisVersion("falls", "It fires while the number is less than it was.")
        fields.notInThisVersion("deviates", "It fires while the number is far from its usual.")
        fields.notInThisVersion("absent", "It fires while there are no events.")
        let hold = fields.optional("for", Duration.self, "How long the condition must hold before it fires.")
        let labels = fields.optional("labels", Named<String>.self, "Labels of the alert, such as severity.")
        let annotations = fields.optional(
            "annotations", Named<Templated>.self, locals: Self.locals(labels),
            "What those who are notified are told, such as summary and runbook_url.")

        guard let place = fields.place, let name else { return nil }
        let measured = zip(Self.statistics, [count, rate, share]).compactMap { word, measure in
            measure.map { (word, $0) }
        }
        // A planned key was reported as such; that nothing else is there follows from it.
        let isPlanned = (Self.plannedStatistics + Self.plannedConditions).contains { fields.keyPlace($0) != nil }
        let isBroken = Self.statistics.contains { fields.keyPlace($0) != nil } && measured.isEmpty
        guard !isPlanned, !isBroken else { return nil }
        guard measured.count == 1, let (word, measure) = measured.first else {
            Self.reportChoice(fields, Self.statistics, "measure", at: place)
            return nil
        }
        let threshold = above ?? below
        guard let threshold, above == nil || below == nil else {
            if fields.keyPlace("above") == nil && fields.keyPlace("below") == nil || above != nil {
                Self.reportChoice(fields, ["above", "below"], "condition", at: place)
            }
            return nil
        }
        guard let statistic = Self.statistic(word, measure, fields),
            let bound = Self.bound(threshold, for: statistic, fields)
        else { return nil }

        self.place = name.place
        rule = AlertRule(
            name.value, measure: measure.measure(statistic), condition: above == nil ? .below(bound) : .above(bound),
            hold: hold ?? .zero,
            labels: LabelSet(Dictionary((labels?.entries ?? []).map { ($0.name, $0.value) }) { _, last in last }),
            excerpt: name.excerpt)
        for entry in labels?.entries ?? [] where entry.name == Alert.nameLabel {
            fields.report(
                "alerts/reserved-label", "\(Alert.nameLabel) is the alert's name and no label of its own",
                at: entry.place, remedy: "remove it")
        }
        for entry in annotations?.entries ?? [] {
            if let template = Self.template(entry.value, of: rule, fields) { rule.annotations[entry.name] = template }
        }
    }

    /// The references that an annotation may hold; whether the alert has the label is seen later.
    private static func locals(_ labels: Named<String>?) -> [String] {
        ["value", "labels.\(Alert.nameLabel)"] + EventLabel.allCases.map { "labels.\($0.rawValue)" }
            + (labels?.names ?? []).map { "labels.\($0)" }
    }

    private static func statistic(
        _ word: String, _ measure: LabMonitorMeasure, _ fields: Fields
    ) -> Measure.Statistic? {
        if word == "share" { return .share(atLeast: measure.atLeast?.value ?? 1) }
        if let atLeast = measure.atLeast {
            fields.report(
                "alerts/misplaced-at-least", "at_least belongs to a share, not to a \(word)", at: atLeast.place,
                remedy: "remove it")
            return nil
        }
        return word == "rate" ? .rate : .count
    }

    private static func bound(
        _ threshold: Located<LabMonitorThreshold>, for statistic: Measure.Statistic, _ fields: Fields
    ) -> Double? {
        do throws(LabMonitorThreshold.WrongUnit) {
            return try threshold.value.value(for: statistic)
        } catch {
            fields.report(
                "alerts/wrong-unit", "\(error.problem), found \(threshold.value.scalarText)", at: threshold.place,
                remedy: error.remedy)
            return nil
        }
    }

    private static func template(_ text: Templated, of rule: AlertRule, _ fields: Fields) -> AnnotationTemplate? {
        let known = rule.measure.grouping.map(\.rawValue) + rule.labels.pairs.map(\.name) + [Alert.nameLabel]
        var template = AnnotationTemplate([])
        for piece in text.text.pieces {
            switch piece {
            case .literal(let literal): template.pieces.append(.text(literal))
            case .reference("value", _): template.pieces.append(.value)
            case .reference(let name, _):
                let label = name.hasPrefix("labels.") ? String(name.dropFirst("labels.".count)) : nil
                guard let label, known.contains(label) else {
                    fields.report(
                        "alerts/unknown-label", "the alerts of \(rule.name) have no $(\(name))", at: text.place,
                        remedy: label.map { "add \($0) to by:, or use one of \(known.joined(separator: ", "))" }
                            ?? "use $(value) or $(labels.NAME)")
                    return nil
                }
                template.pieces.append(.label(label))
            }
        }
        return template
    }

    private static func reportChoice(_ fields: Fields, _ words: [String], _ what: String, at place: Place) {
        let given = words.compactMap { fields.keyPlace($0) }
        fields.report(
            RuleID(rawValue: "alerts/one-\(what)"), "a rule has one \(what): \(words.joined(separator: ", "))",
            at: given.count > 1 ? given[1] : place, remedy: given.count > 1 ? "make it a rule of its own" : "add one")
    }
}
