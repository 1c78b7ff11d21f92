import DNS
import MailMessage
import NIOCore

/// Who tried to deliver what to whom: what greylisting tells attempts apart by.
struct AttemptTriplet: Sendable, Hashable {
    var client: IPAddress
    /// Empty for the null reverse-path.
    var sender: String
    var recipient: String
}

extension SMTPMoment {
    /// The triplets of an attempt, one for each recipient.
    var triplets: [AttemptTriplet] {
        let sender = (self.sender ?? nil)?.description.lowercased() ?? ""
        return recipients.map {
            AttemptTriplet(client: client, sender: sender, recipient: $0.description.lowercased())
        }
    }
}

/// What an armed fault remembers of the attempts it matched, as far as its cadence wants it.
///
/// Pure: time is told.
struct FaultMemory: Sendable {
    private var firstHit: ContinuousClock.Instant?
    /// When those passed that `per` counts, oldest first.
    private var passes = CircularBuffer<ContinuousClock.Instant>()
    /// When a triplet was first seen.
    private var seen: [AttemptTriplet: ContinuousClock.Instant] = [:]
    /// The triplets in the order of their first attempt.
    private var order = CircularBuffer<AttemptTriplet>()

    /// When a fault of this cadence ends by itself; nil where it does not, or has not begun.
    func end(of cadence: FaultCadence) -> ContinuousClock.Instant? {
        cadence.lasting.flatMap { lasting in firstHit?.advanced(by: lasting) }
    }

    /// Whether an attempt is struck, which is remembered.
    ///
    /// - Parameters:
    ///   - match: the number of the match, from 1.
    ///   - hits: how many were struck before.
    mutating func strikes(
        _ cadence: FaultCadence, match: Int, after hits: Int, triplets: [AttemptTriplet], seed: UInt64,
        at now: ContinuousClock.Instant
    ) -> Bool {
        if let after = cadence.after, match <= after { return false }
        if let first = cadence.first, hits >= first { return false }
        if let end = end(of: cadence), now >= end { return false }
        let isHit =
            if let per = cadence.per {
                exceeds(per, at: now)
            } else if let greylist = cadence.greylist {
                isNew(triplets, for: greylist, at: now)
            } else {
                cadence.strikes(match: match - (cadence.after ?? 0), seed: seed)
            }
        if isHit, firstHit == nil { firstHit = now }
        return isHit
    }

    private mutating func exceeds(_ per: FaultCadence.Allowance, at now: ContinuousClock.Instant) -> Bool {
        while let oldest = passes.first, oldest.duration(to: now) >= per.window { passes.removeFirst() }
        guard passes.count < per.allow else { return true }
        passes.append(now)
        return false
    }

    private mutating func isNew(
        _ triplets: [AttemptTriplet], for greylist: FaultCadence.Greylist, at now: ContinuousClock.Instant
    ) -> Bool {
        var isNew = false
        for triplet in triplets {
            if let first = seen[triplet] {
                if first.duration(to: now) < greylist.delay { isNew = true }
                continue
            }
            isNew = true
            if seen.count >= FaultCadence.Greylist.tripletLimit, let oldest = order.popFirst() {
                seen[oldest] = nil
            }
            seen[triplet] = now
            order.append(triplet)
        }
        return isNew
    }
}
