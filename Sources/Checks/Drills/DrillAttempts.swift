package import FaultLab
import Findings
import MailMessage
package import Scenarios

/// `attempts: { of: user@slow.example, min: 3, spacing: { min: 5s }, within: 60s }`.
package struct DrillAttempts: ScenarioMapping {
    /// Whose attempts.
    package var recipient: Located<AddressText>
    /// How many there must be at least, where that is said.
    package var least: Located<Int>?
    /// How many there may be at most, where that is said.
    package var most: Located<Int>?
    /// The time between them, where that is said.
    package var spacing: Located<Bound<Duration>>?
    /// How soon.
    package var within: Located<Duration>

    package init?(_ fields: inout Fields) {
        let recipient = fields.required("of", Located<AddressText>.self, "The recipient.")
        let least = fields.optional("min", Located<Int>.self, "How many attempts there must be.")
        let most = fields.optional("max", Located<Int>.self, "How many there may be until the time is over.")
        let spacing = fields.optional(
            "spacing", Located<Bound<Duration>>.self, "The time between an attempt and the next: { min: …, max: … }.")
        let within = fields.required("within", Located<Duration>.self, "How soon, from when the faults are armed.")
        guard let place = fields.place, let recipient, let within else { return nil }
        let given: [(key: String, isRead: Bool)] = [
            ("min", least != nil), ("max", most != nil), ("spacing", spacing != nil),
        ]
        guard given.allSatisfy({ $0.isRead || fields.keyPlace($0.key) == nil }) else { return nil }
        guard given.contains(where: \.isRead) else {
            fields.report("drill/no-bound", "attempts want min, max or spacing", at: place, remedy: "add min")
            return nil
        }
        for (key, count) in [("min", least), ("max", most)] {
            guard let count, count.value < (key == "min" ? 1 : 0) else { continue }
            fields.report("scenario/bad-value", "\(key) is no number of attempts", at: count.place, remedy: "raise it")
            return nil
        }
        if let least, let most, least.value > most.value {
            fields.report(
                "scenario/bad-value", "min is more than max: \(least.value) > \(most.value)", at: least.place,
                remedy: "exchange them")
            return nil
        }
        if let spacing, !Self.isRange(spacing.value) {
            fields.report(
                "scenario/bad-value", "the time between attempts is never exactly one", at: spacing.place,
                remedy: "write { min: …, max: … }")
            return nil
        }
        if let spacing, (least?.value ?? 0) < 2 {
            fields.report(
                "scenario/bad-value", "there is no time between fewer than two attempts", at: spacing.place,
                remedy: "add min: 2, or more")
            return nil
        }
        self.recipient = recipient
        self.least = least
        self.most = most
        self.spacing = spacing
        self.within = within
    }

    private static func isRange(_ bound: Bound<Duration>) -> Bool {
        if case .range = bound.form { true } else { false }
    }

    /// The expectation without its places.
    package var expectation: AttemptExpectation {
        AttemptExpectation(
            of: recipient.value.address.description, least: least?.value ?? 0, most: most?.value,
            leastSpacing: spacing?.value.lowerBound, mostSpacing: spacing?.value.upperBound, within: within.value)
    }
}
