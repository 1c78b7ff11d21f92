/// Where events come from while a run goes on: a log that is followed, or lines that are posted.
package protocol EventSource: Sendable {
    /// What it is, for reports: `postfix_log mail.log`.
    var name: String { get }

    /// What became of its lines so far.
    var report: LogReport { get }

    /// Takes nothing more.
    ///
    /// - Returns: whether that was done in time.
    func stop() async -> Bool
}
