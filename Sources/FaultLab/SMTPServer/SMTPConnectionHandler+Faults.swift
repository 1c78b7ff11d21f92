import Findings
import NIOCore

/// What faults do to a connection in time.
///
/// No thread waits: everything is a timer of the connection's event loop.
extension SMTPConnectionHandler {
    /// How often a message that is taken slowly goes on.
    ///
    /// Our choice: smooth to a client that watches its window, cheap for a thousand connections.
    private static let paceInterval: Duration = .milliseconds(50)

    /// Says nothing for a time, or until the fault ends.
    func wait(_ hold: SMTPFaultEffect.Hold, _ term: FaultTerm, _ context: ChannelHandlerContext) {
        let timer = FaultTimer(term, of: faults, on: context.eventLoop) { [self] in endHold(context) }
        self.hold = timer
        let duration: Duration? = if case .lasting(let duration) = hold { duration } else { nil }
        timer.schedule(after: duration) { [self] in endHold(context) }
    }

    /// Sends a reply an octet at a time.
    func drip(_ reply: ServerReply, every interval: Duration, _ term: FaultTerm, _ context: ChannelHandlerContext) {
        dripping.clear()
        reply.write(into: &dripping)
        hold = FaultTimer(term, of: faults, on: context.eventLoop) { [self] in endHold(context) }
        dripNext(every: interval, context)
    }

    private func dripNext(every interval: Duration, _ context: ChannelHandlerContext) {
        guard let hold, !hold.isExpired, dripping.readableBytes > 1, let octet = dripping.readSlice(length: 1) else {
            return endHold(context)
        }
        context.writeAndFlush(wrapOutboundOut(octet), promise: nil)
        hold.schedule(after: interval) { [self] in dripNext(every: interval, context) }
    }

    /// Ends a wait or a drip: what is left of a reply is sent, and the session goes on.
    func endHold(_ context: ChannelHandlerContext) {
        guard let hold else { return }
        hold.cancel()
        self.hold = nil
        if dripping.readableBytes > 0 {
            context.writeAndFlush(wrapOutboundOut(dripping), promise: nil)
            dripping.clear()
        }
        carryOut(session.resume(at: .now()), context)
    }

    /// Takes a message slowly.
    func beginPace(_ term: FaultTerm, _ context: ChannelHandlerContext) {
        pace = FaultTimer(term, of: faults, on: context.eventLoop) { [self] in endPace(context) }
        paceNext(since: .now(), context)
    }

    private func paceNext(since last: NIODeadline, _ context: ChannelHandlerContext) {
        pace?.schedule(after: Self.paceInterval) { [self] in
            guard let pace, !pace.isExpired else { return endPace(context) }
            let now = NIODeadline.now()
            carryOut(session.allow(Duration(now - last), at: .now()), context)
            // The message may just have ended.
            if self.pace === pace { paceNext(since: now, context) }
        }
    }

    /// Takes the rest of a message as it comes.
    func endPace(_ context: ChannelHandlerContext) {
        guard let pace else { return }
        pace.cancel()
        self.pace = nil
        carryOut(session.hurry(at: .now()), context)
    }

    /// Ends every timer, and nothing else.
    func endTimers() {
        hold?.cancel()
        pace?.cancel()
        hold = nil
        pace = nil
        dripping.clear()
    }
}
