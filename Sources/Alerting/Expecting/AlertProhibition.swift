/// Alerts that must not fire: noise is a failure.
package struct AlertProhibition: Sendable, Hashable {
    /// Which alerts.
    package var pattern: AlertPattern
    /// `any_other`: those that are expected are not meant.
    package var sparesExpected: Bool

    /// A prohibition.
    package init(_ pattern: AlertPattern, sparesExpected: Bool) {
        self.pattern = pattern
        self.sparesExpected = sparesExpected
    }

    /// Whether an observation breaks it, where alerts of the patterns `expected` are expected.
    ///
    /// An alert that is silenced or inhibited wakes nobody, which is what an inhibition is for.
    package func isBroken(by observation: AlertObservation, expected: [AlertPattern]) -> Bool {
        guard observation.transition.state == .firing, observation.vantage == .observer, !observation.isRepeat,
            observation.suppression == nil
        else { return false }
        let alert = observation.transition.alert
        guard pattern.matches(alert) else { return false }
        return !(sparesExpected && expected.contains { $0.matches(alert) })
    }
}
