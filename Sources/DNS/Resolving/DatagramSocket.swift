import NIOCore
import NIOPosix

/// A UDP socket that is connected to one server, and the queries that it carries; confined to its event loop.
///
/// The system chooses the port, which cannot be guessed, and drops what comes from anywhere but the server. Ids are random
/// and unique among the queries in flight here (RFC 5452 §9.2).
final class DatagramSocket: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    /// How many queries go out from one port before another is taken: whoever learns a port must not have it for long.
    static let mostQueries = 128
    /// How many datagrams one system call reads.
    private static let datagramsPerRead = 16
    /// What a datagram may have at the least: servers that ignore the payload size of a query are heard as well.
    private static let smallestBuffer = 2048

    private weak var pool: SocketPool?
    private var channel: (any Channel)?
    private var isOpening = false
    private var isClosed = false
    private var unsent: [ByteBuffer] = []
    private var isUnflushed = false
    private var flights: [UInt16: Int] = [:]
    private var ids = RandomBits(16)
    private var queries = 0

    init(pool: SocketPool) {
        self.pool = pool
    }

    /// Whether another query may go out from this port.
    var isFresh: Bool { !isClosed && queries < DatagramSocket.mostQueries }

    /// The places of the queries that it carries.
    var carried: [Int] { Array(flights.values) }

    /// Opens it, unless that has begun; what is sent before it is open goes out then.
    func openOnce(to server: ServerAddress, payloadSize: UInt16, on loop: any EventLoop) {
        guard !isOpening else { return }
        isOpening = true
        let size = max(DatagramSocket.smallestBuffer, Int(payloadSize))
        let handler = NIOLoopBound(self, eventLoop: loop)
        let opening: EventLoopFuture<any Channel>
        do {
            opening = DatagramBootstrap(group: loop)
                .channelOption(.datagramVectorReadMessageCount, value: DatagramSocket.datagramsPerRead)
                .channelOption(
                    .recvAllocator,
                    value: FixedSizeRecvByteBufferAllocator(capacity: size * DatagramSocket.datagramsPerRead)
                )
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
                for buffer in unsent { write(buffer) }
                unsent = []
                flush()
            case .failure(let error): fail(SocketFailure.words(for: error))
            }
        }
    }

    /// Sends a query under an id of its own, with the next flush; answers the id.
    func send(_ query: Query, flight: Int) -> UInt16 {
        queries += 1
        var id = UInt16(truncatingIfNeeded: ids.next())
        while flights[id] != nil { id = UInt16(truncatingIfNeeded: ids.next()) }
        flights[id] = flight
        let buffer = ByteBuffer(bytes: query.octets(id: id))
        if channel == nil { unsent.append(buffer) } else { write(buffer) }
        return id
    }

    /// Nobody waits for the answer any more.
    func forget(_ id: UInt16) {
        flights[id] = nil
        if flights.isEmpty, !isFresh { close() }
    }

    /// Hands everything that was sent to the system, in as few calls as it takes.
    func flush() {
        guard isUnflushed, let channel else { return }
        isUnflushed = false
        channel.flush()
    }

    /// Closes it, be it open or not yet.
    func close() {
        isClosed = true
        channel?.close(promise: nil)
        channel = nil
    }

    private func write(_ buffer: ByteBuffer) {
        isUnflushed = true
        channel?.write(buffer, promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data).data
        // What has an id that nobody waits for costs this look and no more, so that a flood of guesses is cheap.
        guard let id = buffer.getInteger(at: buffer.readerIndex, as: UInt16.self), let flight = flights[id] else {
            return
        }
        pool?.receive(Array(buffer.readableBytesView), for: flight)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        pool?.proceed()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A connected socket hears of a port that nobody listens on.
        fail(SocketFailure.words(for: error))
    }

    func channelInactive(context: ChannelHandlerContext) {
        // The system would not send: the error of an earlier datagram is told to whoever sends the next one.
        if !isClosed { fail(SocketFailure.unsent) }
    }

    private func fail(_ words: String) {
        close()
        pool?.end(carried, with: .unreachable(words))
    }
}

extension ServerAddress {
    /// The address as sockets take it.
    func socketAddress() throws -> SocketAddress {
        try SocketAddress(ipAddress: address.description, port: Int(port))
    }
}
