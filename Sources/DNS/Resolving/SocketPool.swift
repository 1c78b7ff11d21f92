import NIOCore

/// The sockets of a resolver and the queries that they carry; confined to its event loop.
///
/// Queries are spread over a few UDP sockets for each server, chosen at random and exchanged for new ones after some
/// queries, so that neither port nor id can be guessed. What was sent in one turn of the loop goes out in one system call
/// a socket, and one timer serves all. When nothing is in flight for a while, the sockets are closed.
final class SocketPool {
    /// The bits of the number of UDP sockets that are used for one server at once.
    private static let socketBits = 2
    private static let socketsPerServer = 1 << socketBits
    /// How long sockets stay open without a query.
    private static let idleTime = TimeAmount.seconds(1)

    /// What carries a query.
    private enum Carrier {
        case datagram(DatagramSocket, id: UInt16)
        case stream(StreamConnection)
    }

    private let loop: any EventLoop
    private let options: NetworkResolver.Options
    private var flights = FlightList<Carrier>()
    /// What came when as many were in flight as may be.
    private var waiting = CircularBuffer<PendingReply>()
    private var sockets: [ServerAddress: [DatagramSocket?]] = [:]
    private var unflushed: [DatagramSocket] = []
    private var timer: (task: Scheduled<Void>, deadline: NIODeadline)?
    private var lastUse = NIODeadline.now()
    private var places = RandomBits(SocketPool.socketBits)

    init(_ options: NetworkResolver.Options, on loop: any EventLoop) {
        self.options = options
        self.loop = loop
    }

    /// Takes queries; those beyond the bound wait in line.
    func take(_ replies: [PendingReply]) {
        waiting.append(contentsOf: replies)
        proceed()
    }

    /// Frees the place of a query that nobody waits for any more.
    func withdraw(_ reply: PendingReply) {
        guard let flight = reply.flight, flights[flight]?.reply === reply else { return }
        end([flight], with: .cancelled)
    }

    /// Octets from the server that was asked, under the id of a query.
    func receive(_ bytes: [UInt8], for flight: Int) {
        guard let reply = flights[flight]?.reply, reply.query.isAnswered(by: bytes) else { return }
        conclude(flight, with: .reply(bytes))
    }

    /// Ends queries, and sends those that waited for their places.
    func end(_ ended: [Int], with event: ServerExchange.Event) {
        for flight in ended { conclude(flight, with: event) }
        proceed()
    }

    /// Sends what waits, as far as there are places.
    func proceed() {
        let most = max(1, options.mostInFlight)
        if flights.count < most, !waiting.isEmpty {
            let now = NIODeadline.now()
            lastUse = now
            while flights.count < most, let reply = waiting.popFirst() {
                if !reply.isFinished { launch(reply, at: now) }
            }
        }
        // A flush may fail and come back here: the list is taken first.
        let unflushed = unflushed
        self.unflushed.removeAll(keepingCapacity: true)
        for socket in unflushed { socket.flush() }
    }

    /// Closes every socket; queries in flight end.
    func close() {
        waiting.removeAll()
        while let flight = flights.removeFirst(dueAt: .distantFuture) { release(flight, .cancelled) }
        timer?.task.cancel()
        timer = nil
        closeSockets()
    }

    private func launch(_ reply: PendingReply, at now: NIODeadline) {
        let deadline = now + TimeAmount(options.timeout)
        switch reply.transport {
        case .datagram:
            let socket = socket(for: reply.server)
            let flight = flights.nextIndex
            let id = socket.send(reply.query, flight: flight)
            _ = flights.append(.init(reply: reply, carrier: .datagram(socket, id: id), deadline: deadline))
            reply.flight = flight
            // A socket that cannot be opened says so at once, to the query that it has by now.
            socket.openOnce(to: reply.server, payloadSize: options.payloadSize, on: loop)
            if unflushed.last !== socket, !unflushed.contains(where: { $0 === socket }) { unflushed.append(socket) }
        case .stream:
            let connection = StreamConnection(pool: self)
            let flight = flights.append(.init(reply: reply, carrier: .stream(connection), deadline: deadline))
            reply.flight = flight
            connection.open(
                to: reply.server, query: reply.query, flight: flight, timeout: options.timeout, on: loop)
        }
        if timer.map({ $0.deadline > deadline }) ?? true { schedule(at: deadline) }
    }

    /// A socket to the server whose port is not used up.
    private func socket(for server: ServerAddress) -> DatagramSocket {
        let place = Int(places.next())
        let known = sockets[server]?[place]
        if let known, known.isFresh { return known }
        // One that still waits for answers closes by itself when it has them.
        if let known, known.carried.isEmpty { known.close() }
        let fresh = DatagramSocket(pool: self)
        sockets[server, default: Array(repeating: nil, count: SocketPool.socketsPerServer)][place] = fresh
        return fresh
    }

    private func conclude(_ index: Int, with event: ServerExchange.Event) {
        guard let flight = flights.remove(index) else { return }
        release(flight, event)
    }

    private func release(_ flight: FlightList<Carrier>.Flight, _ event: ServerExchange.Event) {
        switch flight.carrier {
        case .datagram(let socket, let id): socket.forget(id)
        case .stream(let connection): connection.close()
        }
        flight.reply.finish(event)
    }

    private func schedule(at deadline: NIODeadline) {
        timer?.task.cancel()
        let soon = min(deadline, .now() + SocketPool.idleTime)
        let task = loop.assumeIsolated().scheduleTask(deadline: soon) { [weak self] () -> Void in
            self?.tick()
        }
        timer = (task, soon)
    }

    /// Ends what is due, closes what is idle, and sets the timer anew.
    private func tick() {
        timer = nil
        let now = NIODeadline.now()
        while let flight = flights.removeFirst(dueAt: now) { release(flight, .timeout) }
        proceed()
        if let first = flights.firstDeadline {
            schedule(at: first)
        } else if now - lastUse < SocketPool.idleTime {
            schedule(at: lastUse + SocketPool.idleTime)
        } else {
            closeSockets()
        }
    }

    private func closeSockets() {
        let open = sockets.values.joined()
        sockets = [:]
        for socket in open { socket?.close() }
    }
}
