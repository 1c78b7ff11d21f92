// pollfd and its like: the C library's headers reach Swift through whichever module includes them first.
import CCurl
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The sockets of one transfer: the one part of it that other threads may touch, to cut it.
///
/// Sockets are opened and closed through this, under the same lock that `cut()` takes, so that a descriptor which was
/// closed and given to somebody else is never shut down.
final class Line: Sendable {
    private let state = Mutex(State())

    private struct State {
        var descriptors: Set<CInt> = []
        var isCut = false
    }

    /// Whether it was cut.
    var isCut: Bool { state.withLock { $0.isCut } }

    /// Ends the transfer at once: what is being sent or awaited fails, and nothing more is opened.
    func cut() {
        state.withLock { state in
            state.isCut = true
            for descriptor in state.descriptors {
                // shutdown(2), not close(2): the transfer's thread still owns the descriptor.
                _ = shutdown(descriptor, CInt(SHUT_RDWR))
            }
        }
    }

    /// A socket; -1 once the line is cut, or where the system has none.
    func open(_ domain: CInt, _ type: CInt, _ protocolNumber: CInt) -> CInt {
        state.withLock { state in
            guard !state.isCut else { return -1 }
            // A child process that a check starts must not inherit the connection.
            #if canImport(Glibc)
                let descriptor = socket(domain, type | CInt(SOCK_CLOEXEC.rawValue), protocolNumber)
                guard descriptor >= 0 else { return -1 }
            #else
                let descriptor = socket(domain, type, protocolNumber)
                guard descriptor >= 0 else { return -1 }
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            #endif
            state.descriptors.insert(descriptor)
            return descriptor
        }
    }

    /// Two sockets that are connected to each other, the second one not the line's but the caller's to close; nil once the
    /// line is cut, or where the system has none.
    func openPair() -> (ours: CInt, theirs: CInt)? {
        state.withLock { state in
            var pair: [CInt] = [-1, -1]
            guard !state.isCut, unsafe socketpair(AF_UNIX, SocketAddress.streamType, 0, &pair) == 0 else { return nil }
            for descriptor in pair { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            state.descriptors.insert(pair[0])
            return (pair[0], pair[1])
        }
    }

    /// Closes a socket of the line.
    func close(_ descriptor: CInt) {
        state.withLock { state in
            state.descriptors.remove(descriptor)
            closeDescriptor(descriptor)
        }
    }

    /// Waits until a socket can be read, or written where that is asked for; one that is broken can be both.
    func wait(
        for descriptor: CInt, toWrite: Bool, until deadline: ContinuousClock.Instant
    ) throws(StreamFailure) -> (canRead: Bool, canWrite: Bool) {
        var entry = pollfd(fd: descriptor, events: Int16(toWrite ? POLLIN | POLLOUT : POLLIN), revents: 0)
        let isReady = unsafe try wait(for: &entry, count: 1, until: deadline)
        guard isReady else { throw .timeout }
        let problems = Int16(POLLERR | POLLHUP | POLLNVAL)
        return (entry.revents & (Int16(POLLIN) | problems) != 0, entry.revents & (Int16(POLLOUT) | problems) != 0)
    }

    /// Waits until something happens to one of several sockets; false where nothing does in time.
    func wait(
        for entries: UnsafeMutablePointer<pollfd>, count: Int, until deadline: ContinuousClock.Instant
    ) throws(StreamFailure) -> Bool {
        while true {
            if isCut { throw .cancelled }
            let rest = ContinuousClock.now.duration(to: deadline)
            guard rest > .zero else { return false }
            let ready = unsafe poll(entries, nfds_t(count), rest.milliseconds)
            if ready > 0 { return true }
            // EINTR: a signal came in between; the deadline stands.
            guard ready == 0 || errno == EINTR else { throw .lost(nil) }
        }
    }
}

/// close(2), whose name `Line` has for itself.
func closeDescriptor(_ descriptor: CInt) {
    #if canImport(Glibc)
        _ = Glibc.close(descriptor)
    #else
        _ = Darwin.close(descriptor)
    #endif
}

extension Duration {
    /// Milliseconds for poll(2), rounded up so that a short wait is no busy loop, and never the -1 that waits forever.
    var milliseconds: CInt {
        let (seconds, attoseconds) = components
        let whole = seconds.multipliedReportingOverflow(by: 1000)
        guard !whole.overflow else { return .max }
        return CInt(clamping: max(0, whole.partialValue + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
}
