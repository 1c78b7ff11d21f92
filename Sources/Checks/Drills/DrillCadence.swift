import FaultLab
import Findings
import Scenarios

/// `chance`, `first`, `after`, `every`, `per`, `for` and `greylist`: which of the attempts that match are struck.
struct DrillCadence {
    /// The cadence.
    var value: FaultCadence

    /// The keys that it is made of.
    static let keys = ["chance", "first", "after", "every", "per", "for", "greylist"]

    /// Reads it; a greylist is of SMTP alone.
    init?(_ fields: inout Fields, isSMTP: Bool) {
        let chance = fields.optional("chance", Percent.self, "The share of attempts that it strikes; 100% by default.")
        let first = fields.optional("first", Located<Int>.self, "It strikes so many times and no more.")
        let after = fields.optional("after", Located<Int>.self, "So many attempts pass before it strikes any.")
        let every = fields.optional("every", Located<Int>.self, "It strikes each so-manieth attempt.")
        let per = fields.optional("per", Allowance.self, "It strikes what is more than so many in a time.")
        let lasting = fields.optional("for", Located<Duration>.self, "How long it strikes from its first hit on.")
        let greylist =
            isSMTP
            ? fields.optional(
                "greylist", Greylist.self, "It strikes each client, sender and recipient until a time has passed.")
            : nil
        guard fields.place != nil else { return nil }
        let given: [(key: String, isRead: Bool)] = [
            ("chance", chance != nil), ("first", first != nil), ("after", after != nil), ("every", every != nil),
            ("per", per != nil), ("for", lasting != nil), ("greylist", !isSMTP || greylist != nil),
        ]
        guard given.allSatisfy({ $0.isRead || fields.keyPlace($0.key) == nil }) else { return nil }
        for count in [first, after, every].compactMap(\.self) where count.value < 1 {
            fields.report("scenario/bad-value", "expected at least 1, found \(count.value)", at: count.place)
            return nil
        }
        value = FaultCadence(
            chance: chance?.fraction ?? 1, first: first?.value, after: after?.value, every: every?.value,
            per: per?.value, greylist: greylist?.value, lasting: lasting?.value)
    }

    /// `per: { window: 1m, allow: 10 }`.
    private struct Allowance: ScenarioMapping {
        var value: FaultCadence.Allowance

        init?(_ fields: inout Fields) {
            let window = fields.required("window", Duration.self, "The length of the time, which slides.")
            let allow = fields.required("allow", Int.self, "How many attempts pass in it.")
            guard let window, let allow else { return nil }
            value = FaultCadence.Allowance(window: window, allow: allow)
        }
    }

    /// `greylist: { delay: 1m }`.
    private struct Greylist: ScenarioMapping {
        var value: FaultCadence.Greylist

        init?(_ fields: inout Fields) {
            let delay = fields.required("delay", Duration.self, "From when on a further attempt passes.")
            guard let delay else { return nil }
            value = FaultCadence.Greylist(delay: delay)
        }
    }
}
