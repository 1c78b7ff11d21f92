import Hummingbird
import Logging
import NIOCore
import Synchronization

/// An HTTP server, by default on a free port of 127.0.0.1, that starts and stops cleanly, leaves signals alone and logs
/// nothing.
///
/// All its connections live on one event loop. That is enough for notifications, and it lets a stop know when every
/// connection that was accepted has been handed on: NIO ends the process where one is dropped on the way.
final class LoopbackHTTPServer: Sendable {
    /// How long a connection may be silent.
    ///
    /// Our choice: senders on loopback answer within milliseconds.
    private static let idleTimeout: TimeAmount = .seconds(30)

    /// The port, chosen by the system where none was asked for.
    let port: Int
    private let channel: any Channel
    private let connections: Connections
    private let server: Task<Void, any Error>

    /// Starts a server.
    ///
    /// - Throws: why no port could be listened on.
    static func start(
        host: String = "127.0.0.1", port: Int = 0,
        respond: @escaping @Sendable (Request) async -> Response
    ) async throws(ObserverFailure) -> LoopbackHTTPServer {
        let connections = Connections()
        let (channels, announce) = AsyncStream.makeStream(of: (any Channel).self)
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in await respond(request) },
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionHandler(connections)], idleTimeout: idleTimeout)),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "mailproof"),
            onServerRunning: { channel in
                announce.yield(channel)
                announce.finish()
            },
            eventLoopGroupProvider: .shared(EventLoopGroupProvider.singleton.eventLoopGroup.next()),
            logger: Logger(label: "mailproof.http") { _ in SwiftLogNoOpLogHandler() })
        let server = Task.detached {
            defer { announce.finish() }
            // `run` and not `runService`: signals are the runner's.
            try await application.run()
        }
        for await channel in channels {
            guard let port = channel.localAddress?.port else { continue }
            return LoopbackHTTPServer(port: port, channel: channel, connections: connections, server: server)
        }
        server.cancel()
        let reason: String
        do {
            try await server.value
            reason = "it ended at once"
        } catch {
            reason = "\(error)"
        }
        throw ObserverFailure("no HTTP server could be started on \(host):\(port): \(reason)")
    }

    private init(port: Int, channel: any Channel, connections: Connections, server: Task<Void, any Error>) {
        self.port = port
        self.channel = channel
        self.connections = connections
        self.server = server
    }

    /// Closes the port and all connections.
    ///
    /// Doing it again does nothing. - Returns: whether that was done within `limit`.
    func stop(within limit: Duration) async -> Bool {
        // Accept nothing more, let what was accepted come through the loop, and only then close the listener.
        try? await channel.setOption(.autoRead, value: false).get()
        for _ in 0..<4 { try? await channel.eventLoop.submit {}.get() }
        try? await channel.close()
        connections.closeAll()
        let (ends, end) = AsyncStream.makeStream(of: Bool.self)
        let waiter = Task.detached { [server] in
            _ = await server.result
            end.yield(true)
        }
        let timer = Task.detached {
            try await Task.sleep(for: limit)
            end.yield(false)
        }
        defer {
            waiter.cancel()
            timer.cancel()
        }
        for await isStopped in ends {
            if !isStopped { server.cancel() }
            return isStopped
        }
        return false
    }
}

/// The connections that are open.
private final class Connections: Sendable {
    private let state = Mutex(State())

    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var isClosing = false
    }

    func add(_ channel: any Channel) {
        let isClosing = state.withLock { state in
            state.open[ObjectIdentifier(channel)] = channel
            return state.isClosing
        }
        if isClosing { channel.close(promise: nil) }
    }

    func remove(_ channel: any Channel) {
        state.withLock { $0.open[ObjectIdentifier(channel)] = nil }
    }

    /// Closes those that are open, and every further one at once.
    func closeAll() {
        let open = state.withLock { state in
            state.isClosing = true
            return Array(state.open.values)
        }
        for channel in open { channel.close(promise: nil) }
    }
}

/// Tells `Connections` of the connection that it is part of, and hands everything on.
private final class ConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let connections: Connections

    init(_ connections: Connections) {
        self.connections = connections
    }

    func channelActive(context: ChannelHandlerContext) {
        connections.add(context.channel)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        connections.remove(context.channel)
        context.fireChannelInactive()
    }
}
