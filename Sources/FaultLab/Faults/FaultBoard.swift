package import DNS
import Synchronization

/// The armed faults of one lab, shared by its servers and by who arms them.
package final class FaultBoard: FaultPlan {
    private let state: Mutex<State>
    private let seed: UInt64
    private let clock = ContinuousClock()

    private struct State {
        var smtp = FaultTable<SMTPFault>()
        var dns = FaultTable<DNSFault>()
        var nextNumber = 1
    }

    /// A board without faults.
    ///
    /// - Parameter seed: what the odds of faults follow from.
    package init(seed: UInt64) {
        self.seed = seed
        state = Mutex(State())
    }

    /// Arms a fault until it is disarmed or its lease is over, whichever comes first.
    package func arm(_ fault: SMTPFault, lease: Duration) -> ArmedFault {
        arm(fault.description, lease) { state, id, seed, expires in
            state.smtp.arm(fault, id: id, cadence: fault.cadence, seed: seed, expires: expires)
        }
    }

    /// Arms a fault until it is disarmed or its lease is over, whichever comes first.
    package func arm(_ fault: DNSFault, lease: Duration) -> ArmedFault {
        arm(fault.description, lease) { state, id, seed, expires in
            state.dns.arm(fault, id: id, cadence: fault.cadence, seed: seed, expires: expires)
        }
    }

    private func arm(
        _ description: String, _ lease: Duration,
        _ insert: (inout State, FaultID, UInt64, ContinuousClock.Instant) -> Void
    ) -> ArmedFault {
        let expires = clock.now.advanced(by: lease)
        let id = state.withLock { state in
            let id = FaultID(rawValue: state.nextNumber)
            state.nextNumber += 1
            // The order of arming is the scenario's, so each fault has its own odds, the same in every run.
            insert(&state, id, seed ^ UInt64(truncatingIfNeeded: id.rawValue) &* 0xD6E8_FEB8_6659_FD93, expires)
            return id
        }
        return ArmedFault(id: id, description: description, expires: expires, board: self)
    }

    /// The first armed fault that matches and strikes at this moment.
    package func hit(at moment: SMTPMoment) -> FaultHit? {
        state.withLock { state in
            guard !state.smtp.isEmpty else { return nil }
            let subjects = Set(moment.recipients.map(\.foldedDomain))
            return state.smtp.strike(at: clock.now, subjects: Array(subjects)) { $0.matches(moment) }
                .map { FaultHit(fault: $0.0, reply: $0.1.reply) }
        }
    }

    /// What a fault answers to a question, counted; nil lets the zones answer.
    package func reply(to question: Question) -> DNSFault.Reply? {
        state.withLock { state in
            guard !state.dns.isEmpty else { return nil }
            return state.dns.strike(at: clock.now, subjects: [question.name.lowercased]) { $0.matches(question) }?.1
                .answer
        }
    }

    /// Disarms a fault; false where it was disarmed or had expired before.
    @discardableResult
    func disarm(_ id: FaultID) -> Bool {
        state.withLock { state in
            let now = clock.now
            let wasSMTP = state.smtp.disarm(id, now: now)
            let wasDNS = state.dns.disarm(id, now: now)
            return wasSMTP || wasDNS
        }
    }

    func isArmed(_ id: FaultID) -> Bool {
        state.withLock { $0.smtp.isArmed(id, now: clock.now) || $0.dns.isArmed(id, now: clock.now) }
    }

    func hits(of id: FaultID) -> FaultHits {
        state.withLock { state in
            let hits = state.smtp.hits(of: id)
            return hits.matches > 0 ? hits : state.dns.hits(of: id)
        }
    }
}

/// A fault that was armed: the way to disarm it, and its counts.
package struct ArmedFault: Sendable, CustomStringConvertible {
    /// Its name in attempt records.
    package let id: FaultID
    /// What it does, in words: `smtp mx rcpt slow.example: 451 4.7.1 Try again later`.
    package let description: String
    /// When its lease is over.
    package let expires: ContinuousClock.Instant
    fileprivate let board: FaultBoard

    /// Disarms it: no attempt that begins after this returns is struck.
    ///
    /// Doing it again does nothing.
    ///
    /// - Returns: whether it was still armed.
    @discardableResult
    package func disarm() -> Bool { board.disarm(id) }

    /// Whether it can still strike.
    package var isArmed: Bool { board.isArmed(id) }

    /// How often it struck so far; kept after it was disarmed.
    package var hits: FaultHits { board.hits(of: id) }
}
