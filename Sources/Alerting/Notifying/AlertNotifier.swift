/// Tells somebody about alerts that fire and that are resolved.
package protocol AlertNotifier: Sendable {
    /// Takes a change to be told; returns at once, and never waits for whoever is told.
    func notify(_ transition: AlertTransition)

    /// Takes changes to be told in one message; returns at once.
    func notify(_ group: [AlertTransition])

    /// What could not be told so far, oldest first.
    var failures: [NotificationFailure] { get }

    /// Gives what is still under way at most so much time, then gives up.
    func stop(within limit: Duration) async
}

extension AlertNotifier {
    /// Tells each change by itself.
    package func notify(_ group: [AlertTransition]) {
        for transition in group { notify(transition) }
    }
}

/// A notification that was given up.
package struct NotificationFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whom it was for.
    package var receiver: String
    /// The alert, in the words of `Alert.summary`.
    package var alert: String
    /// What it said.
    package var state: AlertState
    /// How often it was tried; 0 where it never was because too many waited.
    package var attempts: Int
    /// What went wrong the last time.
    package var reason: String

    /// The failure to tell some changes.
    init(_ group: [AlertTransition], to receiver: String, attempts: Int, reason: String) {
        self.receiver = receiver
        let others = group.count > 1 ? " and \(group.count - 1) more" : ""
        alert = (group.first?.alert.summary ?? "") + others
        state = group.first?.state ?? .firing
        self.attempts = attempts
        self.reason = reason
    }

    /// One sentence without a full stop.
    package var description: String {
        "notification to \(receiver) that \(alert) is \(state.rawValue) failed after \(attempts) attempts: \(reason)"
    }
}
