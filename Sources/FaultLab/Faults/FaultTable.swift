/// The name of an armed fault, unique in its lab.
package struct FaultID: RawRepresentable, Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The number, from 1 in the order of arming.
    package var rawValue: Int

    /// The fault of a number.
    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// `fault-1`.
    package var description: String { "fault-\(rawValue)" }

    /// Orders by arming.
    package static func < (left: FaultID, right: FaultID) -> Bool { left.rawValue < right.rawValue }
}

/// Which of the attempts that a fault matches it strikes.
package struct FaultCadence: Sendable, Hashable {
    /// The share of them, 0 to 1, drawn from the seed: the same attempts by their order in every run of one seed.
    package var chance: Double
    /// It strikes so many times and is then spent; nil for no end.
    package var first: Int?
    /// Only each so-manieth match can be struck, the first of them being match number `every`; nil for all.
    package var every: Int?

    /// A cadence; by default every match is struck.
    package init(chance: Double = 1, first: Int? = nil, every: Int? = nil) {
        self.chance = chance
        self.first = first
        self.every = every
    }
}

/// How often a fault struck.
package struct FaultHits: Sendable, Hashable {
    /// The attempts that it matched, struck or not.
    package var matches = 0
    /// The attempts that it struck.
    package var total = 0
    /// The strikes by the domain of the recipients, in lower case; for DNS faults by the name asked for.
    package var bySubject: [String: Int] = [:]

    /// No hits.
    package init() {}
}

/// The faults of one kind that are armed, in the order of arming, and their counts.
///
/// Pure: time is told.
struct FaultTable<Rule: Sendable>: Sendable {
    /// An armed fault.
    struct Entry {
        var id: FaultID
        var rule: Rule
        var cadence: FaultCadence
        var seed: UInt64
        var expires: ContinuousClock.Instant
    }

    private var armed: [Entry] = []
    private var counts: [FaultID: FaultHits] = [:]

    var isEmpty: Bool { armed.isEmpty }

    mutating func arm(
        _ rule: Rule, id: FaultID, cadence: FaultCadence, seed: UInt64, expires: ContinuousClock.Instant
    ) {
        armed.append(Entry(id: id, rule: rule, cadence: cadence, seed: seed, expires: expires))
        counts[id] = FaultHits()
    }

    /// Removes a fault; false where it was not armed any more.
    @discardableResult
    mutating func disarm(_ id: FaultID, now: ContinuousClock.Instant) -> Bool {
        guard let index = armed.firstIndex(where: { $0.id == id }) else { return false }
        return armed.remove(at: index).expires > now
    }

    func isArmed(_ id: FaultID, now: ContinuousClock.Instant) -> Bool {
        armed.contains { $0.id == id && $0.expires > now }
    }

    func hits(of id: FaultID) -> FaultHits { counts[id] ?? FaultHits() }

    /// The first fault that matches and strikes.
    ///
    /// One that matches and lets the attempt pass leaves it to the next.
    mutating func strike(
        at now: ContinuousClock.Instant, subjects: [String], where matches: (Rule) -> Bool
    ) -> Entry? {
        armed.removeAll { $0.expires <= now }
        for entry in armed where matches(entry.rule) {
            if count(entry, subjects) { return entry }
        }
        return nil
    }

    private mutating func count(_ entry: Entry, _ subjects: [String]) -> Bool {
        var hits = counts[entry.id] ?? FaultHits()
        hits.matches += 1
        let isHit = entry.cadence.strikes(match: hits.matches, after: hits.total, seed: entry.seed)
        if isHit {
            hits.total += 1
            for subject in subjects { hits.bySubject[subject, default: 0] += 1 }
        }
        counts[entry.id] = hits
        return isHit
    }
}

extension FaultCadence {
    /// Whether match number `match` is struck when `hits` were struck before it.
    func strikes(match: Int, after hits: Int, seed: UInt64) -> Bool {
        if let first, hits >= first { return false }
        if let every, every > 1, match % every != 0 { return false }
        return chance >= 1 || FaultCadence.share(match, seed: seed) < chance
    }

    /// A number from 0 to below 1 that follows from a seed and the number of a match.
    ///
    /// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014) entered at that step, so
    /// that nothing is drawn but for this fault, and its n-th match has the same luck in every run.
    private static func share(_ match: Int, seed: UInt64) -> Double {
        var mixed = seed &+ UInt64(truncatingIfNeeded: match) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((mixed ^ (mixed >> 31)) >> 11) / Double(1 << 53)
    }
}
