package import DNS
import Synchronization

/// The armed faults of one lab, shared by its servers and by who arms them.
package final class FaultBoard: FaultPlan {
    private let state: Mutex<State>
    private let seed: UInt64
    private let now: @Sendable () -> ContinuousClock.Instant

    private struct State {
        var smtp = FaultTable<SMTPFault>()
        var dns = FaultTable<DNSFault>()
        var network = FaultTable<NetworkFault>()
        var tls = FaultTable<TLSFault>()
        var nextNumber = 1
        /// Who waits for the end of which fault.
        var watchers: [FaultID: [Int: @Sendable () -> Void]] = [:]
        var nextWatcher = 0

        func isArmed(_ id: FaultID, now: ContinuousClock.Instant) -> Bool {
            smtp.isArmed(id, now: now) || dns.isArmed(id, now: now) || network.isArmed(id, now: now)
                || tls.isArmed(id, now: now)
        }
    }

    /// A board without faults.
    ///
    /// - Parameters:
    ///   - seed: what the odds of faults follow from.
    ///   - now: the time.
    package init(seed: UInt64, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.seed = seed
        self.now = now
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

    /// Arms a fault until it is disarmed or its lease is over, whichever comes first; see `Lab.arm`.
    func arm(_ fault: NetworkFault, lease: Duration) -> ArmedFault {
        arm(fault.description, lease) { state, id, seed, expires in
            state.network.arm(fault, id: id, cadence: fault.cadence, seed: seed, expires: expires)
        }
    }

    /// Arms a fault until it is disarmed or its lease is over, whichever comes first.
    package func arm(_ fault: TLSFault, lease: Duration) -> ArmedFault {
        arm(fault.description, lease) { state, id, seed, expires in
            state.tls.arm(fault, id: id, cadence: fault.cadence, seed: seed, expires: expires)
        }
    }

    private func arm(
        _ description: String, _ lease: Duration,
        _ insert: (inout State, FaultID, UInt64, ContinuousClock.Instant) -> Void
    ) -> ArmedFault {
        let expires = now().advanced(by: lease)
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
            let hit = state.smtp.strike(at: now(), subjects: Array(subjects), triplets: moment.triplets) {
                $0.matches(moment)
            }
            return hit.map { FaultHit(fault: $0.id, effect: $0.rule.effect, expires: $0.expires) }
        }
    }

    /// What a fault does to the answer to a question, counted; nil lets the zones answer.
    package func hit(for question: Question, over transport: DNSTransport) -> DNSFaultHit? {
        state.withLock { state in
            guard !state.dns.isEmpty else { return nil }
            let hit = state.dns.strike(at: now(), subjects: [question.name.lowercased]) {
                $0.matches(question, over: transport)
            }
            return hit.map { DNSFaultHit($0.rule, seed: $0.seed) }
        }
    }

    /// Whether a fault is armed that could strike one of these questions, whatever its cadence; nothing is counted.
    func mayStrike(_ questions: [Question], over transport: DNSTransport) -> Bool {
        state.withLock { state in
            guard !state.dns.isEmpty else { return false }
            return state.dns.contains { rule in questions.contains { rule.matches($0, over: transport) } }
        }
    }

    /// The faults that strike a connection through a proxy, of those that it has not met yet.
    func strikes(of proxy: String, besides decided: inout Set<FaultID>) -> [NetworkStrike] {
        state.withLock { state in
            guard !state.network.isEmpty else { return [] }
            return state.network.strikeEach(at: now(), subjects: [proxy], besides: &decided) { $0.proxy == proxy }
                .map { NetworkStrike(fault: $0.id, effect: $0.rule.effect, expires: $0.expires) }
        }
    }

    /// The first armed fault that strikes a handshake of a server.
    package func hit(tlsOf server: String) -> TLSFaultHit? {
        state.withLock { state in
            guard !state.tls.isEmpty else { return nil }
            return state.tls.strike(at: now(), subjects: [server]) { $0.matches(server: server) }
                .map { TLSFaultHit(fault: $0.id, rule: $0.rule) }
        }
    }

    /// Disarms a fault; false where it was disarmed or had expired before.
    @discardableResult
    func disarm(_ id: FaultID) -> Bool {
        let now = now()
        let (wasArmed, watchers) = state.withLock { state in
            let wasSMTP = state.smtp.disarm(id, now: now)
            let wasDNS = state.dns.disarm(id, now: now)
            let wasNetwork = state.network.disarm(id, now: now)
            let wasTLS = state.tls.disarm(id, now: now)
            return (wasSMTP || wasDNS || wasNetwork || wasTLS, state.watchers.removeValue(forKey: id) ?? [:])
        }
        // Outside of the lock: who is told may ask again.
        for watcher in watchers.values { watcher() }
        return wasArmed
    }

    /// Calls `ended` once when a fault is disarmed; at once where it is not armed.
    package func watch(_ fault: FaultID, ended: @escaping @Sendable () -> Void) -> FaultWatch {
        let now = now()
        let number: Int? = state.withLock { state in
            guard state.isArmed(fault, now: now) else { return nil }
            state.nextWatcher += 1
            state.watchers[fault, default: [:]][state.nextWatcher] = ended
            return state.nextWatcher
        }
        guard let number else {
            ended()
            return FaultWatch()
        }
        return FaultWatch { [weak self] in
            self?.state.withLock { _ = $0.watchers[fault]?.removeValue(forKey: number) }
        }
    }

    /// Whether a fault is armed and its lease not over.
    package func isArmed(_ id: FaultID) -> Bool {
        state.withLock { $0.isArmed(id, now: now()) }
    }

    func hits(of id: FaultID) -> FaultHits {
        state.withLock { state in
            let all = [
                state.smtp.hits(of: id), state.dns.hits(of: id), state.network.hits(of: id),
                state.tls.hits(of: id),
            ]
            return all.first { $0.matches > 0 } ?? FaultHits()
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
