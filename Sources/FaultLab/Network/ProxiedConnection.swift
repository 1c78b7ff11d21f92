import NIOCore
import NIOPosix

/// One connection through a proxy: a client's, and that to the target which is made for it.
///
/// Lives on the event loop of the client's channel alone, as does the other channel.
final class ProxiedConnection {
    /// How long the target may take to answer.
    ///
    /// Our choice: longer than a client waits.
    private static let connectTimeout: TimeAmount = .seconds(30)

    private let proxy: String
    private let target: ProxyTarget
    private let faults: FaultBoard
    private let client: any Channel
    private var server: (any Channel)?
    private var isConnecting = false
    private var isOver = false

    private var toServer = ProxyFlow()
    private var toClient = ProxyFlow()
    private var timers: [Direction: Scheduled<Void>] = [:]
    /// The directions in which everything has arrived, and its end, or nobody is left to take it.
    private var finished: Set<Direction> = []

    private var decided: Set<FaultID> = []
    private var strikes: [Struck] = []

    /// Which way octets go.
    enum Direction { case toServer, toClient }

    private struct Struck {
        var strike: NetworkStrike
        /// How many octets have arrived since.
        var forwarded = 0
        var watch: FaultWatch
        var end: Scheduled<Void>

        func cancel() {
            watch.cancel()
            end.cancel()
        }
    }

    init(of client: any Channel, through proxy: String, to target: ProxyTarget, faults: FaultBoard) {
        self.client = client
        self.proxy = proxy
        self.target = target
        self.faults = faults
    }

    private var loop: any EventLoop { client.eventLoop }

    private var conditions: NetworkConditions {
        strikes.reduce(into: NetworkConditions()) { $0.add($1.strike.effect, forwarded: $1.forwarded) }
    }

    // MARK: Events

    /// Faults were armed or disarmed, or the connection is new: each that is armed decides once whether it strikes.
    func reconsider() {
        guard !isOver else { return }
        let now = ContinuousClock.now
        for strike in faults.strikes(of: proxy, besides: &decided) { begin(strike, at: now) }
        let ended = strikes.filter { $0.strike.expires <= now || !faults.isArmed($0.strike.fault) }
        for one in ended { one.cancel() }
        strikes.removeAll { one in ended.contains { $0.strike.fault == one.strike.fault } }
        act()
    }

    /// Octets came from one side.
    func receive(_ octets: ByteBuffer, _ direction: Direction) {
        change(direction) { $0.receive(octets, at: .now(), $1) }
        act()
    }

    /// One side sends nothing more (RFC 9293 §3.6: the other direction goes on).
    func endInput(_ direction: Direction) {
        change(direction) { $0.end(at: .now(), $1) }
        act()
    }

    /// One side can take octets again.
    func act() {
        guard !isOver else { return }
        let conditions = conditions
        if conditions.octetsLeft == 0 { return reset() }
        guard !conditions.isBlackhole else { return adjustReading() }
        guard server != nil else { return connect() }
        pump(.toServer)
        pump(.toClient)
        adjustReading()
    }

    /// The side that a direction comes from is gone: what it sent before still arrives.
    func disappear(_ direction: Direction) {
        guard !isOver else { return }
        guard server != nil else { return finish() }
        change(direction) { $0.end(at: .now(), $1) }
        end(direction == .toServer ? .toClient : .toServer)
        act()
    }

    /// One side broke the connection, or the target cannot be reached: so does the other.
    func reset() {
        guard !isOver else { return }
        for channel in [client, server].compactMap(\.self) { channel.abort() }
        forget()
    }

    // MARK: Acts

    private func begin(_ strike: NetworkStrike, at now: ContinuousClock.Instant) {
        let bound = NIOLoopBound(self, eventLoop: loop)
        let loop = loop
        // In a later turn, also where the fault is gone already: this turn has to finish first.
        let watch = faults.watch(strike.fault) { loop.execute { bound.value.reconsider() } }
        let end = loop.scheduleTask(in: TimeAmount(max(.zero, strike.expires - now))) { bound.value.reconsider() }
        strikes.append(Struck(strike: strike, watch: watch, end: end))
    }

    private func connect() {
        guard !isConnecting else { return }
        isConnecting = true
        let bound = NIOLoopBound(self, eventLoop: loop)
        ClientBootstrap(group: loop)
            .channelOption(.autoRead, value: false)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connectTimeout(Self.connectTimeout)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ProxySideHandler(bound.value, .toClient))
                }
            }
            .connect(host: target.host, port: target.port)
            .whenComplete { bound.value.connected($0) }
    }

    private func connected(_ result: Result<any Channel, any Error>) {
        switch result {
        case .success(let channel):
            guard !isOver else { return channel.close(promise: nil) }
            server = channel
            act()
        // What a client sees where the target refuses it itself.
        case .failure: reset()
        }
    }

    private func pump(_ direction: Direction) {
        guard !isOver, let target = direction == .toServer ? server : client else { return }
        var hasWritten = false
        loop: while target.isWritable {
            let now = NIODeadline.now()
            var step = ProxyFlow.Step.idle
            change(direction) { step = $0.next(at: now, $1) }
            switch step {
            case .forward(let octets):
                for index in strikes.indices { strikes[index].forwarded += octets.readableBytes }
                target.write(octets, promise: nil)
                hasWritten = true
                if conditions.octetsLeft == 0 {
                    target.flush()
                    return reset()
                }
            case .wait(let due):
                schedule(direction, at: due)
                break loop
            case .end:
                shut(direction, target)
                return
            case .idle: break loop
            }
        }
        if hasWritten { target.flush() }
    }

    /// Ends a direction once what was written has left.
    private func shut(_ direction: Direction, _ target: any Channel) {
        let bound = NIOLoopBound(self, eventLoop: loop)
        target.writeAndFlush(ByteBuffer()).whenComplete { _ in
            target.close(mode: .output, promise: nil)
            bound.value.end(direction)
        }
    }

    private func end(_ direction: Direction) {
        finished.insert(direction)
        if finished.count == 2 { finish() }
    }

    private func schedule(_ direction: Direction, at due: NIODeadline) {
        let bound = NIOLoopBound(self, eventLoop: loop)
        timers[direction]?.cancel()
        timers[direction] = loop.scheduleTask(deadline: due) { bound.value.act() }
    }

    private func adjustReading() {
        guard !isOver else { return }
        // Who sends into a hole is told nothing, and fills the buffers on the way.
        let isOpen = !conditions.isBlackhole
        client.setAutomaticReading(isOpen && toServer.hasRoom && server != nil)
        server?.setAutomaticReading(isOpen && toClient.hasRoom)
    }

    /// Closes what is open.
    private func finish() {
        guard !isOver else { return }
        for channel in [client, server].compactMap(\.self) { channel.close(promise: nil) }
        forget()
    }

    private func forget() {
        isOver = true
        for one in strikes { one.cancel() }
        for timer in timers.values { timer.cancel() }
        strikes = []
        timers = [:]
        server = nil
    }

    private func change(_ direction: Direction, _ body: (inout ProxyFlow, NetworkConditions) -> Void) {
        let conditions = conditions
        if direction == .toServer { body(&toServer, conditions) } else { body(&toClient, conditions) }
    }
}
