/// The client's side of an IMAP dialogue behind the login (RFC 9051 §3.2), without any socket.
///
/// It is told what the server said and answers what is to be done, one command after the other:
///
///     C: M1 UID SEARCH UID 7:*      begin(_:)
///     S: * SEARCH 9                 receive(_:) → .wait
///     S: M1 OK done                 receive(_:) → .finished(outcome)
package struct IMAPSession: Sendable {
    /// What is to be done next.
    package enum Action: Sendable, Hashable {
        /// Wait for the next response.
        case wait
        /// Send these bytes, then wait.
        case send([UInt8])
        /// The command is over.
        case finished(IMAPOutcome)
    }

    /// About how many bytes of memory the responses to one command may take.
    ///
    /// An answer to SEARCH with a hundred thousand messages is a quarter of it.
    package static let outcomeLimit = 32 << 20
    /// The most responses to one command that are kept.
    package static let responsesLimit = 100_000

    private enum State {
        /// No command is being carried out.
        case idle
        /// A command is: its tag, and what is to be sent at each continuation.
        case awaiting(tag: String, rest: [[UInt8]])
        /// Nothing more can be said.
        case closed
    }

    private var state = State.idle
    private var count = 0
    private var outcome = IMAPOutcome()
    private var cost = 0
    /// What the server said when it announced that it closes the connection.
    package private(set) var farewell: IMAPStatus?

    /// A session on a connection that is logged in.
    package init() {}

    /// Whether another command can be given.
    package var isUsable: Bool {
        if case .idle = state { farewell == nil } else { false }
    }

    /// Begins a command; the session must be usable.
    ///
    /// - Returns: what is to be sent.
    package mutating func begin(_ command: IMAPCommand) -> [UInt8] {
        count += 1
        // libcurl's tags of the login begin with another letter: a late answer to them is never taken for one to ours.
        let tag = "M\(count)"
        outcome = IMAPOutcome()
        cost = 0
        state = .awaiting(tag: tag, rest: Array(command.pieces.dropFirst()))
        return Array("\(tag) ".utf8) + command.pieces[0] + [0x0D, 0x0A]
    }

    /// Takes a response of the server.
    ///
    /// - Throws: where it was not to be said now, or where there are too many; the session is closed then.
    package mutating func receive(_ response: IMAPResponse) throws(IMAPSyntaxError) -> Action {
        switch response {
        case .status(let status):
            // RFC 9051 §7.1.5: the server closes the connection; the answer to LOGOUT may still come.
            if status.condition == .bye { farewell = status }
            return try keep(status.text.utf8.count) { $0.remarks.append(status) }
        case .data(let data):
            return try keep(data.cost) { $0.data.append(data) }
        case .continuation(let text):
            // RFC 9051 §4.3: the server is ready for a literal; nothing else was announced to it.
            guard case .awaiting(let tag, let rest) = state, let literal = rest.first else {
                throw unexpected("+ \(text)", "nobody announced a literal")
            }
            state = .awaiting(tag: tag, rest: Array(rest.dropFirst()))
            return .send(literal + (rest.count == 1 ? [0x0D, 0x0A] : []))
        case .tagged(let tag, let status):
            guard case .awaiting(tag, _) = state else {
                throw unexpected("\(tag) \(status)", "no command has this tag")
            }
            state = .idle
            outcome.status = status
            return .finished(outcome)
        }
    }

    /// Takes note that the connection is gone.
    package mutating func connectionWasClosed() {
        state = .closed
    }

    /// Keeps what belongs to the command at hand; what is said without being asked for is not needed.
    private mutating func keep(
        _ more: Int, _ add: (inout IMAPOutcome) -> Void
    ) throws(IMAPSyntaxError) -> Action {
        guard case .awaiting = state else { return .wait }
        cost += more
        guard cost <= IMAPSession.outcomeLimit,
            outcome.data.count + outcome.remarks.count < IMAPSession.responsesLimit
        else {
            state = .closed
            throw IMAPSyntaxError("".utf8, "the answer to one command is too large", .tooLarge)
        }
        add(&outcome)
        return .wait
    }

    private mutating func unexpected(_ text: String, _ problem: String) -> IMAPSyntaxError {
        state = .closed
        return IMAPSyntaxError(text.utf8, problem)
    }
}

/// What a server said to one command.
package struct IMAPOutcome: Sendable, Hashable {
    /// Its last word.
    package var status = IMAPStatus(.ok)
    /// The data that came before it, in order.
    package var data: [IMAPData] = []
    /// The remarks that came before it, in order.
    package var remarks: [IMAPStatus] = []

    /// An outcome without anything.
    package init() {}

    /// The number behind a code: of `[UIDNEXT 7]` among the remarks, or in the last word.
    package func number(of code: String) -> UInt32? {
        (remarks + [status]).last { $0.code == code }.flatMap { UInt32(digits: $0.argument.utf8) }
    }
}
