// pollfd and its like: the C library's headers reach Swift through whichever module includes them first.
import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A connection over TCP to the first of a host's addresses that takes it (RFC 8305).
struct TCPDial {
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    let host: String
    let port: Int
    /// The addresses that the host has; nil where the system is asked.
    let addresses: [String]?
    let line: Line
    let deadline: ContinuousClock.Instant

    /// RFC 8305 §5: how long one address is waited for before the next is tried beside it.
    private static let attemptDelay: Duration = .milliseconds(250)
    /// How many addresses are tried.
    ///
    /// Our choice: large providers name ten.
    private static let addressLimit = 16

    /// Why there is no connection.
    enum Failure: Error, Hashable {
        /// The host has no address.
        case noAddress
        /// Nothing listens there, said by the address that was tried last.
        case refused
        /// The address that was tried last cannot be reached, in the system's words.
        case unreachable(String)
        /// None has answered in time.
        case timeout
        /// The line was cut.
        case cancelled

        /// The kind of failure that it is to those who wanted the connection.
        var code: TransportError.Code {
            switch self {
            case .noAddress: .nameNotFound
            case .refused: .connectionRefused
            case .unreachable: .connectFailed
            case .timeout: .timeout
            case .cancelled: .cancelled
            }
        }

        fileprivate init(_ cause: StreamFailure) {
            switch cause {
            case .cancelled: self = .cancelled
            case .timeout: self = .timeout
            case .lost(let words): self = .unreachable(words ?? "no connection")
            }
        }

        fileprivate init(errno error: CInt) {
            self = error == ECONNREFUSED ? .refused : .unreachable(SocketAddress.words(on: error))
        }
    }

    /// Connects; blocks.
    func stream() throws(Failure) -> SocketStream {
        var candidates = Self.alternating(try found())[...].prefix(Self.addressLimit)
        guard !candidates.isEmpty else { throw .noAddress }
        var attempts: [CInt] = []
        defer { for descriptor in attempts { line.close(descriptor) } }
        var last = Failure.timeout
        while true {
            if let address = candidates.popFirst() {
                do throws(Failure) {
                    attempts.append(try begin(address))
                } catch {
                    guard error != .cancelled else { throw error }
                    last = error
                    if !candidates.isEmpty { continue }
                }
            }
            guard !attempts.isEmpty else { throw last }
            let next = ContinuousClock.now.advanced(by: Self.attemptDelay)
            let end = candidates.isEmpty ? deadline : min(next, deadline)
            if let connected = try firstConnected(of: &attempts, until: end, &last) {
                return SocketStream(descriptor: connected, line: line)
            }
            guard ContinuousClock.now < deadline else { throw .timeout }
        }
    }

    private func found() throws(Failure) -> [SocketAddress] {
        if let addresses {
            return addresses.flatMap { SocketAddress.all(ofHost: $0, port: port, isLiteral: true) }
        }
        do throws(StreamFailure) {
            return try AddressLookup(host: host, port: port, line: line).addresses(until: deadline)
        } catch {
            throw Failure(error)
        }
    }

    /// RFC 8305 §4: addresses of both families take turns, so that a family that leads nowhere costs one wait.
    private static func alternating(_ addresses: [SocketAddress]) -> [SocketAddress] {
        guard addresses.count > 1, let first = addresses.first?.family else { return addresses }
        let preferred = addresses.filter { $0.family == first }
        let others = addresses.filter { $0.family != first }
        return (0..<max(preferred.count, others.count)).flatMap { index in
            preferred.dropFirst(index).prefix(1) + others.dropFirst(index).prefix(1)
        }
    }

    /// A socket that is being connected.
    private func begin(_ address: SocketAddress) throws(Failure) -> CInt {
        #if canImport(Glibc)
            let type = SocketAddress.streamType | CInt(SOCK_NONBLOCK.rawValue)
        #else
            let type = SocketAddress.streamType
        #endif
        let descriptor = line.open(address.family, type, 0)
        guard descriptor >= 0 else {
            let error = errno
            throw line.isCut ? .cancelled : Failure(errno: error)
        }
        #if !canImport(Glibc)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        #endif
        let error = address.connect(descriptor)
        guard error == 0 || error == EINPROGRESS || error == EINTR else {
            line.close(descriptor)
            throw line.isCut ? .cancelled : Failure(errno: error)
        }
        return descriptor
    }

    /// The first socket that is connected, taken out of the list; nil where the wait is over, or all there are have failed.
    private func firstConnected(
        of attempts: inout [CInt], until end: ContinuousClock.Instant, _ last: inout Failure
    ) throws(Failure) -> CInt? {
        while !attempts.isEmpty {
            var entries = attempts.map { pollfd(fd: $0, events: Int16(POLLOUT), revents: 0) }
            do throws(StreamFailure) {
                guard unsafe try line.wait(for: &entries, count: entries.count, until: end) else { return nil }
            } catch {
                throw Failure(error)
            }
            for entry in entries where entry.revents != 0 {
                attempts.removeAll { $0 == entry.fd }
                let error = Self.pendingError(of: entry.fd)
                if error == 0 { return entry.fd }
                line.close(entry.fd)
                if line.isCut { throw .cancelled }
                last = Failure(errno: error)
            }
        }
        return nil
    }

    /// connect(2): SO_ERROR says how it ended.
    private static func pendingError(of descriptor: CInt) -> CInt {
        var error: CInt = 0
        var length = socklen_t(MemoryLayout<CInt>.size)
        return unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno
    }
}
