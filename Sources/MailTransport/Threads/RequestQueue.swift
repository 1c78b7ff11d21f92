import Dispatch
import Synchronization

/// Requests on their way from tasks to the one thread that carries them out.
final class RequestQueue<Request: Sendable>: Sendable {
    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)

    private struct State {
        var requests: [Request] = []
        var isClosed = false
    }

    /// Adds a request; false where the queue is closed and nobody will answer it.
    func add(_ request: sending Request) -> Bool {
        let isTaken = state.withLock { state in
            guard !state.isClosed else { return false }
            state.requests.append(request)
            return true
        }
        if isTaken { arrivals.signal() }
        return isTaken
    }

    /// Takes no more requests; those that are there are still carried out.
    func close() {
        state.withLock { $0.isClosed = true }
        arrivals.signal()
    }

    /// The next request, awaited by the calling thread; nil once the queue is closed and empty.
    func next() -> Request? {
        while true {
            let (request, isClosed) = state.withLock { state -> (Request?, Bool) in
                (state.requests.isEmpty ? nil : state.requests.removeFirst(), state.isClosed)
            }
            if let request { return request }
            if isClosed { return nil }
            arrivals.wait()
        }
    }
}
