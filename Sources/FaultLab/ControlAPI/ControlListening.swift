import MailTransport
import NIOCore

/// Has the connection that it is part of counted, and hands everything on.
final class ControlConnectionHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let connections: OpenConnections<any Channel>

    init(_ connections: OpenConnections<any Channel>) {
        self.connections = connections
    }

    func channelActive(context: ChannelHandlerContext) {
        if connections.admit(context.channel) == nil { context.channel.close(promise: nil) }
        context.fireChannelActive()
    }
}

/// The channel on which the control API listens.
struct ControlListener: ServerListener {
    let channel: any Channel
    let port: Int

    func pause() async { try? await channel.setOption(.autoRead, value: false).get() }
    func awaitTurn() async { try? await channel.eventLoop.submit {}.get() }
    func close() async { try? await channel.close() }
}
