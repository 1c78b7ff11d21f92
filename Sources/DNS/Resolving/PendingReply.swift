import Synchronization

/// A query on its way, and the one task that waits for what becomes of it.
///
/// Whoever comes first decides: the socket with an answer, the end of its time, or the asker who was cancelled. The
/// task is resumed directly, and once.
final class PendingReply: Sendable {
    /// What is sent.
    let query: Query
    /// Who is asked.
    let server: ServerAddress
    /// How.
    let transport: ServerExchange.Transport

    private enum State {
        /// Nobody waits yet.
        case idle
        case waiting(CheckedContinuation<ServerExchange.Event, Never>)
        case finished(ServerExchange.Event)
    }

    private let state = Mutex((State.idle, flight: Int?.none))

    init(_ query: Query, to server: ServerAddress, over transport: ServerExchange.Transport) {
        self.query = query
        self.server = server
        self.transport = transport
    }

    /// Whether it is over.
    var isFinished: Bool {
        state.withLock { if case .finished = $0.0 { true } else { false } }
    }

    /// Its place among the queries in flight; nil before it is sent.
    var flight: Int? {
        get { state.withLock { $0.flight } }
        set { state.withLock { $0.flight = newValue } }
    }

    /// Waits for the end; the first caller only.
    func wait(_ continuation: CheckedContinuation<ServerExchange.Event, Never>) {
        let event: ServerExchange.Event? = state.withLock { state in
            if case .finished(let event) = state.0 { return event }
            state.0 = .waiting(continuation)
            return nil
        }
        if let event { continuation.resume(returning: event) }
    }

    /// Ends it, unless it is over already.
    func finish(_ event: ServerExchange.Event) {
        let continuation: CheckedContinuation<ServerExchange.Event, Never>? = state.withLock { state in
            switch state.0 {
            case .finished: return nil
            case .idle:
                state.0 = .finished(event)
                return nil
            case .waiting(let continuation):
                state.0 = .finished(event)
                return continuation
            }
        }
        continuation?.resume(returning: event)
    }
}
