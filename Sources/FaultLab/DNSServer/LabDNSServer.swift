package import DNS
import NIOCore
import NIOPosix

/// The DNS server of the lab, listening over UDP and TCP on one port.
package final class LabDNSServer: Sendable {
    /// How many TCP connections are open at once.
    static let connectionLimit = 200
    /// How many ports are tried until one is free for both UDP and TCP.
    static let portAttempts = 16

    /// The address that it listens on.
    package let host: IPAddress
    /// The port that it listens on.
    package let port: Int
    private let datagrams: any Channel
    private let listener: any Channel
    private let connections: OpenConnections

    /// What a client on this machine asks: `127.0.0.1:40053`.
    package var address: String { ListenAddress(host: host, port: port).reachable.description }

    private init(
        _ listen: ListenAddress, datagrams: any Channel, listener: any Channel, connections: OpenConnections
    ) {
        host = listen.host
        port = listen.port
        self.datagrams = datagrams
        self.listener = listener
        self.connections = connections
    }

    /// Listens.
    static func start(_ responder: DNSResponder, on listen: ListenAddress) async throws(LabError) -> LabDNSServer {
        var last: any Error = CancellationError()
        // A free port of TCP may be taken over UDP; then another one is tried.
        for _ in 0..<(listen.port == 0 ? portAttempts : 1) {
            let connections = OpenConnections(limit: connectionLimit)
            do {
                let listener = try await bindStream(responder, listen, connections)
                let bound = ListenAddress(host: listen.host, port: listener.localAddress?.port ?? listen.port)
                do {
                    let datagrams = try await bindDatagrams(responder, bound)
                    return LabDNSServer(bound, datagrams: datagrams, listener: listener, connections: connections)
                } catch {
                    try? await listener.close()
                    throw error
                }
            } catch {
                last = error
            }
        }
        throw LabError.cannotListen(on: listen, for: "the DNS server", last)
    }

    /// Stops listening and closes every connection.
    ///
    /// - Returns: what could not be closed, in words.
    func stop() async -> [String] {
        var leftovers: [String] = []
        for (channel, transport) in [(datagrams, "UDP"), (listener, "TCP")] {
            do {
                try await channel.close()
            } catch ChannelError.alreadyClosed {
            } catch {
                leftovers.append("\(address) is still listened on over \(transport): \(error)")
            }
        }
        await connections.stop(within: .zero)
        return leftovers
    }

    private static func bindStream(
        _ responder: DNSResponder, _ listen: ListenAddress, _ connections: OpenConnections
    ) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard connections.add(channel) != nil else {
                        channel.close(promise: nil)
                        return
                    }
                    try channel.pipeline.syncOperations.addHandler(DNSStreamHandler(responder))
                }
            }
            .bind(host: listen.host.description, port: listen.port).get()
    }

    private static func bindDatagrams(_ responder: DNSResponder, _ listen: ListenAddress) async throws -> any Channel {
        try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DNSDatagramHandler(responder))
                }
            }
            .bind(host: listen.host.description, port: listen.port).get()
    }
}
