import NIOCore
import Synchronization

/// The connections that are open.
final class ControlConnections: Sendable {
    /// How many connections are open at once; further ones are closed.
    ///
    /// Our choice: a drill has two.
    static let limit = 1000

    private let state = Mutex(State())

    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var isClosing = false
    }

    func add(_ channel: any Channel) {
        let isTaken = state.withLock { state in
            guard !state.isClosing, state.open.count < Self.limit else { return false }
            state.open[ObjectIdentifier(channel)] = channel
            return true
        }
        if !isTaken { channel.close(promise: nil) }
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

/// Tells `ControlConnections` of the connection that it is part of, and hands everything on.
final class ControlConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let connections: ControlConnections

    init(_ connections: ControlConnections) {
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
