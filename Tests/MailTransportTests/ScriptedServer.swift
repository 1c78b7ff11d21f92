import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A TCP server on an ephemeral port of 127.0.0.1 that does with each connection what a test says, on threads of its own.
final class ScriptedServer: Sendable {
    /// Where it listens.
    let port: Int
    private let listener: CInt
    private let accepted = Mutex(0)

    /// How many connections were accepted so far.
    var connectionCount: Int { accepted.withLock(\.self) }

    /// A server that runs `script` for each connection, and closes it afterwards.
    init(script: @escaping @Sendable (Peer) -> Void) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isBound else { throw ScriptFailure(errno: errno) }
        port = Int(UInt16(bigEndian: address.sin_port))
        DispatchQueue(label: "listener").async { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else {
                    // Closed here and nowhere else: a descriptor that was given to somebody else is never accepted on.
                    _ = close(listener)
                    return
                }
                accepted.withLock { $0 += 1 }
                // Else a reply waits up to 40 ms for the acknowledgement of the one before.
                var isOn: CInt = 1
                setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<CInt>.size))
                DispatchQueue(label: "connection").async {
                    let peer = Peer(connection)
                    script(peer)
                    peer.close()
                }
            }
        }
    }

    /// Accepts no more connections.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    struct ScriptFailure: Error {
        var errno: CInt
    }
}

/// The other side of one connection; used by its script alone.
final class Peer {
    private let descriptor: CInt
    private var buffer: [UInt8] = []
    private var isOpen = true

    init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    /// Sends a text as it is; false where nobody is there to hear it.
    @discardableResult
    func say(_ text: String) -> Bool { say(Array(text.utf8)) }

    /// Sends bytes as they are; false where nobody is there to hear them.
    @discardableResult
    func say(_ bytes: [UInt8]) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let sent = bytes[offset...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            offset += sent
        }
        return true
    }

    /// Does nothing for a while.
    func pause(milliseconds: UInt32) {
        usleep(milliseconds * 1000)
    }

    /// Sends a text as it is, after a while.
    func say(_ text: String, after pause: Duration) {
        usleep(UInt32(pause.components.seconds) * 1_000_000 + UInt32(pause.components.attoseconds / 1_000_000_000_000))
        say(text)
    }

    /// Whether the client has not closed the connection yet.
    var isConnected: Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count > 0 || (count < 0 && errno == EAGAIN)
    }

    /// The next line without its line break; nil at the end of the stream.
    func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                let line = buffer[..<end]
                buffer.removeFirst(end + 1)
                return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
            }
            guard receive() else { return nil }
        }
    }

    /// Whether the client has said more than what was read.
    var hasMore: Bool {
        var byte: UInt8 = 0
        return !buffer.isEmpty || recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) > 0
    }

    /// Says nothing more, and reads what still comes: a socket that is closed with something unread resets the connection,
    /// and what was said last may be lost with it.
    func hangUp() {
        shutdown(descriptor, Int32(SHUT_WR))
        _ = readToEnd()
    }

    /// Everything up to the end of the stream.
    func readToEnd() -> [UInt8] {
        while receive() {}
        defer { buffer = [] }
        return buffer
    }

    /// Exactly that many bytes, or fewer where the stream ends before.
    func read(_ count: Int) -> [UInt8] {
        while buffer.count < count, receive() {}
        defer { buffer.removeFirst(min(count, buffer.count)) }
        return Array(buffer.prefix(count))
    }

    /// The message behind DATA as it is on the wire, up to and with the final dot; nil where the stream ends before it.
    func message() -> String? {
        var lines: [String] = []
        while let line = line() {
            if line == "." { return lines.joined(separator: "\r\n") }
            lines.append(line)
        }
        return nil
    }

    /// Passes all bytes in both directions to and from a port of 127.0.0.1, until either side ends.
    func pass(to port: Int) {
        let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { _ = Glibc.close(other) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(other, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { return }
        var entries = [descriptor, other].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while poll(&entries, 2, -1) > 0 {
            for (index, entry) in entries.enumerated() where entry.revents != 0 {
                let count = recv(entry.fd, &chunk, chunk.count, 0)
                guard count > 0 else { return }
                var offset = 0
                while offset < count {
                    let sent = chunk[offset..<count].withUnsafeBytes {
                        send(entries[1 - index].fd, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                    }
                    guard sent > 0 else { return }
                    offset += sent
                }
            }
        }
    }

    func close() {
        guard isOpen else { return }
        isOpen = false
        _ = Glibc.close(descriptor)
    }

    private func receive() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = chunk.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { return false }
        buffer += chunk[..<count]
        return true
    }
}

/// A value that a script tells the test, which awaits it.
final class Told<Value: Sendable>: Sendable {
    private let stream: AsyncStream<Value>
    private let continuation: AsyncStream<Value>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    /// Tells it.
    func tell(_ value: Value) { continuation.yield(value) }

    /// Awaits the next one.
    func next() async -> Value? {
        for await value in stream { return value }
        return nil
    }
}
