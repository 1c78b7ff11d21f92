import Synchronization

/// The addresses of a host's name, as the system resolves it.
struct AddressLookup {
    let host: String
    let port: Int
    let line: Line

    /// Resolves the name; blocks until `deadline` at most.
    ///
    /// getaddrinfo(3) can neither be cut nor be given a time, so a thread of its own waits for it, and keeps nobody where
    /// it is too late: what it says by then is not heard.
    func addresses(until deadline: ContinuousClock.Instant) throws(StreamFailure) -> [SocketAddress] {
        let literal = SocketAddress.all(ofHost: host, port: port, isLiteral: true)
        guard literal.isEmpty else { return literal }
        // RFC 6761 §6.3: names of this machine are not asked of anybody.
        let name = host.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost") {
            return ["::1", "127.0.0.1"].flatMap { SocketAddress.all(ofHost: $0, port: port, isLiteral: true) }
        }
        guard let (ours, theirs) = line.openPair() else {
            throw line.isCut ? .cancelled : .lost("the system has no more sockets")
        }
        defer { line.close(ours) }
        let found = Found()
        let isStarted = DedicatedThread.start { [host, port] in
            found.take(SocketAddress.all(ofHost: host, port: port, isLiteral: false))
            // The end of the stream is what the other side waits for.
            closeDescriptor(theirs)
        }
        guard isStarted else {
            closeDescriptor(theirs)
            throw .lost("the system has no more threads")
        }
        _ = try line.wait(for: ours, toWrite: false, until: deadline)
        return found.addresses
    }

    /// What the other thread has found.
    private final class Found: Sendable {
        private let list = Mutex<[SocketAddress]>([])

        var addresses: [SocketAddress] { list.withLock(\.self) }

        func take(_ addresses: [SocketAddress]) {
            list.withLock { $0 = addresses }
        }
    }
}
