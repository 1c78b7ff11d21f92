package import DNS
import MailTransport
import NIOCore
import NIOPosix

/// The DNS server of the lab, listening over UDP and TCP on one port.
package final class LabDNSServer: Sendable {
    /// How many TCP connections are open at once.
    static let connectionLimit = 200
    /// How many ports are tried until one is free for both UDP and TCP.
    static let portAttempts = 16
    /// How many datagrams are read in one go.
    ///
    /// Our choice: with more of them a wake-up costs each hardly less.
    static let datagramsPerRead = 64
    /// How many octets a query may have over UDP: what the server says that it takes (RFC 6891 §6.2.3).
    static let largestQuery = Int(EDNS.usualPayload)
    /// How many octets of answers wait to be taken by the system before further ones are lost.
    ///
    /// Our choice: more than the answers to all that is read before they are sent, four reads at most.
    static let mostUnsent = 1 << 20

    /// The address that it listens on.
    package let host: IPAddress
    /// The port that it listens on.
    package let port: Int
    private let responder: DNSResponder
    private let datagrams: any Channel
    private let listener: any Channel
    private let connections: OpenConnections<any Channel>

    /// What a client on this machine asks: `127.0.0.1:40053`.
    package var address: String { ListenAddress(host: host, port: port).reachable.description }

    /// What it has seen and said so far.
    package var counts: DNSServerCounts { responder.counts }

    private init(
        _ listen: ListenAddress, _ responder: DNSResponder, datagrams: any Channel, listener: any Channel,
        connections: OpenConnections<any Channel>
    ) {
        host = listen.host
        port = listen.port
        self.responder = responder
        self.datagrams = datagrams
        self.listener = listener
        self.connections = connections
    }

    /// Listens.
    static func start(_ responder: DNSResponder, on listen: ListenAddress) async throws(LabError) -> LabDNSServer {
        var last: any Error = CancellationError()
        // A free port of TCP may be taken over UDP; then another one is tried.
        for _ in 0..<(listen.port == 0 ? portAttempts : 1) {
            let connections = OpenConnections<any Channel>(limit: connectionLimit)
            let delayed = DelayedResponses()
            do {
                let listener = try await bindStream(responder, listen, connections, delayed)
                let bound = ListenAddress(host: listen.host, port: listener.localAddress?.port ?? listen.port)
                do {
                    let datagrams = try await bindDatagrams(responder, bound, delayed)
                    return LabDNSServer(
                        bound, responder, datagrams: datagrams, listener: listener, connections: connections)
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

    /// Serves these zones from the next question on, in place of those before; no question sees some of each.
    ///
    /// The receivers of the lab see them too.
    package func reload(_ zones: [Zone]) {
        responder.names.replace(zones: zones)
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
        _ responder: DNSResponder, _ listen: ListenAddress, _ connections: OpenConnections<any Channel>,
        _ delayed: DelayedResponses
    ) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard connections.admit(channel) != nil else {
                        channel.close(promise: nil)
                        return
                    }
                    try channel.pipeline.syncOperations.addHandler(DNSStreamHandler(responder, delayed))
                }
            }
            .bind(host: listen.host.description, port: listen.port).get()
    }

    private static func bindDatagrams(
        _ responder: DNSResponder, _ listen: ListenAddress, _ delayed: DelayedResponses
    ) async throws -> any Channel {
        try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.datagramVectorReadMessageCount, value: datagramsPerRead)
            .channelOption(
                .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: datagramsPerRead * largestQuery)
            )
            .channelOption(
                .writeBufferWaterMark,
                value: ChannelOptions.Types.WriteBufferWaterMark(low: mostUnsent / 2, high: mostUnsent)
            )
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DNSDatagramHandler(responder, delayed))
                }
            }
            .bind(host: listen.host.description, port: listen.port).get()
    }
}
