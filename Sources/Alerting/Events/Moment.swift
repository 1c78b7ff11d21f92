package import Findings

/// A moment on both clocks: the steady one that durations are measured by, and the wall's, which people read.
///
/// Everything in this module that depends on time is handed one, so that a test can let hours pass in a loop.
package struct Moment: Sendable, Hashable {
    /// The steady clock.
    package var instant: ContinuousClock.Instant
    /// The wall clock, in UTC.
    package var wallTime: WallTime

    /// A moment that both clocks agree on.
    package init(instant: ContinuousClock.Instant, wallTime: WallTime) {
        self.instant = instant
        self.wallTime = wallTime
    }

    /// The moment it is now.
    package static func now() -> Moment {
        Moment(instant: .now, wallTime: .now())
    }

    /// The moment so much later (or earlier) on both clocks.
    package func advanced(by duration: Duration) -> Moment {
        Moment(
            instant: instant.advanced(by: duration),
            wallTime: WallTime(microseconds: wallTime.microseconds &+ duration.wholeNanoseconds / 1000))
    }

    /// How long after `earlier` this is; negative where it is before.
    package func since(_ earlier: Moment) -> Duration {
        earlier.instant.duration(to: instant)
    }
}

extension Duration {
    /// Whole nanoseconds, held at the ends of 64 bits (292 years), which no window or deadline reaches.
    package var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, tooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !tooLarge else { return seconds < 0 ? .min : .max }
        let (sum, overflow) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflow ? (seconds < 0 ? .min : .max) : sum
    }

    /// Seconds with their fraction, for rates and reports.
    package var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
