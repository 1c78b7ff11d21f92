#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where lines of a log come from.
protocol LogInput: Sendable {
    /// The lines that came since the last look; never waits.
    ///
    /// - Throws: that no more can come, because something went wrong.
    mutating func look(at now: ContinuousClock.Instant) throws(LogFailure) -> [LogLines.Line]

    /// Lets go of it.
    mutating func close()
}

/// Why a log cannot be read, in a few words.
package struct LogFailure: Error, Sendable, Hashable {
    /// The words: `no such file`.
    package var reason: String
}

/// Lines on the standard input, until it ends.
struct StandardInput: LogInput {
    private static let pieceSize = 1 << 16
    /// How many pieces one look reads at most.
    ///
    /// Our choice: 4 MiB, so that others have their turn.
    private static let pieceLimit = 64

    private let descriptor: Int32 = 0
    private var lines = LogLines()
    private var hasEnded = false

    mutating func look(at now: ContinuousClock.Instant) throws(LogFailure) -> [LogLines.Line] {
        var found: [LogLines.Line] = []
        guard !hasEnded else { return found }
        var buffer = [UInt8](repeating: 0, count: Self.pieceSize)
        for _ in 0..<Self.pieceLimit {
            // It is shared with who started us, so it stays as it is: asked first, and read where that does not wait.
            var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&state, 1, 0) > 0 else { return found }
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR || errno == EAGAIN { return found }
            guard count >= 0 else { throw LogFailure(reason: String(cString: strerror(errno))) }
            guard count > 0 else {
                hasEnded = true
                lines.end(&found)
                return found
            }
            lines.take(buffer[..<count], &found)
        }
        return found
    }

    mutating func close() {}
}
