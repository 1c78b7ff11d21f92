import DNS
import Glibc
import Synchronization

/// A DNS server on a free port of 127.0.0.1, over UDP and TCP, that does what a test tells it.
///
/// It is made of blocking sockets on a thread of its own, so that it shares nothing with what it tests.
final class ScriptedServer: Sendable {
    /// How a query came.
    enum Transport: Sendable {
        case udp, tcp
    }

    /// What is done about a query, in order.
    enum Reaction: Sendable {
        /// Sends octets back.
        case reply([UInt8])
        /// Sends octets back from another port, as somebody else would.
        case replyFromElsewhere([UInt8])
        /// Closes the connection.
        case close
    }

    /// A query as it came.
    struct Received: Sendable {
        var message: DNSMessage
        var transport: Transport
        var sourcePort: UInt16
    }

    let address: ServerAddress
    private let script: @Sendable (Received) -> [Reaction]
    private let log = Log()
    private let sockets: (udp: CInt, tcp: CInt, stop: CInt)
    private let wake: CInt

    /// A server that answers by this script; nothing is answered where it returns no reaction.
    init(_ script: @escaping @Sendable (Received) -> [Reaction]) throws {
        self.script = script
        var pipes: [CInt] = [0, 0]
        guard pipe(&pipes) == 0 else { throw Unavailable() }
        wake = pipes[1]
        guard let bound = ScriptedServer.bindBoth(), let loopback = IPAddress("127.0.0.1") else { throw Unavailable() }
        sockets = (bound.udp, bound.tcp, pipes[0])
        address = ServerAddress(loopback, port: bound.port)
        let thread = Thread { [sockets, log, script, address] in
            Self.serve(sockets, log: log.append, script, address)
        }
        thread.start()
    }

    /// A server of the answers that zones give, as an authority for them.
    convenience init(_ zones: ZoneResolver, limit: Int? = nil) throws {
        try self.init { received in
            let reply = AuthoritativeReply.to(received.message, from: zones)
            let most = received.transport == .tcp ? DNSMessage.largest : limit ?? received.message.datagramLimit
            return (try? reply.encoded(limit: most)).map { [.reply($0)] } ?? []
        }
    }

    /// The queries that came so far.
    var received: [Received] {
        log.all
    }

    /// Ends the thread and frees the port.
    func stop() {
        close(wake)
    }

    struct Unavailable: Error {}

    /// Sockets on a port that is free for both; that of UDP may be taken for TCP, so it is tried some times.
    private static func bindBoth() -> (udp: CInt, tcp: CInt, port: UInt16)? {
        for _ in 0..<20 {
            let udp = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            let tcp = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            if let port = bindLoopback(udp, 0), bindLoopback(tcp, port) != nil, listen(tcp, 64) == 0 {
                return (udp, tcp, port)
            }
            close(udp)
            close(tcp)
        }
        return nil
    }

