import DNS
import NIOCore
import NIOPosix
import Synchronization

/// Where a proxy connects to.
package struct ProxyTarget: Sendable, Hashable, CustomStringConvertible {
    /// An address or a host name.
    package var host: String
    /// The port.
    package var port: Int

    /// A target.
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// The target of `relay.example.com:25`, `127.0.0.1:2525` or `[::1]:2525`; nil for anything else.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0 else {
            return nil
        }
        var host = text[..<colon]
        if host.first == "[", host.last == "]" {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            // RFC 5952 §6: an IPv6 address stands in brackets before a port.
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: Int(port))
    }

    /// Whether it is on this machine, whatever DNS says.
    package var isLoopback: Bool { host == "localhost" || IPAddress(host)?.isLoopback == true }

    /// `relay.example.com:25` or `[::1]:2525`.
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// A proxy of the lab, listening: whatever connects to it is connected to its target, as far as faults let it.
package final class LabProxy: Sendable {
    /// Its name in the lab.
    package let name: String
    /// Where it connects to.
    package let target: ProxyTarget
    /// Where it listens.
    package let listen: ListenAddress

    private let listener: any Channel
    private let connections: ProxiedConnections

    /// What a client on this machine connects to: `127.0.0.1:40123`.
    package var address: String { listen.reachable.description }

    private init(
        name: String, target: ProxyTarget, listen: ListenAddress, listener: any Channel,
        connections: ProxiedConnections
    ) {
        self.name = name
        self.target = target
        self.listen = listen
        self.listener = listener
        self.connections = connections
    }

    /// Listens.
    static func start(
        _ name: String, to target: ProxyTarget, on listen: ListenAddress, faults: FaultBoard
    ) async throws(LabError) -> LabProxy {
        let connections = ProxiedConnections()
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // Nothing is read before there is somebody to hand it on to.
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let connection = ProxiedConnection(of: channel, through: name, to: target, faults: faults)
                    guard connections.add(connection, channel) else {
                        return try channel.pipeline.syncOperations.addHandler(ProxyRefusalHandler())
                    }
                    try channel.pipeline.syncOperations.addHandler(ProxySideHandler(connection, .toServer))
                }
            }
        do {
            let listener = try await bootstrap.bind(host: listen.host.description, port: listen.port).get()
            let address = ListenAddress(host: listen.host, port: listener.localAddress?.port ?? listen.port)
            return LabProxy(name: name, target: target, listen: address, listener: listener, connections: connections)
        } catch {
            throw LabError.cannotListen(on: listen, for: "the proxy \(name)", error)
        }
    }

    /// Lets every open connection see which faults are armed now.
    func reconsider() { connections.reconsider() }

    /// Stops listening and breaks every connection.
    ///
    /// - Returns: what could not be closed, in words.
    func stop() async -> [String] {
        var leftovers: [String] = []
        do {
            try await listener.close()
        } catch ChannelError.alreadyClosed {
        } catch {
            leftovers.append("\(address) is still listened on: \(error)")
        }
        await connections.stop()
        return leftovers
    }
}

/// The open connections of one proxy.
final class ProxiedConnections: Sendable {
    /// How many connections a proxy has open at once; more are reset.
    ///
    /// Our choice: as many as an SMTP server of the lab takes.
    static let limit = 1000

    private struct State {
        var open: [ObjectIdentifier: Entry] = [:]
        var isStopping = false
    }

    private struct Entry {
        var channel: any Channel
        var connection: NIOLoopBound<ProxiedConnection>
    }

    private let state = Mutex(State())

    /// Takes a connection in, on the event loop of its channel; false where there is no room for it.
    func add(_ connection: ProxiedConnection, _ channel: any Channel) -> Bool {
        let key = ObjectIdentifier(channel)
        let entry = Entry(channel: channel, connection: NIOLoopBound(connection, eventLoop: channel.eventLoop))
        let hasRoom = state.withLock { state in
            guard state.open.count < Self.limit, !state.isStopping else { return false }
            state.open[key] = entry
            return true
        }
        if hasRoom {
            channel.closeFuture.whenComplete { [weak self] _ in
                self?.state.withLock { _ = $0.open.removeValue(forKey: key) }
            }
        }
        return hasRoom
    }

    /// Lets each see which faults are armed now.
    func reconsider() {
        for entry in state.withLock({ Array($0.open.values) }) {
            entry.channel.eventLoop.execute { entry.connection.value.reconsider() }
        }
    }

    /// Breaks each, and takes no more.
    func stop() async {
        let open = state.withLock { state in
            state.isStopping = true
            return Array(state.open.values)
        }
        for entry in open {
            entry.channel.eventLoop.execute { entry.connection.value.reset() }
        }
        for entry in open { try? await entry.channel.closeFuture.get() }
    }
}
