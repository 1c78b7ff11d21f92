import NIOCore
import NIOPosix
import Synchronization

/// Brings queries from the tasks that ask to the event loop that sends them, many at a time.
///
/// Nothing is opened and no thread begins before the first query; the sockets are closed when it goes.
final class QueryDispatcher: Sendable {
    /// Where the sockets live.
    private struct Home: Sendable {
        var loop: any EventLoop
        var pool: NIOLoopBoundBox<SocketPool>
    }

    private struct Inbox {
        var home: Home?
        var started: [PendingReply] = []
        var withdrawn: [PendingReply] = []
        var isScheduled = false
    }

    private let options: NetworkResolver.Options
    private let group: (any EventLoopGroup)?
    private let inbox = Mutex(Inbox())

    /// Sockets on one loop of a group; nil for the group of the process.
    init(_ options: NetworkResolver.Options, on group: (any EventLoopGroup)?) {
        self.options = options
        self.group = group
    }

    deinit {
        guard let home = inbox.withLock({ $0.home }) else { return }
        home.loop.execute { home.pool.value.close() }
    }

    /// Sends a query and waits for what becomes of it; answers at once where the task is cancelled.
    func ask(
        _ server: ServerAddress, over transport: ServerExchange.Transport, _ query: Query
    ) async -> ServerExchange.Event {
        let reply = PendingReply(query, to: server, over: transport)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                reply.wait(continuation)
                post { $0.started.append(reply) }
            }
        } onCancel: {
            reply.finish(.cancelled)
            post { $0.withdrawn.append(reply) }
        }
    }

    /// Puts something into the inbox and sees to it that the loop comes for it, once for many.
    private func post(_ put: (inout Inbox) -> Void) {
        let home: Home? = inbox.withLock { inbox in
            put(&inbox)
            guard !inbox.isScheduled else { return nil }
            inbox.isScheduled = true
            return place(&inbox)
        }
        home?.loop.execute { self.collect() }
    }

    private func place(_ inbox: inout Inbox) -> Home {
        if let home = inbox.home { return home }
        let loop = (group ?? MultiThreadedEventLoopGroup.singleton).next()
        let pool = NIOLoopBoundBox.makeBoxSendingValue(SocketPool(options, on: loop), eventLoop: loop)
        let home = Home(loop: loop, pool: pool)
        inbox.home = home
        return home
    }

    /// On the loop: takes everything that came since.
    private func collect() {
        let (home, started, withdrawn) = inbox.withLock { inbox in
            defer {
                inbox.started = []
                inbox.withdrawn = []
                inbox.isScheduled = false
            }
            return (inbox.home, inbox.started, inbox.withdrawn)
        }
        guard let pool = home?.pool.value else { return }
        pool.take(started)
        for reply in withdrawn { pool.withdraw(reply) }
    }
}
