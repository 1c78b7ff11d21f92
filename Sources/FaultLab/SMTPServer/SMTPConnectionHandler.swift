import Findings
import NIOCore

/// One connection of a server: gives octets to its session and carries out what the session says.
///
/// Lives on its channel's event loop alone.
final class SMTPConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Tells a connection that the server stops.
    struct StopEvent: Sendable {}

    /// How long a closed connection is still read, so that the last reply is not lost to a reset.
    static let linger: TimeAmount = .seconds(1)
    /// The same while the server stops.
    static let shortLinger: TimeAmount = .milliseconds(50)

    private var session: SMTPServerSession
    private let receiver: MailReceiver
    private let log: LabEventLog
    private var isClosing = false
    private var isStopping = false
    private var hasInputEnded = false
    private var idle: Scheduled<Void>?
    private var reads = 0

    init(session: SMTPServerSession, receiver: MailReceiver, log: LabEventLog) {
        self.session = session
        self.receiver = receiver
        self.log = log
    }

    func channelActive(context: ChannelHandlerContext) {
        watchSilence(context)
        carryOut(session.open(at: .now()), context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        idle?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosing else { return }
        reads &+= 1
        carryOut(session.receive(unwrapInboundIn(data), at: .now()), context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        adjustReading(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is StopEvent:
            isStopping = true
            carryOut(session.stop(at: .now()), context)
        case ChannelEvent.inputClosed:
            hasInputEnded = true
            // A message that is being verified is still answered.
            if isClosing || !session.isDelivering { context.close(promise: nil) }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The client reset the connection, or it broke: nobody is left to be told.
        context.close(promise: nil)
    }

    private func carryOut(_ actions: [SMTPServerSession.Action], _ context: ChannelHandlerContext) {
        var output = context.channel.allocator.buffer(capacity: 256)
        var pending = actions
        var isFinished = false
        while !pending.isEmpty {
            let batch = pending
            pending = []
            log.record(batch.lazy.compactMap { if case .record(let record) = $0 { .attempt(record) } else { nil } })
            for action in batch {
                switch action {
                case .send(let reply): reply.write(into: &output)
                case .record: break
                case .close: isFinished = true
                case .deliver(let transaction):
                    let time = session.now
                    // The session says nothing behind a delivery, so what follows comes in order.
                    if let reply = receiver.receiveAtOnce(transaction, at: time) {
                        pending = session.delivered(reply, at: time)
                    } else {
                        verify(transaction, time, context)
                    }
                }
            }
        }
        if isFinished {
            finish(output, context)
        } else {
            // One write for all replies to what came together.
            if output.readableBytes > 0 { context.writeAndFlush(wrapOutboundOut(output), promise: nil) }
            adjustReading(context)
        }
    }

    private func verify(_ transaction: SMTPTransaction, _ time: WallTime, _ context: ChannelHandlerContext) {
        let receiver = receiver
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        Task {
            let reply = await receiver.receive(transaction, at: time)
            loop.execute { handler.value.deliveryEnded(reply, bound.value) }
        }
    }

    private func deliveryEnded(_ reply: ServerReply, _ context: ChannelHandlerContext) {
        // What was replied is remembered even where the client has gone.
        carryOut(session.delivered(reply, at: .now()), context)
        if hasInputEnded && !isClosing { context.close(promise: nil) }
    }

    /// Sends what is left, then lets the client read it before the connection is gone.
    private func finish(_ output: ByteBuffer, _ context: ChannelHandlerContext) {
        isClosing = true
        idle?.cancel()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(output)).whenComplete { _ in
            let context = bound.value
            // Closing with unread input would reset the connection, and the last reply with it.
            context.close(mode: .output, promise: nil)
            context.channel.setReading(true)
        }
        if hasInputEnded { context.close(promise: nil) }
        context.eventLoop.scheduleTask(in: isStopping ? Self.shortLinger : Self.linger) {
            bound.value.close(promise: nil)
        }
    }

    /// Reads no more while the client does not take replies, or a message is being verified.
    private func adjustReading(_ context: ChannelHandlerContext) {
        context.channel.setReading(isClosing || (context.channel.isWritable && !session.isDelivering))
    }

    private func watchSilence(_ context: ChannelHandlerContext) {
        let seen = reads
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        idle = context.eventLoop.scheduleTask(in: TimeAmount(SMTPLimits.commandTimeout)) {
            let (handler, context) = bound.value
            if handler.reads == seen { handler.carryOut(handler.session.timeOut(at: .now()), context) }
            if !handler.isClosing { handler.watchSilence(context) }
        }
    }
}

extension Channel {
    /// Lets the channel read by itself, or holds it; on its event loop only.
    fileprivate func setReading(_ isReading: Bool) {
        guard let options = syncOptions, (try? options.getOption(.autoRead)) != isReading else { return }
        try? options.setOption(.autoRead, value: isReading)
    }
}
