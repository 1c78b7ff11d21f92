import NIOCore
import NIOPosix

/// One query on a TCP connection of its own, each message after two octets of its length (RFC 1035 §4.2.2).
///
/// Confined to its event loop. Answers that are too long for a datagram are rare: a connection is not kept for the next.
final class StreamConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private weak var pool: SocketPool?
    private let id: UInt16
    private var channel: (any Channel)?
    private var isClosed = false
    private var flight: Int?
    private var received = ByteBuffer()

    init(pool: SocketPool) {
        self.pool = pool
        id = .random(in: .min ... .max)
    }

    /// Connects and sends; what becomes of it is told for `flight`.
    func open(to server: ServerAddress, query: Query, flight: Int, timeout: Duration, on loop: any EventLoop) {
        self.flight = flight
        let handler = NIOLoopBound(self, eventLoop: loop)
        let opening: EventLoopFuture<any Channel>
        do {
            opening = ClientBootstrap(group: loop)
                .connectTimeout(TimeAmount(timeout))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(handler.value)
                    }
                }
                .connect(to: try server.socketAddress())
        } catch {
            opening = loop.makeFailedFuture(error)
        }
        opening.assumeIsolated().whenComplete { [self] result in
            switch result {
            case .success(let opened) where isClosed: opened.close(promise: nil)
            case .success(let opened):
                channel = opened
                let octets = query.octets(id: id)
                opened.writeAndFlush(
                    ByteBuffer(bytes: UInt16(truncatingIfNeeded: octets.count).octets + octets), promise: nil)
            case .failure(let error): end(.unreachable(SocketFailure.words(for: error)))
            }
        }
    }

    /// Closes it, be it open or not yet.
    func close() {
        isClosed = true
        flight = nil
        channel?.close(promise: nil)
        channel = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        received.writeBuffer(&buffer)
        // RFC 1035 §4.2.2: two octets of length, so that no more than 65537 octets are ever held for long.
        while let flight, let length = received.getInteger(at: received.readerIndex, as: UInt16.self),
            received.readableBytes >= Int(length) + 2
        {
            received.moveReaderIndex(forwardBy: 2)
            let bytes = received.readBytes(length: Int(length)) ?? []
            if bytes.starts(with: id.octets) { pool?.receive(bytes, for: flight) }
        }
        received.discardReadBytes()
        pool?.proceed()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.unreachable(SocketFailure.closed))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(.unreachable(SocketFailure.words(for: error)))
    }

    private func end(_ event: ServerExchange.Event) {
        if let flight { pool?.end([flight], with: event) }
    }
}
