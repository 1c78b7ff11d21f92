import Alerting
import Findings
import Scenarios

/// What raises an alert, as it is written in a rule: one measure with one condition, or a number of other alerts.
struct LabMonitorTrigger {
    private static let measures = ["count", "rate", "share", "percentile", "value"]
    private static let composites = CompositeAlert.Quorum.allCases.map(\.rawValue)
    private static let conditions = ["above", "below", "rises", "falls", "deviates", "absent"]

    private let counted: [(word: String, measure: LabMonitorMeasure?)]
    private let numbers: [(word: String, measure: LabMonitorNumbers?)]
    private let members: [(word: String, members: [LabMonitorMember]?)]
    private let bounds: [(word: String, bound: Located<LabMonitorThreshold>?)]
    private let changes: [(word: String, change: LabMonitorChange?)]
    private let deviation: LabMonitorDeviation?
    private let absent: Located<Bool>?

    /// Asks for every key.
    init(_ fields: inout Fields) {
        counted = [
            ("count", fields.optional("count", LabMonitorMeasure.self, "How many events are selected.")),
            ("rate", fields.optional("rate", LabMonitorMeasure.self, "How many events are selected, each second.")),
            ("share", fields.optional("share", LabMonitorMeasure.self, "The selected events over all events.")),
        ]
        numbers = [
            (
                "percentile",
                fields.optional("percentile", LabMonitorNumbers.self, "A percentile of the numbers that events carry.")
            ),
            ("value", fields.optional("value", LabMonitorNumbers.self, "The last number that an event carried.")),
        ]
        members = [
            ("all_of", fields.optional("all_of", [LabMonitorMember].self, "Fires while all of these alerts do.")),
            ("any_of", fields.optional("any_of", [LabMonitorMember].self, "Fires while any of these alerts does.")),
            (
                "any_two_of",
                fields.optional("any_two_of", [LabMonitorMember].self, "Fires while at least two of these alerts do.")
            ),
        ]
        bounds = [
            (
                "above",
                fields.optional("above", Located<LabMonitorThreshold>.self, "Fires while the number is greater.")
            ),
            (
                "below",
                fields.optional("below", Located<LabMonitorThreshold>.self, "Fires while the number is smaller.")
            ),
        ]
        changes = [
            (
                "rises",
                fields.optional("rises", LabMonitorChange.self, "Fires while the number is so much more than it was.")
            ),
            (
                "falls",
                fields.optional("falls", LabMonitorChange.self, "Fires while the number is so much less than it was.")
            ),
        ]
        deviation = fields.optional(
            "deviates", LabMonitorDeviation.self, "Fires while the number is far from what is usual.")
        absent = fields.optional("absent", Located<Bool>.self, "true: fires while nothing is selected.")
    }

    /// What it comes to, and the members of a composite; nil after findings.
    func trigger(
        at place: Place, _ fields: Fields
    ) -> (trigger: AlertRule.Trigger, members: [LabMonitorMember])? {
        let subjects = (Self.measures + Self.composites).filter { fields.keyPlace($0) != nil }
        guard subjects.count == 1, let subject = subjects.first else {
            Self.reportChoice(fields, Self.measures + Self.composites, "measure", at: place)
            return nil
        }
        let conditions = Self.conditions.filter { fields.keyPlace($0) != nil }
        if let quorum = CompositeAlert.Quorum(rawValue: subject) {
            return composite(quorum, conditions, at: fields.keyPlace(subject) ?? place, fields)
        }
        guard let measure = measure(subject, fields) else { return nil }
        guard conditions.count == 1, let word = conditions.first else {
            Self.reportChoice(fields, Self.conditions, "condition", at: place)
            return nil
        }
        return condition(word, for: measure, fields).map { (.measured(measure, $0), []) }
    }

