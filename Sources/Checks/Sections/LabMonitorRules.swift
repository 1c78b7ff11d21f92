package import Alerting
package import Findings
package import Scenarios

/// A file of alert rules of the embedded monitor.
package struct LabMonitorRules: ScenarioMapping {
    /// The rules in file order.
    package var rules: [AlertRule]
    /// The receivers that rules name.
    var receivers: [Located<String>] = []

    package init?(_ fields: inout Fields) {
        let rules = fields.required("rules", [LabMonitorRule].self, "The alert rules.")
        guard let rules else { return nil }
        self.rules = rules.map(\.rule)
        receivers = rules.flatMap(\.receivers)
        var seen: Set<LabelSet> = []
        for rule in rules where !seen.insert(rule.rule.alertLabels(for: [:])).inserted {
            fields.report(
                "alerts/same-alert", "\(rule.rule.name) is raised by an earlier rule with the same labels",
                at: rule.place, remedy: "give it another name or another label, such as severity: warning")
        }
        LabMonitorComposites(rules).report(to: fields)
    }
}

/// One rule: one measure and one condition, or a number of other alerts.
package struct LabMonitorRule: ScenarioMapping {
    /// The rule.
    package var rule: AlertRule
    /// Where its name stands.
    package var place: Place
    /// The members of a composite, each with the place where it is named.
    var members: [LabMonitorMember] = []
    /// `route`.
    var receivers: [Located<String>] = []

    package init?(_ fields: inout Fields) {
        let name = fields.required("alert", Located<String>.self, "The name of the alert.")
        let written = LabMonitorTrigger(&fields)
        let hold = fields.optional("for", Duration.self, "How long the condition must hold before it fires.")
        let owner = fields.optional(
            "owner", String.self, "Whose it is to mend: the label owner, beside those of labels.")
        let route = fields.optional(
            "route", [Located<String>].self, "The receivers that are told, by name; all by default.")
        let labels = fields.optional("labels", Named<String>.self, "Labels of the alert, such as severity.")
        let annotations = fields.optional(
            "annotations", Named<Templated>.self, locals: Self.locals(labels),
            "What those who are notified are told, such as summary and runbook_url.")

        guard let place = fields.place, let name else { return nil }
        guard let (trigger, members) = written.trigger(at: place, fields) else { return nil }
        self.members = members
        self.place = name.place
        rule = AlertRule(
            name.value, trigger: trigger, hold: hold ?? .zero,
            labels: LabelSet(
                Dictionary([("owner", owner ?? "")] + (labels?.entries ?? []).map { ($0.name, $0.value) }) { $1 }),
            excerpt: name.excerpt)
        receivers = route ?? []
        rule.receivers = Set(receivers.map(\.value))
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

    private static func template(_ text: Templated, of rule: AlertRule, _ fields: Fields) -> AnnotationTemplate? {
        let known = rule.labelNames + [Alert.nameLabel]
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
}
