/// The four words for the outcome of a test case.
public enum Verdict: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
    /// Every expectation held.
    case passed
    /// An expectation did not hold.
    case failed
    /// It could not be found out: a DNS timeout, a refused connection, an unreadable mailbox.
    case undetermined
    /// It was not run, for a stated reason: a condition, a missing permission, a quarantine.
    case skipped
}
