import Findings
import NIOCore
import NIOSSL
import NIOTLS

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

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

    var session: SMTPServerSession
    let faults: any FaultPlan
    private let receiver: MailReceiver
    private let log: LabEventLog
    private let offences: SMTPOffences
    private let tls: TLSStarter?
    /// Whether a proxy tells first who the client is.
    private let isProxied: Bool
    /// The fault that TLS begins with.
    private var tlsFault: FaultID?
    private(set) var isClosing = false
    private(set) var isStopping = false
    private var hasInputEnded = false
    /// What a fault keeps the connection waiting by.
    var hold: FaultTimer?
    /// What a fault takes a message slowly by.
    var pace: FaultTimer?
    /// What is left of a reply that drips.
    var dripping = ByteBuffer()
    private var idle: Scheduled<Void>?
    private var reads = 0
    private var isReading = true

    init(
        session: SMTPServerSession, faults: any FaultPlan, receiver: MailReceiver, log: LabEventLog,
        offences: SMTPOffences, tls: TLSStarter?, isProxied: Bool
    ) {
        self.session = session
        self.faults = faults
        self.receiver = receiver
        self.log = log
        self.offences = offences
        self.tls = tls
        self.isProxied = isProxied
    }

    func channelActive(context: ChannelHandlerContext) {
        watchSilence(context)
        if !isProxied { begin(context) }
    }

    /// Says the first word, or lets TLS begin before it.
    private func begin(_ context: ChannelHandlerContext) {
        if session.isSecuring { startTLS(context) } else { carryOut(session.open(at: .now()), context) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        idle?.cancel()
        endTimers()
        // What is remembered may be nothing; there is nobody left to be told anything.
        carryOut(session.disappear(at: .now()), context)
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
            // A server that stops keeps nobody waiting.
            endPace(context)
            endHold(context)
        case ChannelEvent.inputClosed:
            hasInputEnded = true
            // A message that is being verified is still answered, and so is who is kept waiting for a time.
            if isClosing || !session.isBusy || session.isStalled { context.close(promise: nil) }
        case let proxied as ProxyHeaderHandler.ClientEvent:
            if let address = proxied.address { session.client.address = address }
            begin(context)
        case TLSUserEvent.handshakeCompleted:
            guard let version = try? context.channel.pipeline.syncOperations.nioSSL_tlsVersion() else {
                return context.close(promise: nil)
            }
            carryOut(session.secured(TLSProtocolVersion(version), at: .now()), context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if session.isSecuring { tlsFailed(context) }
        // The client reset the connection, or it broke: nobody is left to be told.
        context.close(promise: nil)
    }

    func carryOut(_ actions: [SMTPServerSession.Action], _ context: ChannelHandlerContext) {
        // Everything happens in its turn, and what a fault begins behind what was said before it.
        var begins: [SMTPServerSession.Action] = []
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
                case .note(let offence): offences.add(offence)
                case .close: isFinished = true
                case .startTLS, .wait, .drip, .pace, .endPace, .cut: begins.append(action)
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
            for action in begins { begin(action, context) }
            adjustReading(context)
            if hasInputEnded && !isClosing && !session.isBusy { context.close(promise: nil) }
        }
    }

    private func begin(_ action: SMTPServerSession.Action, _ context: ChannelHandlerContext) {
        switch action {
        case .startTLS: startTLS(context)
        case .wait(let hold, let term): wait(hold, term, context)
        case .drip(let reply, let interval, let term): drip(reply, every: interval, term, context)
        case .pace(let term): beginPace(term, context)
        case .endPace:
            pace?.cancel()
            pace = nil
        case .cut:
            isClosing = true
            idle?.cancel()
            endTimers()
            context.reset()
        case .send, .record, .note, .deliver, .close: break
        }
    }

    /// Puts TLS between the connection and the session; what was written before goes out as it is.
    private func startTLS(_ context: ChannelHandlerContext) {
        do {
            guard let (handler, fault) = try tls?.handler() else { return context.close(promise: nil) }
            tlsFault = fault
            try context.channel.pipeline.syncOperations.addHandler(handler, position: .before(self))
        } catch {
            tlsFailed(context)
            context.close(promise: nil)
        }
    }

    private func tlsFailed(_ context: ChannelHandlerContext) {
        offences.add(.handshake)
        carryOut(session.tlsFailed(by: tlsFault, at: .now()), context)
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
    }

    /// Sends what is left, then lets the client read it before the connection is gone.
    private func finish(_ output: ByteBuffer, _ context: ChannelHandlerContext) {
        isClosing = true
        idle?.cancel()
        endTimers()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(output)).whenComplete { _ in
            let context = bound.value
            // Closing with unread input would reset the connection, and the last reply with it.
            context.close(mode: .output, promise: nil)
            handler.value.setReading(true, context)
        }
        if hasInputEnded { context.close(promise: nil) }
        context.eventLoop.scheduleTask(in: isStopping ? Self.shortLinger : Self.linger) {
            bound.value.close(promise: nil)
        }
    }

    /// Reads no more while the client does not take replies, a message is being verified, or a fault has the word.
    private func adjustReading(_ context: ChannelHandlerContext) {
        setReading(isClosing || (context.channel.isWritable && !session.isBusy), context)
    }

    /// Lets the channel read by itself, or holds it.
    private func setReading(_ wanted: Bool, _ context: ChannelHandlerContext) {
        // Remembered, for to ask the channel costs a fortieth of the time that a message takes.
        guard isReading != wanted, let options = context.channel.syncOptions else { return }
        isReading = wanted
        try? options.setOption(.autoRead, value: wanted)
    }

    private func watchSilence(_ context: ChannelHandlerContext) {
        let seen = reads
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        idle = context.eventLoop.scheduleTask(in: TimeAmount(session.identity.limits.silence)) {
            let (handler, context) = bound.value
            if handler.reads == seen { handler.carryOut(handler.session.timeOut(at: .now()), context) }
            if !handler.isClosing { handler.watchSilence(context) }
        }
    }
}

extension ChannelHandlerContext {
    /// Breaks the connection.
    fileprivate func reset() {
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        // RFC 9293 §3.10.5: to abort a connection is to reset it; no time to linger means that (socket(7), SO_LINGER).
        let noLinger = linger(l_onoff: 1, l_linger: 0)
        guard let socket = channel as? any SocketOptionProvider else { return close(promise: nil) }
        socket.setSoLinger(noLinger).whenComplete { _ in
            let context = bound.value
            // Not through TLS, which would say goodbye first (RFC 8446 §6.1).
            let tls = try? context.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)
            (tls ?? context).close(promise: nil)
        }
    }
}
