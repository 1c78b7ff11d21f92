/// The alerts that fire, by what the observer was told: those that began and have not been resolved.
package struct FiringAlerts: Sendable {
    private var begun: [LabelSet: AlertObservation] = [:]
    /// The resolutions seen, in order.
    package private(set) var resolutions: [AlertObservation] = []

    /// None.
    package init() {}

    /// Takes note of what was seen.
    package mutating func see(_ observation: AlertObservation) {
        guard observation.vantage == .observer, !observation.isRepeat else { return }
        let labels = observation.transition.alert.labels
        switch observation.transition.state {
        case .firing:
            begun[labels] = observation
        case .resolved:
            // A resolution of an alert that has begun anew meanwhile is about the earlier one.
            if let current = begun[labels],
                observation.transition.alert.startsAt >= current.transition.alert.startsAt
            {
                begun[labels] = nil
            }
            resolutions.append(observation)
        case .pending, .inactive: break
        }
    }

    /// Those that fire, the longest first.
    package var all: [AlertObservation] {
        begun.values.sorted { $0.seenAt.instant < $1.seenAt.instant }
    }
}
