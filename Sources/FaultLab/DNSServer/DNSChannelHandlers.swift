import NIOCore

/// Answers each datagram by one, or by none.
final class DNSDatagramHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let responder: DNSResponder

    init(_ responder: DNSResponder) {
        self.responder = responder
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let query = unwrapInboundIn(data)
        guard let response = responder.respond(to: [UInt8](query.data.readableBytesView), over: .datagram) else {
            return
        }
        let buffer = context.channel.allocator.buffer(bytes: response)
        context.write(
            wrapOutboundOut(AddressedEnvelope(remoteAddress: query.remoteAddress, data: buffer)), promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.flush()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // An answer that could not be sent is a lost datagram; the server goes on.
    }
}

/// Answers the queries of one TCP connection in order (RFC 7766).
final class DNSStreamHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// RFC 7766 §6.2.3: an idle connection is kept for some seconds.
    static let idleLimit: TimeAmount = .seconds(10)

    private let responder: DNSResponder
    private var pending = ByteBuffer()
    private var idle: Scheduled<Void>?

    init(_ responder: DNSResponder) {
        self.responder = responder
    }

    func channelActive(context: ChannelHandlerContext) {
        watchSilence(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        idle?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var received = unwrapInboundIn(data)
        pending.writeBuffer(&received)
        watchSilence(context)
        // RFC 1035 §4.2.2: each message follows its length in two octets; so no more than one is ever kept.
        while let query = pending.readLengthPrefixedSlice(as: UInt16.self) {
            guard let response = responder.respond(to: [UInt8](query.readableBytesView), over: .stream) else {
                continue
            }
            var buffer = context.channel.allocator.buffer(capacity: response.count + 2)
            buffer.writeInteger(UInt16(truncatingIfNeeded: response.count))
            buffer.writeBytes(response)
            context.write(wrapOutboundOut(buffer), promise: nil)
        }
        pending.discardReadBytes()
        context.flush()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func watchSilence(_ context: ChannelHandlerContext) {
        idle?.cancel()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        idle = context.eventLoop.scheduleTask(in: Self.idleLimit) { bound.value.close(promise: nil) }
    }
}
