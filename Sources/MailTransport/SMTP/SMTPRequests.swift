import Dispatch
import Synchronization

/// Messages on their way from tasks to the one thread of a connection, oldest first.
final class SMTPRequests: Sendable {
    /// Where the word on a message goes.
    typealias Reply = CheckedContinuation<Result<SMTPDelivery, TransportError>, Never>

    /// A message that waits or is being sent.
    struct Request: Sendable {
        fileprivate var id: Int
        var mail: OutgoingMail
        var reply: Reply
    }

    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)

    private struct State {
        /// Those that wait begin at `head`.
        var requests: [Request] = []
        var head = 0
        /// The request that the thread carries out.
        var current: Int?
        /// Those that were cancelled before they arrived.
        var cancelled: Set<Int> = []
        var nextID = 0
        var closing: [CheckedContinuation<Void, Never>] = []
        var isClosed = false
        /// Whether the thread is done.
        var isOver = false
    }

    /// A number for a request that is to come, by which it can be cancelled.
    func ticket() -> Int {
        state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
    }

    /// What became of a request that was to be added.
    enum Added: Sendable {
        case waits
        case closed
        case cancelled
    }

    /// Adds a message.
    func add(_ mail: OutgoingMail, _ id: Int, _ reply: Reply) -> Added {
        let added: Added = state.withLock { state in
            guard state.cancelled.remove(id) == nil else { return .cancelled }
            guard !state.isClosed else { return .closed }
            state.requests.append(Request(id: id, mail: mail, reply: reply))
            return .waits
        }
        if case .waits = added { arrivals.signal() }
        return added
    }

    /// Cancels a request: one that waits is taken out and its reply handed back; for the one that is being carried out
    /// `cut` is called, and not where it has ended meanwhile: the connection belongs to another message then.
    func cancel(_ id: Int, cut: () -> Void) -> Reply? {
        state.withLock { state in
            if let index = state.requests[state.head...].firstIndex(where: { $0.id == id }) {
                return state.requests.remove(at: index).reply
            }
            if state.current == id {
                cut()
            } else {
                state.cancelled.insert(id)
            }
            return nil
        }
    }

    /// Takes note that a request is over, whether or not it ever arrived here.
    func forget(_ id: Int) {
        state.withLock { state in
            state.cancelled.remove(id)
            if state.current == id { state.current = nil }
        }
    }

    /// Takes no more messages; those that are there are still carried out.
    ///
    /// - Parameter closed: it is resumed when the thread is done.
    func close(_ closed: CheckedContinuation<Void, Never>? = nil) {
        let isOver = state.withLock { state in
            state.isClosed = true
            guard let closed, !state.isOver else { return true }
            state.closing.append(closed)
            return false
        }
        if isOver { closed?.resume() }
        arrivals.signal()
    }

    /// The next request, awaited by the thread; nil once nothing is left and nothing will come.
    func next() -> Request? {
        while true {
            let (request, isClosed) = state.withLock { state -> (Request?, Bool) in
                state.current = nil
                guard state.head < state.requests.count else {
                    state.requests.removeAll(keepingCapacity: true)
                    state.head = 0
                    return (nil, state.isClosed)
                }
                let request = state.requests[state.head]
                state.current = request.id
                state.head += 1
                // What was carried out does not stay; moving the rest is spread over as many requests.
                if state.head >= 32, state.head * 2 >= state.requests.count {
                    state.requests.removeFirst(state.head)
                    state.head = 0
                }
                return (request, false)
            }
            if let request { return request }
            if isClosed { return nil }
            arrivals.wait()
        }
    }

    /// Tells those who wait for the end that the thread is done.
    func end() {
        let closing = state.withLock { state in
            state.isClosed = true
            state.isOver = true
            defer { state.closing = [] }
            return state.closing
        }
        for closed in closing { closed.resume() }
    }
}
