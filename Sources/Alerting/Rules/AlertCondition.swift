extension AlertRule {
    /// What the number must do for the alert to fire.
    package enum Condition: Sendable, Hashable {
        /// The number is greater.
        case above(Double)
        /// The number is smaller. A label set without any event in the window has no number, and is not below anything.
        case below(Double)
        /// The number is more than so many times what the series was on average in the time `against`.
        case rises(factor: Double, against: Duration)
        /// The number is less than so many times what the series was on average in the time `against`.
        case falls(factor: Double, against: Duration)
        /// The number is further from the series' mean than so many of its standard deviations.
        case deviates(by: Double, against: Duration)
        /// Nothing was selected in the whole window, of a label set that was seen before.
        case absent

        /// The least standard deviation that a series is said to have, as a part of its mean.
        ///
        /// Our choice: a series that never moved would else deviate with its first event.
        private static let leastDeviation = 0.01

        /// How much of a series' past it compares with; nil where it looks at now alone.
        package var past: Duration? {
            switch self {
            case .rises(_, let past), .falls(_, let past), .deviates(_, let past): past
            case .above, .below, .absent: nil
            }
        }

        /// Whether it holds for a number and what is usual for the series; never, where it asks for a past and none is
        /// known.
        func holds(for value: Double, usual: Baseline.Usual?) -> Bool {
            switch self {
            case .above(let bound): return value > bound
            case .below(let bound): return value < bound
            case .rises(let factor, _):
                return usual.map { value > $0.mean * factor } ?? false
            case .falls(let factor, _):
                return usual.map { value < $0.mean * factor } ?? false
            case .deviates(let times, _):
                guard let usual else { return false }
                let deviation = max(usual.deviation, usual.mean.magnitude * Self.leastDeviation)
                return (value - usual.mean).magnitude > deviation * times
            case .absent: return false
            }
        }

        /// The condition in a few words: `above 20%`.
        func summary(of measure: Measure) -> String {
            switch self {
            case .above(let bound): "above \(measure.text(bound))"
            case .below(let bound): "below \(measure.text(bound))"
            case .rises(let factor, let past): "rises above \(factor) of its mean of \(past)"
            case .falls(let factor, let past): "falls below \(factor) of its mean of \(past)"
            case .deviates(let times, let past): "deviates by \(times) standard deviations of \(past)"
            case .absent: "absent"
            }
        }
    }
}