    private func composite(
        _ quorum: CompositeAlert.Quorum, _ conditions: [String], at place: Place, _ fields: Fields
    ) -> (trigger: AlertRule.Trigger, members: [LabMonitorMember])? {
        if let condition = conditions.first.flatMap(fields.keyPlace) {
            fields.report(
                "alerts/one-condition", "\(quorum.rawValue) is a condition by itself", at: condition,
                remedy: "remove it")
            return nil
        }
        guard let members = members.compactMap(\.members).first else { return nil }
        guard members.count >= 2 else {
            fields.report(
                "alerts/few-members", "\(quorum.rawValue) names at least two alerts", at: place, remedy: "add another")
            return nil
        }
        let composite = CompositeAlert(quorum, of: members.map { .init($0.alert.value, labels: $0.labels) })
        return (.composite(composite), members)
    }

    /// The measure that is written; nil where it is wrong, which was or is said.
    private func measure(_ word: String, _ fields: Fields) -> Measure? {
        if let measure = counted.first(where: { $0.word == word })?.measure {
            if word == "share" { return measure.measure(.share(atLeast: measure.atLeast?.value ?? 1)) }
            if let atLeast = measure.atLeast {
                fields.report(
                    "alerts/misplaced-at-least", "at_least belongs to a share, not to a \(word)", at: atLeast.place,
                    remedy: "remove it")
                return nil
            }
            return measure.measure(word == "rate" ? .rate : .count)
        }
        guard let numbers = numbers.first(where: { $0.word == word })?.measure else { return nil }
        if word == "value" {
            guard let percent = numbers.percent else { return numbers.measure(.value) }
            fields.report(
                "alerts/misplaced-p", "p belongs to a percentile, not to a value", at: percent.place,
                remedy: "remove it")
            return nil
        }
        if let percent = numbers.percent { return numbers.measure(.percentile(percent.value)) }
        fields.report(
            "alerts/no-percentile", "a percentile says which", at: fields.keyPlace(word) ?? numbers.events.kind.place,
            remedy: "add p: 95")
        return nil
    }

    private func condition(_ word: String, for measure: Measure, _ fields: Fields) -> AlertRule.Condition? {
        if let threshold = bounds.first(where: { $0.word == word })?.bound {
            guard let bound = Self.bound(threshold, for: measure, fields) else { return nil }
            return word == "above" ? .above(bound) : .below(bound)
        }
        if let change = changes.first(where: { $0.word == word })?.change {
            guard change.against.isLonger(than: measure.window, fields) else { return nil }
            guard let factor = word == "rises" ? change.by.value.rise : change.by.value.fall else {
                fields.report(
                    "alerts/bad-change", "nothing falls by \(change.by.value.scalarText)", at: change.by.place,
                    remedy: "write less than 100%")
                return nil
            }
            return word == "rises"
                ? .rises(factor: factor, against: change.against.value)
                : .falls(factor: factor, against: change.against.value)
        }
        if word == "deviates", let deviation {
            guard deviation.against.isLonger(than: measure.window, fields) else { return nil }
            return .deviates(by: deviation.by, against: deviation.against.value)
        }
        guard word == "absent", let absent else { return nil }
        guard absent.value else {
            fields.report("alerts/bad-absent", "absent is true or not there", at: absent.place, remedy: "write true")
            return nil
        }
        return .absent
    }

    private static func bound(
        _ threshold: Located<LabMonitorThreshold>, for measure: Measure, _ fields: Fields
    ) -> Double? {
        do throws(LabMonitorThreshold.WrongUnit) {
            return try threshold.value.value(for: measure.statistic, unit: measure.events.unit)
        } catch {
            fields.report(
                "alerts/wrong-unit", "\(error.problem), found \(threshold.value.scalarText)", at: threshold.place,
                remedy: error.remedy)
            return nil
        }
    }

    private static func reportChoice(_ fields: Fields, _ words: [String], _ what: String, at place: Place) {
        let given = words.compactMap { fields.keyPlace($0) }
        fields.report(
            RuleID(rawValue: "alerts/one-\(what)"), "a rule has one \(what): \(words.joined(separator: ", "))",
            at: given.count > 1 ? given[1] : place, remedy: given.count > 1 ? "make it a rule of its own" : "add one")
    }
}
