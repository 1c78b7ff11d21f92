/// Why a run ends before its plan does.
package enum Interruption: Sendable, Hashable {
    /// A signal asked for it.
    case signal(name: String, number: Int32)
    /// The time for the whole run is over.
    case timeout(Duration)

    /// In a few words, for messages: `interrupted by SIGINT`.
    var cause: String {
        switch self {
        case .signal(let name, _): "interrupted by \(name)"
        case .timeout(let limit): "the time for the whole run, \(limit.text), was over"
        }
    }

    /// The JUnit type of the cases that it leaves undetermined.
    var type: String {
        switch self {
        case .signal: "mailproof.interrupted"
        case .timeout: "mailproof.timeout"
        }
    }
}

extension Duration {
    /// The duration as a scenario would write it: `250ms`, `10s`, `2m`.
    var text: String {
        let (seconds, attoseconds) = components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        if milliseconds != 0 {
            return seconds == 0 ? "\(milliseconds)ms" : "\(Double(seconds) + Double(milliseconds) / 1000)s"
        }
        if seconds != 0, seconds % 3600 == 0 { return "\(seconds / 3600)h" }
        if seconds != 0, seconds % 60 == 0 { return "\(seconds / 60)m" }
        return "\(seconds)s"
    }
}
