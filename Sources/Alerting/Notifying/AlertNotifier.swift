/// Tells somebody about alerts that fire and that are resolved.
package protocol AlertNotifier: Sendable {
    /// Takes a change to be told; returns at once, and never waits for whoever is told.
    func notify(_ transition: AlertTransition)

    /// What could not be told so far, oldest first.
    var failures: [NotificationFailure] { get }

    /// Gives what is still under way at most so much time, then gives up.
    func stop(within limit: Duration) async
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

    /// One sentence without a full stop.
    package var description: String {
        "notification to \(receiver) that \(alert) is \(state.rawValue) failed after \(attempts) attempts: \(reason)"
    }
}
