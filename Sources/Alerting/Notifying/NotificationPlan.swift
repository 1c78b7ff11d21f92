package import Findings

/// Who is told of which alerts, and when.
package struct NotificationPlan: Sendable, Hashable {
    /// The receivers, in order.
    package var receivers: [Route]
    /// Times in which nobody is told of some alerts.
    package var silences: [Silence]

    /// A plan.
    package init(receivers: [Route], silences: [Silence] = []) {
        self.receivers = receivers
        self.silences = silences
    }

    /// What one receiver wants to be told.
    package struct Route: Sendable, Hashable {
        /// The receiver's name.
        package var receiver: String
        /// Labels that an alert must have; all alerts where there are none.
        package var labels: [String: String]
        /// How long an alert must have fired before this receiver is told: the delay of an escalation.
        package var delay: Duration
        /// When it is told of what is not critical; at any time where it says nothing.
        package var hours: BusinessHours?
        /// Whether silences are for it too.
        package var isSilenced: Bool

        /// A route.
        package init(
            _ receiver: String, labels: [String: String] = [:], delay: Duration = .zero, hours: BusinessHours? = nil,
            isSilenced: Bool = true
        ) {
            self.receiver = receiver
            self.labels = labels
            self.delay = delay
            self.hours = hours
            self.isSilenced = isSilenced
        }
    }

    /// A time in which nobody is told of some alerts: a maintenance.
    package struct Silence: Sendable, Hashable {
        /// Labels that such an alert has; the name is one of them.
        package var labels: [String: String]
        /// From when.
        package var from: WallTime
        /// Until when.
        package var until: WallTime

        /// A silence.
        package init(labels: [String: String], from: WallTime, until: WallTime) {
            self.labels = labels
            self.from = from
            self.until = until
        }
    }
}
