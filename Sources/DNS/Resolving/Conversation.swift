import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One query on one socket, until an answer, the end of its time, or the end of the run.
struct Conversation: Sendable {
    /// The octets of the query.
    let query: [UInt8]
    /// Who is asked.
    let server: ServerAddress
    /// How long it may take, connecting included.
    let timeout: Duration
    /// Whether octets are the answer; others are dropped over UDP.
    let judge: @Sendable ([UInt8]) -> Bool

    /// Over UDP, on a socket connected to the server, so that the system drops what others send.
    func overDatagrams(on loop: any EventLoop) async -> ServerExchange.Event {
        await perform(on: loop) { promise in
            DatagramBootstrap(group: loop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(DatagramReply(promise, judge))
                    }
                }
                .connect(to: try socketAddress())
        } send: { channel in
            channel.writeAndFlush(ByteBuffer(bytes: query))
        }
    }

    /// Over TCP, each message after two octets of its length (RFC 1035 §4.2.2).
    func overStream(on loop: any EventLoop) async -> ServerExchange.Event {
        await perform(on: loop) { promise in
            ClientBootstrap(group: loop)
                .connectTimeout(TimeAmount(timeout))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(StreamReply(promise, judge))
                    }
                }
                .connect(to: try socketAddress())
        } send: { channel in
            channel.writeAndFlush(ByteBuffer(bytes: UInt16(truncatingIfNeeded: query.count).octets + query))
        }
    }

    private func socketAddress() throws -> SocketAddress {
        try SocketAddress(ipAddress: server.address.description, port: Int(server.port))
    }

    /// Opens, sends and waits; the socket is closed and the timer gone when it returns.
    private func perform(
        on loop: any EventLoop,
        open: (EventLoopPromise<ServerExchange.Event>) throws -> EventLoopFuture<any Channel>,
        send: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) async -> ServerExchange.Event {
        let promise = loop.makePromise(of: ServerExchange.Event.self)
        let timer = loop.scheduleTask(in: TimeAmount(timeout)) { promise.succeed(.timeout) }
        let opening: EventLoopFuture<any Channel>
        do {
            opening = try open(promise)
        } catch {
            opening = loop.makeFailedFuture(error)
        }
        opening.flatMap(send).whenFailure { promise.succeed(.unreachable(SocketFailure.words(for: $0))) }
        let event = await withTaskCancellationHandler {
            // The promise is only ever kept, never broken.
            (try? await promise.futureResult.get()) ?? .timeout
        } onCancel: {
            promise.succeed(.cancelled)
        }
        timer.cancel()
        // A channel that opens too late is closed as well.
        opening.whenSuccess { $0.close(promise: nil) }
        return event
    }
}

/// Takes the first datagram that is the answer.
private final class DatagramReply: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let promise: EventLoopPromise<ServerExchange.Event>
    private let judge: @Sendable ([UInt8]) -> Bool

    init(_ promise: EventLoopPromise<ServerExchange.Event>, _ judge: @escaping @Sendable ([UInt8]) -> Bool) {
        self.promise = promise
        self.judge = judge
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Array(unwrapInboundIn(data).data.readableBytesView)
        if judge(bytes) { promise.succeed(.reply(bytes)) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A connected socket hears of a port that nobody listens on.
        promise.succeed(.unreachable(SocketFailure.words(for: error)))
    }
}

/// Takes the one message of a connection.
private final class StreamReply: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let promise: EventLoopPromise<ServerExchange.Event>
    private let judge: @Sendable ([UInt8]) -> Bool
    private var received: [UInt8] = []

    init(_ promise: EventLoopPromise<ServerExchange.Event>, _ judge: @escaping @Sendable ([UInt8]) -> Bool) {
        self.promise = promise
        self.judge = judge
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += unwrapInboundIn(data).readableBytesView
        // RFC 1035 §4.2.2: two octets of length, so that no more than 65537 octets are ever held for long.
        while received.count >= 2 {
            let length = Int(received[0]) << 8 | Int(received[1])
            guard received.count >= length + 2 else { return }
            let bytes = Array(received[2..<(length + 2)])
            received.removeFirst(length + 2)
            if judge(bytes) {
                promise.succeed(.reply(bytes))
                return
            }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.succeed(.unreachable("closed the connection without an answer"))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.succeed(.unreachable(SocketFailure.words(for: error)))
    }
}

/// What went wrong with a socket.
private enum SocketFailure {
    /// The cause in the form `is not reachable: connection refused`.
    static func words(for error: any Error) -> String {
        var error = error
        if let failure = error as? NIOConnectionError, let first = failure.connectionErrors.first {
            error = first.error
        }
        let cause =
            if let failure = error as? IOError {
                switch failure.errnoCode {
                case ECONNREFUSED: "connection refused"
                case ECONNRESET: "connection reset"
                case ENETUNREACH, EHOSTUNREACH: "no route to it"
                case ETIMEDOUT: "no answer to the connection"
                case EMFILE, ENFILE: "too many open files"
                default: "system error \(failure.errnoCode)"
                }
            } else if error is ChannelError {
                "no answer to the connection"
            } else {
                "\(error)"
            }
        return "is not reachable: \(cause)"
    }
}
