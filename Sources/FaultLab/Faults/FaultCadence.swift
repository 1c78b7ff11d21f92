/// Which of the attempts that a fault matches it strikes, and for how long.
package struct FaultCadence: Sendable, Hashable {
    /// The share of them, 0 to 1, drawn from the seed: the same attempts by their order in every run of one seed.
    package var chance: Double
    /// It strikes so many times and is then spent; nil for no end.
    package var first: Int?
    /// So many matches pass before any is struck, and do not count for anything else; nil for none.
    package var after: Int?
    /// Only each so-manieth match can be struck, the first of them being match number `every`; nil for all.
    package var every: Int?
    /// It strikes what is more than so many in a time; nil for everything.
    package var per: Allowance?
    /// It strikes what it has not seen before; nil for everything.
    package var greylist: Greylist?
    /// How long it strikes from its first hit on; nil for no end.
    package var lasting: Duration?

    /// So many attempts in any span of time of that length pass; only those that pass count.
    package struct Allowance: Sendable, Hashable {
        /// The length of the sliding window.
        package var window: Duration
        /// How many pass within it.
        package var allow: Int

        /// How many can be allowed, so that those that passed can be kept in mind.
        ///
        /// Our choice: more than a load test sends in a minute.
        package static let allowLimit = 100_000

        /// An allowance.
        package init(window: Duration, allow: Int) {
            self.window = window
            self.allow = allow
        }
    }

    /// The first attempt of a client, sender and recipient together is struck, and every further one until `delay` has
    /// passed since then (RFC 6647 §2).
    package struct Greylist: Sendable, Hashable {
        /// From when on an attempt passes.
        package var delay: Duration

        /// How many triplets are kept in mind; of more, the oldest are forgotten and would be struck again.
        ///
        /// Our choice.
        package static let tripletLimit = 100_000

        /// A greylist.
        package init(delay: Duration) {
            self.delay = delay
        }
    }

    /// A cadence; by default every match is struck.
    package init(
        chance: Double = 1, first: Int? = nil, after: Int? = nil, every: Int? = nil, per: Allowance? = nil,
        greylist: Greylist? = nil, lasting: Duration? = nil
    ) {
        self.chance = chance
        self.first = first
        self.after = after
        self.every = every
        self.per = per
        self.greylist = greylist
        self.lasting = lasting
    }

    /// Says why it could not be kept.
    ///
    /// - Parameter stage: where an SMTP fault strikes; nil for a DNS fault.
    package func check(at stage: SMTPStage?) throws(InvalidFault) {
        if let first, first < 1 { throw .notPositive(.first) }
        if let after, after < 1 { throw .notPositive(.after) }
        if let every, every < 1 { throw .notPositive(.every) }
        if let lasting, lasting <= .zero { throw .notPositive(.lasting) }
        try checkRival(of: .per, isGiven: per != nil)
        try checkRival(of: .greylist, isGiven: greylist != nil)
        if let per {
            guard per.window > .zero, (0...Allowance.allowLimit).contains(per.allow) else {
                throw InvalidFault(
                    .per, "per wants a window, and at most \(Allowance.allowLimit) that it allows",
                    remedy: "write per: { window: 1m, allow: 10 }")
            }
        }
        guard let greylist else { return }
        if greylist.delay <= .zero { throw .notPositive(.greylist) }
        if stage?.knowsRecipients != true {
            throw InvalidFault(
                .greylist, "no recipient is known \(stage.map { "at \($0.rawValue) yet" } ?? "to DNS")",
                remedy: "write at: rcpt, data or message, or remove greylist")
        }
    }

    private func checkRival(of field: InvalidFault.Field, isGiven: Bool) throws(InvalidFault) {
        guard isGiven else { return }
        let others: [(InvalidFault.Field, Bool)] = [
            (.chance, chance < 1), (.every, every != nil), (.per, per != nil), (.greylist, greylist != nil),
        ]
        guard let other = others.first(where: { $0.1 && $0.0 != field })?.0 else { return }
        throw InvalidFault(
            other, "\(field.rawValue) and \(other.rawValue) each say which attempts are struck",
            remedy: "remove one of them, or arm two faults")
    }
}

extension FaultCadence {
    /// Whether match number `match` is struck by `every` and `chance`.
    func strikes(match: Int, seed: UInt64) -> Bool {
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
