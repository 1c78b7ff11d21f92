/// An alert in a list of those that are pending or fire.
struct ListedAlert: Sendable, Hashable {
    /// The alert.
    var alert: Alert
    /// Pending or firing.
    var state: AlertState
    /// The number that made it so, as the list writes it.
    var value: String?
    /// Why nobody is told of it; nil where people are.
    var suppression: String?

    /// The change that made it so.
    func transition(at moment: Moment) -> AlertTransition {
        AlertTransition(alert, state, value: value, at: moment)
    }
}

/// A list that is looked at again and again: says what changed between two looks.
struct ListedAlerts: Sendable {
    private var known: [LabelSet: ListedAlert]

    /// The first look; nothing of it is a change.
    init(_ list: [ListedAlert]) {
        known = Self.indexed(list)
    }

    /// Takes the next look.
    ///
    /// An alert that fired and is listed no longer is resolved, for lists hold no resolved alerts.
    mutating func advance(to list: [ListedAlert], at now: Moment) -> [AlertObservation] {
        let next = Self.indexed(list)
        var observations: [AlertObservation] = []
        for labels in Set(known.keys).union(next.keys).sorted(by: { $0.description < $1.description }) {
            observations += Self.changes(from: known[labels], to: next[labels], at: now)
        }
        known = next
        return observations
    }

    private static func indexed(_ list: [ListedAlert]) -> [LabelSet: ListedAlert] {
        // Grafana may list two alerts of the same labels: one that fires has precedence.
        Dictionary(list.map { ($0.alert.labels, $0) }) { first, last in first.state == .firing ? first : last }
    }

    private static func changes(
        from old: ListedAlert?, to new: ListedAlert?, at now: Moment
    ) -> [AlertObservation] {
        guard let new else { return old.map { [ended($0, at: now)] } ?? [] }
        let isAnew = old.map { $0.state == .firing && $0.alert.startsAt < new.alert.startsAt } ?? false
        if let old, old.state == new.state, !isAnew {
            // What nobody was told of and now is, or the other way round, is worth a word, and the first counts.
            guard old.suppression != new.suppression else { return [] }
            return [observed(new, isRepeat: new.suppression != nil, at: now)]
        }
        let end = old.flatMap { $0.state == .firing ? [ended($0, at: now)] : nil } ?? []
        return end + [observed(new, isRepeat: false, at: now)]
    }

    private static func observed(_ item: ListedAlert, isRepeat: Bool, at now: Moment) -> AlertObservation {
        AlertObservation(
            item.transition(at: now), at: .observer, isRepeat: isRepeat, suppression: item.suppression, seenAt: now)
    }

    private static func ended(_ item: ListedAlert, at now: Moment) -> AlertObservation {
        var alert = item.alert
        alert.endsAt = now.wallTime
        let state: AlertState = item.state == .firing ? .resolved : .inactive
        return AlertObservation(
            AlertTransition(alert, state, at: now), at: .observer, evidence: .gone, seenAt: now)
    }
}
