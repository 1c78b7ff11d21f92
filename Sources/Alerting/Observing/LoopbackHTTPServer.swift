import Hummingbird
import Logging
import MailTransport
import NIOCore

/// An HTTP server, by default on a free port of 127.0.0.1, that starts and stops cleanly, leaves signals alone and logs
/// nothing.
///
/// All its connections live on one event loop. That is enough for notifications, and it lets a stop know when every
/// connection that was accepted has been handed on.
final class LoopbackHTTPServer: Sendable {
    /// How long a connection may be silent.
    ///
    /// Our choice: senders on loopback answer within milliseconds.
    private static let idleTimeout: TimeAmount = .seconds(30)
    /// How many connections are open at once; further ones are closed.
    ///
    /// Our choice: an Alertmanager has one for each receiver.
    private static let connectionLimit = 1000

    /// The port, chosen by the system where none was asked for.
    let port: Int
    private let connections: OpenConnections<any Channel>
    private let server: RunningServer<HTTPListener>

    /// Starts a server.
    ///
    /// - Throws: why no port could be listened on.
    static func start(
        host: String = "127.0.0.1", port: Int = 0,
        respond: @escaping @Sendable (Request) async -> Response
    ) async throws(ObserverFailure) -> LoopbackHTTPServer {
        let connections = OpenConnections<any Channel>(limit: connectionLimit)
        do {
            let server = try await RunningServer<HTTPListener>.start { announce in
                let application = Application(
                    responder: CallbackResponder<BasicRequestContext> { request, _ in await respond(request) },
                    server: .http1(
                        configuration: .init(
                            additionalChannelHandlers: [ConnectionHandler(connections)], idleTimeout: idleTimeout)),
                    configuration: ApplicationConfiguration(
                        address: .hostname(host, port: port), serverName: "mailproof"),
                    onServerRunning: { channel in
                        guard let port = channel.localAddress?.port else { return }
                        announce(HTTPListener(channel: channel, port: port))
                    },
                    eventLoopGroupProvider: .shared(EventLoopGroupProvider.singleton.eventLoopGroup.next()),
                    logger: Logger(label: "mailproof.http") { _ in SwiftLogNoOpLogHandler() })
                // `run` and not `runService`: signals are the runner's.
                try await application.run()
            }
            return LoopbackHTTPServer(connections: connections, server: server)
        } catch {
            throw ObserverFailure("no HTTP server could be started on \(host):\(port): \(error)")
        }
    }

    private init(connections: OpenConnections<any Channel>, server: RunningServer<HTTPListener>) {
        port = server.listener.port
        self.connections = connections
        self.server = server
    }

    /// Closes the port and all connections.
    ///
    /// Doing it again does nothing. - Returns: whether that was done within `limit`.
    func stop(within limit: Duration) async -> Bool {
        await server.stop(within: limit) {
            for connection in connections.stop() { connection.close(promise: nil) }
        }
    }
}

/// The listening channel.
private struct HTTPListener: ServerListener {
    let channel: any Channel
    let port: Int

    func pause() async { try? await channel.setOption(.autoRead, value: false).get() }
    func awaitTurn() async { try? await channel.eventLoop.submit {}.get() }
    func close() async { try? await channel.close() }
}

/// Has the connection that it is part of counted, and hands everything on.
private final class ConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let connections: OpenConnections<any Channel>

    init(_ connections: OpenConnections<any Channel>) {
        self.connections = connections
    }

    func channelActive(context: ChannelHandlerContext) {
        if let number = connections.add(context.channel) {
            context.channel.closeFuture.whenComplete { [connections] _ in connections.remove(number) }
        } else {
            context.channel.close(promise: nil)
        }
        context.fireChannelActive()
    }
}
