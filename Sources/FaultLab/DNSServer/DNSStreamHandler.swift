import NIOCore

/// Answers the queries of one TCP connection (RFC 7766).
final class DNSStreamHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// RFC 7766 §6.2.3: an idle connection is kept for some seconds.
    static let idleLimit: TimeAmount = .seconds(10)

    private let responder: DNSResponder
    private var held: HeldResponses
    private var pending = ByteBuffer()
    private var idle: Scheduled<Void>?

    init(_ responder: DNSResponder, _ delayed: DelayedResponses) {
        self.responder = responder
        held = HeldResponses(delayed)
    }

    func channelActive(context: ChannelHandlerContext) {
        watchSilence(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        idle?.cancel()
        held.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var received = unwrapInboundIn(data)
        pending.writeBuffer(&received)
        watchSilence(context)
        answer(context)
    }

    /// A client that does not read its answers gets no more of them, and nothing more is read from it.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        context.channel.setOption(.autoRead, value: context.channel.isWritable).whenFailure { _ in }
        if context.channel.isWritable { answer(context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ context: ChannelHandlerContext) {
        // RFC 1035 §4.2.2: each message follows its length in two octets.
        while context.channel.isWritable, let query = pending.readLengthPrefixedSlice(as: UInt16.self) {
            guard let response = responder.respond(to: [UInt8](buffer: query), over: .stream) else { continue }
            var buffer = context.channel.allocator.buffer(capacity: response.octets.count + 2)
            buffer.writeInteger(UInt16(truncatingIfNeeded: response.octets.count))
            buffer.writeBytes(response.octets)
            guard let delay = response.delay else {
                context.write(wrapOutboundOut(buffer), promise: nil)
                continue
            }
            hold(buffer, for: delay, context)
        }
        pending.discardReadBytes()
        context.flush()
    }

    /// RFC 7766 §6.2.1.1: later queries are not kept waiting for this one.
    private func hold(_ response: ByteBuffer, for delay: Duration, _ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        let isHeld = held.hold(for: delay, on: context.eventLoop) { number in
            let (handler, context) = bound.value
            handler.held.finish(number)
            context.writeAndFlush(handler.wrapOutboundOut(response), promise: nil)
        }
        if !isHeld { responder.tally.count { $0.dropped += 1 } }
    }

    private func watchSilence(_ context: ChannelHandlerContext) {
        idle?.cancel()
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        idle = context.eventLoop.scheduleTask(in: Self.idleLimit) {
            let (handler, context) = bound.value
            // The client that waits for a response is not the one that is silent.
            if handler.held.isEmpty { context.close(promise: nil) } else { handler.watchSilence(context) }
        }
    }
}
