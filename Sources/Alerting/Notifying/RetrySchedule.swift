/// How often and when a notification is tried again.
package struct RetrySchedule: Sendable, Hashable {
    /// How often it is tried in all.
    package var attempts: Int
    /// How long to wait after the first failure; twice as long after each further one.
    package var firstDelay: Duration
    /// The longest wait.
    package var longestDelay: Duration

    /// A schedule.
    package init(attempts: Int, firstDelay: Duration, longestDelay: Duration) {
        self.attempts = max(1, attempts)
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
    }

    /// Six attempts within about three seconds.
    ///
    /// Our choice: drills last seconds, and a receiver that restarts is back by then.
    package static let standard = RetrySchedule(
        attempts: 6, firstDelay: .milliseconds(100), longestDelay: .milliseconds(1600))

    /// Twelve attempts within about six minutes.
    ///
    /// Our choice: a server that greylists wants most often five.
    package static let mail = RetrySchedule(attempts: 12, firstDelay: .seconds(1), longestDelay: .seconds(60))

    /// How long to wait after the attempt numbered from 1; nil where it was the last.
    package func delay(after attempt: Int) -> Duration? {
        guard attempt < attempts else { return nil }
        return min(longestDelay, firstDelay * (1 << min(max(0, attempt - 1), 20)))
    }

    /// Whether another attempt makes sense after this status; Alertmanager tries again after 5xx alone.
    package static func isWorthRetrying(status: Int) -> Bool {
        status / 100 == 5
    }
}
