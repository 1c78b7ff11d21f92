import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The bytes of a connection that libcurl opened with CONNECT_ONLY, TLS included.
///
/// Used by one thread only, and therefore not Sendable; what blocks is cut by `line`.
final class CurlStream {
    private let handle: CurlHandle
    private let descriptor: CInt
    private let line: Line
    private let clock = ContinuousClock()

    /// Why nothing more comes or goes.
    enum Failure: Error, Hashable {
        /// The line was cut.
        case cancelled
        /// Nothing happened in time.
        case timeout
        /// The other side closed it, or the way to it broke; in the words of libcurl, where it left any.
        case lost(String?)
    }

    /// The stream of a handle whose connection stands.
    init(handle: CurlHandle, descriptor: CInt, line: Line) {
        self.handle = handle
        self.descriptor = descriptor
        self.line = line
    }

    /// Sends some of `bytes`, as many as go without waiting; 0 where none do.
    func send(_ bytes: ArraySlice<UInt8>) throws(Failure) -> Int {
        if line.isCut { throw .cancelled }
        do {
            return try handle.send(bytes)
        } catch {
            throw lost(error)
        }
    }

    /// Receives what there is into the beginning of `buffer`: how many bytes, 0 at the end of the stream, nil where
    /// nothing is there yet.
    ///
    /// TLS may hold bytes that poll(2) does not see, so reading comes before waiting.
    func receive(into buffer: inout [UInt8]) throws(Failure) -> Int? {
        if line.isCut { throw .cancelled }
        do {
            return try handle.receive(into: &buffer)
        } catch {
            throw lost(error)
        }
    }

    /// Waits until the socket can be read, or written where that is asked for.
    @discardableResult
    func waitUntilReady(
        toWrite: Bool, until deadline: ContinuousClock.Instant
    ) throws(Failure) -> (canRead: Bool, canWrite: Bool) {
        while true {
            if line.isCut { throw .cancelled }
            let rest = clock.now.duration(to: deadline)
            guard rest > .zero else { throw .timeout }
            var entry = pollfd(fd: descriptor, events: Int16(toWrite ? POLLIN | POLLOUT : POLLIN), revents: 0)
            let count = unsafe poll(&entry, 1, rest.milliseconds)
            if count > 0 {
                let problems = Int16(POLLERR | POLLHUP | POLLNVAL)
                return (
                    entry.revents & (Int16(POLLIN) | problems) != 0, entry.revents & (Int16(POLLOUT) | problems) != 0
                )
            }
            // EINTR: a signal came in between; the deadline stands.
            guard count == 0 || errno == EINTR else { throw .lost(nil) }
        }
    }

    private func lost(_ code: CurlCode) -> Failure {
        line.isCut ? .cancelled : .lost(handle.errorText ?? code.description)
    }
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
