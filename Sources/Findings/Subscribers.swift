import Synchronization

/// Those who are told of everything that happens from now on, each by a stream of its own.
///
/// They may come and go on any thread. Who tells them is never held up: what a subscriber has not taken yet is held for
/// it, up to the limit.
package final class Subscribers<Event: Sendable>: Sendable {
    /// How many events are held for one that lags behind; nil for all.
    private let limit: Int?
    private let state = Mutex(State())

    private struct State {
        var streams: [Int: AsyncStream<Event>.Continuation] = [:]
        var count = 0
        var isFinished = false
    }

    /// Nobody yet.
    ///
    /// - Parameter limit: how many events are held for one that lags behind, the oldest being kept, for the first ones
    ///   tell the cause; nil for all.
    package init(limit: Int? = nil) {
        self.limit = limit
    }

    /// Every event from now on, in order; it ends at `finish()`, at once after that.
    package func stream() -> AsyncStream<Event> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Event.self, bufferingPolicy: limit.map { .bufferingOldest($0) } ?? .unbounded)
        let number = state.withLock { state -> Int? in
            guard !state.isFinished else { return nil }
            state.count += 1
            state.streams[state.count] = continuation
            return state.count
        }
        guard let number else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.streams.removeValue(forKey: number) }
        }
        return stream
    }

    /// Tells an event to all; who calls it under a lock of its own tells them in the order of that lock.
    ///
    /// - Returns: how many were not told because they lag behind.
    @discardableResult
    package func tell(_ event: Event) -> Int {
        state.withLock { state in
            state.streams.values.reduce(0) { untold, stream in
                if case .dropped = stream.yield(event) { untold + 1 } else { untold }
            }
        }
    }

    /// Ends every stream; what they hold can still be taken.
    package func finish() {
        let streams = state.withLock { state in
            state.isFinished = true
            defer { state.streams = [:] }
            return Array(state.streams.values)
        }
        // Outside of the lock: a stream that ends takes itself out.
        for stream in streams { stream.finish() }
    }
}
