import FaultLab
import Scenarios

/// `chance`, `first` and `every`: which of the attempts that match are struck.
struct DrillCadence {
    /// The cadence.
    var value: FaultCadence

    init?(_ fields: inout Fields) {
        let chance = fields.optional("chance", Percent.self, "The share of attempts that it strikes; 100% by default.")
        let first = fields.optional("first", Located<Int>.self, "It strikes so many times and no more.")
        let every = fields.optional("every", Located<Int>.self, "It strikes each so-manieth attempt.")
        for count in [first, every].compactMap(\.self) where count.value < 1 {
            fields.report("scenario/bad-value", "expected at least 1, found \(count.value)", at: count.place)
            return nil
        }
        value = FaultCadence(chance: chance?.fraction ?? 1, first: first?.value, every: every?.value)
    }
}
