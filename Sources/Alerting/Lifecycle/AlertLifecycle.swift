/// The life of an alert of one rule and one label set: inactive, pending, firing, and inactive again.
///
/// It eats one observation an evaluation and says when the state changes, which is when people are told: once on firing,
/// once on resolution, however long either lasts. As in Prometheus, time that the condition holds begins with the first
/// evaluation that sees it, and one that does not see it begins anew.
struct AlertLifecycle: Sendable, Hashable {
    /// Where it stands.
    private(set) var phase: Phase = .inactive

    /// Where an alert stands, and since when.
    enum Phase: Sendable, Hashable {
        case inactive
        case pending(since: Moment)
        case firing(since: Moment)
    }

    /// A life that stands so.
    init(_ phase: Phase = .inactive) {
        self.phase = phase
    }

    /// Takes note of whether the condition holds now; returns the new state where it changed.
    mutating func advance(holds: Bool, for hold: Duration, at now: Moment) -> AlertState? {
        switch (phase, holds) {
        case (.inactive, false), (.firing, true):
            return nil
        case (.inactive, true):
            guard hold > .zero else { return fire(at: now) }
            phase = .pending(since: now)
            return .pending
        case (.pending(let since), true):
            return now.since(since) >= hold ? fire(at: now) : nil
        case (.pending, false):
            phase = .inactive
            return .inactive
        case (.firing, false):
            phase = .inactive
            return .resolved
        }
    }

    private mutating func fire(at now: Moment) -> AlertState {
        phase = .firing(since: now)
        return .firing
    }
}
