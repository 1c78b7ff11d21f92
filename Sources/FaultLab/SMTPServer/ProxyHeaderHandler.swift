import DNS
import NIOCore

/// Takes the header of a proxy off a connection and tells who it speaks for; without one the connection is closed.
///
/// Lives on its channel's event loop alone.
final class ProxyHeaderHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Tells who a connection is of; nil leaves that to the connection itself.
    struct ClientEvent: Sendable {
        var address: IPAddress?
    }

    private var buffer: ByteBuffer?
    private var isOver = false
    private let offences: SMTPOffences

    init(offences: SMTPOffences) {
        self.offences = offences
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return context.fireChannelRead(data) }
        var octets = unwrapInboundIn(data)
        var whole = buffer ?? ByteBuffer()
        whole.writeBuffer(&octets)
        switch ProxyHeader(whole.readableBytesView) {
        case .part: buffer = whole
        case .refused:
            // proxy-protocol.txt §2: who expects a header and does not get one closes.
            isOver = true
            buffer = nil
            offences.add(.noProxyHeader)
            context.close(promise: nil)
        case .whole(let client, let octets):
            isOver = true
            buffer = nil
            whole.moveReaderIndex(forwardBy: octets)
            context.fireUserInboundEventTriggered(ClientEvent(address: client))
            if whole.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(whole)) }
            context.pipeline.syncOperations.removeHandler(self, promise: nil)
        }
    }
}
