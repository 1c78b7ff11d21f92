import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One side of a proxied connection: tells it what happens on its channel.
final class ProxySideHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let connection: ProxiedConnection
    /// Which way what comes from this side goes.
    private let direction: ProxiedConnection.Direction

    init(_ connection: ProxiedConnection, _ direction: ProxiedConnection.Direction) {
        self.connection = connection
        self.direction = direction
    }

    func channelActive(context: ChannelHandlerContext) {
        // The client's side is there first, and asks for the other.
        if direction == .toServer { connection.reconsider() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connection.receive(unwrapInboundIn(data), direction)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        connection.act()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case ChannelEvent.inputClosed = event else { return context.fireUserInboundEventTriggered(event) }
        connection.endInput(direction)
    }

    func channelInactive(context: ChannelHandlerContext) {
        connection.disappear(direction)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        connection.reset()
    }
}

/// Resets a connection that there is no room for.
final class ProxyRefusalHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelActive(context: ChannelHandlerContext) { context.channel.abort() }
}

extension Channel {
    /// Lets the channel read by itself, or holds it; on its event loop only.
    func setAutomaticReading(_ isReading: Bool) {
        guard let options = syncOptions, (try? options.getOption(.autoRead)) != isReading else { return }
        try? options.setOption(.autoRead, value: isReading)
    }

    /// Breaks the connection.
    func abort() {
        // RFC 9293 §3.10.5: to abort a connection is to reset it; no time to linger means that (socket(7), SO_LINGER).
        let noLinger = linger(l_onoff: 1, l_linger: 0)
        guard let socket = self as? any SocketOptionProvider else { return close(promise: nil) }
        socket.setSoLinger(noLinger).whenComplete { _ in self.close(promise: nil) }
    }
}
