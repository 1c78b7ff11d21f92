/// How much a run says on the console.
package enum Verbosity: Sendable, Hashable {
    /// Failures and the summary.
    case quiet
    /// And what happens meanwhile.
    case normal
    /// And what every case did and saw.
    case verbose
}
