package import Findings

/// What a monitor must know after a restart, so that nobody is told again what they were told, and everybody that it ends.
///
/// It is written and read as JSON by whoever keeps the monitor.
package struct MonitorState: Sendable, Hashable, Codable {
    /// The alerts that are pending or firing.
    package var alerts: [SavedAlert]
    /// Who knows of which.
    package var told: Set<NotificationDesk.Told>

    /// A state.
    package init(alerts: [SavedAlert], told: Set<NotificationDesk.Told>) {
        self.alerts = alerts
        self.told = told
    }

    /// An alert that is pending or firing.
    package struct SavedAlert: Sendable, Hashable, Codable {
        /// The name and the labels of its rule.
        package var rule: [String: String]
        /// The labels that tell its series apart.
        package var series: [String: String]
        /// All its labels.
        package var labels: [String: String]
        /// What is said about it.
        package var annotations: [String: String]
        /// When it began to fire, or its condition to hold.
        package var startsAt: WallTime
        /// Whether it fires, or is pending.
        package var isFiring: Bool
        /// The number that made it so.
        package var value: String?
    }
}
