import NIOCore

/// Answers each datagram by one, or by none.
final class DNSDatagramHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let responder: DNSResponder
    private var held: HeldResponses

    init(_ responder: DNSResponder, _ delayed: DelayedResponses) {
        self.responder = responder
        held = HeldResponses(delayed)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let query = unwrapInboundIn(data)
        guard let response = responder.respond(to: [UInt8](buffer: query.data), over: .datagram) else { return }
        let buffer = context.channel.allocator.buffer(bytes: response.octets)
        let envelope = AddressedEnvelope(remoteAddress: query.remoteAddress, data: buffer)
        guard let delay = response.delay else {
            write(envelope, context)
            return
        }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        let isHeld = held.hold(for: delay, on: context.eventLoop) { number in
            let (handler, context) = bound.value
            handler.held.finish(number)
            handler.write(envelope, context)
            context.flush()
        }
        if !isHeld { responder.tally.count { $0.dropped += 1 } }
    }

    /// One flush for all the queries that were read in one go.
    func channelReadComplete(context: ChannelHandlerContext) {
        context.flush()
    }

    func channelInactive(context: ChannelHandlerContext) {
        held.cancel()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // An answer that could not be sent is a lost datagram; the server goes on.
    }

    private func write(_ envelope: AddressedEnvelope<ByteBuffer>, _ context: ChannelHandlerContext) {
        // What the system does not take is lost, as it would be further on; it does not pile up here.
        guard context.channel.isWritable else {
            responder.tally.count { $0.dropped += 1 }
            return
        }
        context.write(wrapOutboundOut(envelope), promise: nil)
    }
}
