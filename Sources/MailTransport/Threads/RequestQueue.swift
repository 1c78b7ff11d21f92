import Dispatch
import Synchronization

/// Requests on their way from tasks to the threads that carry them out, oldest first.
///
/// A thread takes one request after the other, without a word to anybody in between: where many wait, the next one begins
/// when the one before has ended.
final class RequestQueue<Request: Sendable>: Sendable {
    /// A request, and the number by which it is cancelled.
    struct Entry: Sendable {
        let id: Int
        let request: Request
    }

    private let threadLimit: Int
    private let state: Mutex<State>
    private let arrivals = DispatchSemaphore(value: 0)

    private struct State {
        /// Those that wait begin at `head`.
        var entries: [Entry] = []
        var head = 0
        /// What the requests that are being carried out are cut by.
        var underWay: [Int: Line] = [:]
        /// Those that a busy thread carries out next.
        var reserved: [Int: Request] = [:]
        /// Those that were cancelled before they arrived.
        var cancelled: Set<Int> = []
        var nextID = 0
        /// How many threads take requests.
        var threads: Int
        /// How many of them wait for one.
        var idle = 0
        /// How many were woken and have not come for theirs yet.
        var woken = 0
        /// How many take none any more and are not done yet.
        var leaving = 0
        var closing: [CheckedContinuation<Void, Never>] = []
        var isClosed = false

        var isOver: Bool { isClosed && threads == 0 && leaving == 0 }
    }

    /// A queue for at most so many threads, of which some are there already.
    init(threadLimit: Int, threads: Int = 0) {
        self.threadLimit = threadLimit
        state = Mutex(State(threads: threads))
    }

    // MARK: - The side of the tasks

    /// A number for a request that is to come.
    func ticket() -> Int {
        state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
    }

    /// What became of a request that was to be added.
    enum Added: Sendable {
        /// A thread will take it.
        case waits
        /// It was added, and a thread is to be started that takes it.
        case needsThread
        /// Nobody takes requests any more.
        case closed
        /// It was cancelled before it came.
        case cancelled
    }

    /// Adds a request.
    func add(_ request: Request, _ id: Int) -> Added {
        let (added, wakes): (Added, Bool) = state.withLock { state in
            guard state.cancelled.remove(id) == nil else { return (.cancelled, false) }
            guard !state.isClosed else { return (.closed, false) }
            state.entries.append(Entry(id: id, request: request))
            if state.idle > 0 {
                state.idle -= 1
                state.woken += 1
                return (.waits, true)
            }
            guard state.threads < threadLimit else { return (.waits, false) }
            state.threads += 1
            return (.needsThread, false)
        }
        if wakes { arrivals.signal() }
        return added
    }

    /// Takes note that the thread which a request needs cannot be started; gives the request back where nobody took it.
    func abandon(_ id: Int) -> Request? {
        state.withLock { state in
            state.threads -= 1
            return Self.takeOut(id, of: &state)
        }
    }

    /// Cancels a request: one that waits is taken out and handed back; the line of one that is being carried out is cut,
    /// and not where it has ended meanwhile: the line carries another then.
    func cancel(_ id: Int) -> Request? {
        state.withLock { state in
            if let request = Self.takeOut(id, of: &state) { return request }
            // The thread learns of it when it wants to begin.
            if let request = state.reserved.removeValue(forKey: id) { return request }
            if let line = state.underWay[id] {
                line.cut()
            } else {
                state.cancelled.insert(id)
            }
            return nil
        }
    }

    private static func takeOut(_ id: Int, of state: inout State) -> Request? {
        guard let index = state.entries[state.head...].firstIndex(where: { $0.id == id }) else { return nil }
        return state.entries.remove(at: index).request
    }

    /// Takes note that nobody waits for a request any more, whether or not it ever arrived here.
    func forget(_ id: Int) {
        state.withLock { _ = $0.cancelled.remove(id) }
    }

    /// Takes no more requests; those that are there are still carried out.
    ///
    /// - Parameter closed: it is resumed when the threads are done.
    func close(_ closed: CheckedContinuation<Void, Never>? = nil) {
        let (idle, isOver) = state.withLock { state in
            state.isClosed = true
            defer {
                state.woken += state.idle
                state.idle = 0
            }
            if let closed, !state.isOver { state.closing.append(closed) }
            return (state.idle, state.isOver)
        }
        for _ in 0..<idle { arrivals.signal() }
        if isOver { closed?.resume() }
    }

    // MARK: - The side of the threads

    /// The next request, to be carried out over `line`; nil once the thread is to end.
    ///
    /// - Parameter mayWait: whether one is waited for where none is there.
    func next(over line: Line, mayWait: Bool) -> Entry? {
        while true {
            let (entry, isOver) = state.withLock { state -> (Entry?, Bool) in
                if let entry = Self.takeFirst(of: &state) {
                    state.underWay[entry.id] = line
                    return (entry, false)
                }
                guard mayWait, !state.isClosed else {
                    state.threads -= 1
                    state.leaving += 1
                    return (nil, true)
                }
                state.idle += 1
                return (nil, false)
            }
            if entry != nil || isOver { return entry }
            arrivals.wait()
            state.withLock { $0.woken -= 1 }
        }
    }

    /// The request that the calling thread carries out when it is done with the one at hand; nil where none waits but
    /// for threads that have nothing to do.
    ///
    /// Until `begin` says that its turn has come, the thread's line is not cut for it.
    func reserve() -> Entry? {
        state.withLock { state in
            guard state.threads == threadLimit, state.idle == 0, state.entries.count - state.head > state.woken,
                let entry = Self.takeFirst(of: &state)
            else { return nil }
            state.reserved[entry.id] = entry.request
            return entry
        }
    }

    /// Takes note that a reserved request is being carried out over `line`; false where it was cancelled meanwhile.
    func begin(_ id: Int, over line: Line) -> Bool {
        state.withLock { state in
            guard state.reserved.removeValue(forKey: id) != nil else { return false }
            state.underWay[id] = line
            return true
        }
    }

    private static func takeFirst(of state: inout State) -> Entry? {
        guard state.head < state.entries.count else {
            state.entries.removeAll(keepingCapacity: true)
            state.head = 0
            return nil
        }
        defer {
            state.head += 1
            // What was taken does not stay; moving the rest is spread over as many requests.
            if state.head >= 32, state.head * 2 >= state.entries.count {
                state.entries.removeFirst(state.head)
                state.head = 0
            }
        }
        return state.entries[state.head]
    }

    /// Takes note that a request was carried out: its line is not cut for it any more.
    func finish(_ id: Int) {
        state.withLock { _ = $0.underWay.removeValue(forKey: id) }
    }

    /// Takes note that a thread which was given nil is done.
    func leave() {
        let closing = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.leaving -= 1
            guard state.isOver else { return [] }
            defer { state.closing = [] }
            return state.closing
        }
        for closed in closing { closed.resume() }
    }
}
