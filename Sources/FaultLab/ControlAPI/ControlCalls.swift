import Synchronization

/// How many calls of a control API there were.
package final class ControlCalls: Sendable {
    private let state = Mutex(State())

    private struct State {
        var carriedOut = 0
        var refused: [ControlProblem.Code: Int] = [:]
    }

    init() {}

    /// How many were carried out.
    package var carriedOut: Int { state.withLock { $0.carriedOut } }

    /// How many were refused for a reason.
    package func refused(_ code: ControlProblem.Code) -> Int { state.withLock { $0.refused[code] ?? 0 } }

    func count(_ problem: ControlProblem.Code?) {
        state.withLock { state in
            if let problem { state.refused[problem, default: 0] += 1 } else { state.carriedOut += 1 }
        }
    }
}
