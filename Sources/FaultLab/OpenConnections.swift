import NIOCore
import Synchronization

/// The open connections of one server.
final class OpenConnections: Sendable {
    private let limit: Int
    private let state = Mutex(State())

    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var count = 0
        var isStopping = false
    }

    init(limit: Int) {
        self.limit = limit
    }

    /// The number of a new connection; nil where there is no room for it.
    func add(_ channel: any Channel) -> Int? {
        let key = ObjectIdentifier(channel)
        let number: Int? = state.withLock { state in
            guard state.open.count < limit, !state.isStopping else { return nil }
            state.open[key] = channel
            state.count += 1
            return state.count
        }
        if number != nil {
            channel.closeFuture.whenComplete { [weak self] _ in
                self?.state.withLock { _ = $0.open.removeValue(forKey: key) }
            }
        }
        return number
    }

    func stop(within bound: Duration) async {
        let open = state.withLock { state in
            state.isStopping = true
            return Array(state.open.values)
        }
        for channel in open { channel.pipeline.fireUserInboundEventTriggered(SMTPConnectionHandler.StopEvent()) }
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for channel in open { try? await channel.closeFuture.get() }
            }
            group.addTask {
                // The bound is over: what is still open is cut.
                try? await Task.sleep(for: bound)
                for channel in open { channel.close(promise: nil) }
            }
            // Whoever is first; a cut connection ends the other one too.
            await group.next()
            group.cancelAll()
            for channel in open { channel.close(promise: nil) }
        }
    }
}