    fileprivate static func bindLoopback(_ descriptor: CInt, _ port: UInt16) -> UInt16? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        return isBound ? UInt16(bigEndian: address.sin_port) : nil
    }

    private static func serve(
        _ sockets: (udp: CInt, tcp: CInt, stop: CInt), log: (Received) -> Void,
        _ script: (Received) -> [Reaction], _ own: ServerAddress
    ) {
        var connections: [CInt: [UInt8]] = [:]
        defer { ([sockets.udp, sockets.tcp, sockets.stop] + connections.keys).forEach { close($0) } }
        while true {
            var polled = ([sockets.stop, sockets.udp, sockets.tcp] + connections.keys).map {
                pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
            }
            guard poll(&polled, nfds_t(polled.count), -1) > 0 else { return }
            for entry in polled where entry.revents != 0 {
                switch entry.fd {
                case sockets.stop: return
                case sockets.udp: datagram(sockets.udp, log, script)
                case sockets.tcp:
                    let accepted = accept(sockets.tcp, nil, nil)
                    if accepted >= 0 { connections[accepted] = [] }
                default:
                    if !stream(entry.fd, &connections[entry.fd, default: []], log, script) {
                        close(entry.fd)
                        connections[entry.fd] = nil
                    }
                }
            }
        }
    }

    private static func datagram(_ udp: CInt, _ log: (Received) -> Void, _ script: (Received) -> [Reaction]) {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        var peer = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let count = withUnsafeMutablePointer(to: &peer) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                recvfrom(udp, &bytes, bytes.count, 0, $0, &size)
            }
        }
        guard count > 0, let query = try? DNSMessage(bytes: Array(bytes[..<count])) else { return }
        let received = Received(message: query, transport: .udp, sourcePort: UInt16(bigEndian: peer.sin_port))
        log(received)
        func send(_ octets: [UInt8], from descriptor: CInt) {
            withUnsafePointer(to: &peer) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    _ = sendto(descriptor, octets, octets.count, 0, $0, size)
                }
            }
        }
        for reaction in script(received) {
            switch reaction {
            case .reply(let octets): send(octets, from: udp)
            case .replyFromElsewhere(let octets):
                let other = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
                _ = bindLoopback(other, 0)
                send(octets, from: other)
                close(other)
            case .close: break
            }
        }
    }

    /// Whether the connection stays open.
    private static func stream(
        _ connection: CInt, _ buffer: inout [UInt8], _ log: (Received) -> Void, _ script: (Received) -> [Reaction]
    ) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(connection, &bytes, bytes.count, 0)
        guard count > 0 else { return false }
        buffer += bytes[..<count]
        guard buffer.count >= 2 else { return true }
        let length = Int(buffer[0]) << 8 | Int(buffer[1])
        guard buffer.count >= length + 2 else { return true }
        let octets = Array(buffer[2..<(length + 2)])
        buffer.removeFirst(length + 2)
        guard let query = try? DNSMessage(bytes: octets) else { return false }
        let received = Received(message: query, transport: .tcp, sourcePort: 0)
        log(received)
        for reaction in script(received) {
            guard case .reply(let reply) = reaction else { return false }
            let framed = [UInt8(reply.count >> 8), UInt8(reply.count & 255)] + reply
            var sent = 0
            while sent < framed.count {
                let part = send(connection, Array(framed[sent...]), framed.count - sent, Int32(MSG_NOSIGNAL))
                guard part > 0 else { return false }
                sent += part
            }
        }
        return true
    }
}

/// What an authoritative server says, by RFC 1034 §4.3.2.
enum AuthoritativeReply {
    static func to(_ query: DNSMessage, from zones: ZoneResolver) -> DNSMessage {
        var reply = query.response()
        guard let question = query.questions.first else { return query.response(.formatError) }
        var name = question.name
        while reply.answers.count <= 16 {
            guard let zone = zones.zone(of: name) else {
                if reply.answers.isEmpty { return query.response(.refused, authoritative: false) }
                return reply
            }
            switch zone.lookup(Question(name, question.type)) {
            case .records(let records):
                reply.answers += records
                return reply
            case .alias(let record, let target):
                reply.answers.append(record)
                name = target
                continue
            case .noData: reply.authorities = zone.start.map { [$0] } ?? []
            case .nameError:
                reply.code = .nameError
                reply.authorities = zone.start.map { [$0] } ?? []
            case .delegation(let servers): reply.authorities = servers
            case .outside, .tooLong: reply.code = .serverFailure
            }
            return reply
        }
        return reply
    }
}

/// What came, written by the server's thread and read by the test's.
private final class Log: Sendable {
    private let entries = Mutex<[ScriptedServer.Received]>([])

    var all: [ScriptedServer.Received] {
        entries.withLock { $0 }
    }

    func append(_ entry: ScriptedServer.Received) {
        entries.withLock { $0.append(entry) }
    }
}

/// A thread that runs a body once.
private final class Thread: Sendable {
    private let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }

    func start() {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(self).toOpaque()
        pthread_create(
            &thread, nil,
            { box in
                guard let box else { return nil }
                Unmanaged<Thread>.fromOpaque(box).takeRetainedValue().body()
                return nil
            }, box)
        pthread_detach(thread)
    }
}
