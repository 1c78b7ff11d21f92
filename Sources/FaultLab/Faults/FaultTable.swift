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

/// The faults of one kind that are armed, in the order of arming, and their counts.
///
/// Pure: time is told.
struct FaultTable<Rule: Sendable>: Sendable {
    private struct Entry {
        var id: FaultID
        var rule: Rule
        var cadence: FaultCadence
        var seed: UInt64
        var expires: ContinuousClock.Instant
    }

    private var armed: [Entry] = []
    private var counts: [FaultID: FaultHits] = [:]
    /// Beside the entries, so that to read an entry is not to copy all that it remembers.
    private var memories: [FaultID: FaultMemory] = [:]

    var isEmpty: Bool { armed.isEmpty }

    /// Whether a rule that fits is armed, or was until its lease was over.
    func contains(where fits: (Rule) -> Bool) -> Bool { armed.contains { fits($0.rule) } }

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
        memories[id] = nil
        return armed.remove(at: index).expires > now
    }

    func isArmed(_ id: FaultID, now: ContinuousClock.Instant) -> Bool {
        armed.contains { $0.id == id && $0.expires > now }
    }

    func hits(of id: FaultID) -> FaultHits { counts[id] ?? FaultHits() }

    /// The first fault that matches and strikes; what it begins ends at `expires`.
    ///
    /// One that matches and lets the attempt pass leaves it to the next.
    mutating func strike(
        at now: ContinuousClock.Instant, subjects: @autoclosure () -> [String], triplets: [AttemptTriplet] = [],
        where matches: (Rule) -> Bool
    ) -> (id: FaultID, rule: Rule, expires: ContinuousClock.Instant, seed: UInt64)? {
        armed.removeAll { $0.expires <= now }
        for entry in armed where matches(entry.rule) {
            guard count(entry, subjects(), triplets, at: now) else { continue }
            let end = memories[entry.id]?.end(of: entry.cadence)
            return (entry.id, entry.rule, end.map { min($0, entry.expires) } ?? entry.expires, entry.seed)
        }
        return nil
    }

    /// Every fault that matches and strikes, each by its own count, but for those that are `decided` already.
    ///
    /// Those that match are decided now, whether or not they strike.
    mutating func strikeEach(
        at now: ContinuousClock.Instant, subjects: [String], besides decided: inout Set<FaultID>,
        where matches: (Rule) -> Bool
    ) -> [(id: FaultID, rule: Rule, expires: ContinuousClock.Instant)] {
        armed.removeAll { $0.expires <= now }
        var strikes: [(id: FaultID, rule: Rule, expires: ContinuousClock.Instant)] = []
        for entry in armed where matches(entry.rule) && decided.insert(entry.id).inserted {
            guard count(entry, subjects, [], at: now) else { continue }
            let end = memories[entry.id]?.end(of: entry.cadence)
            strikes.append((entry.id, entry.rule, end.map { min($0, entry.expires) } ?? entry.expires))
        }
        return strikes
    }

    private mutating func count(
        _ entry: Entry, _ subjects: [String], _ triplets: [AttemptTriplet], at now: ContinuousClock.Instant
    ) -> Bool {
        // Out of their places meanwhile: what is in two places is copied when it changes.
        var hits = counts.removeValue(forKey: entry.id) ?? FaultHits()
        var memory = memories.removeValue(forKey: entry.id) ?? FaultMemory()
        hits.matches += 1
        let isHit = memory.strikes(
            entry.cadence, match: hits.matches, after: hits.total, triplets: triplets, seed: entry.seed, at: now)
        if isHit { hits.strike(subjects) }
        counts[entry.id] = hits
        memories[entry.id] = memory
        return isHit
    }
}
