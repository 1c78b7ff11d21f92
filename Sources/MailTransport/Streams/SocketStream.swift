// sockaddr and its like: the C library's headers reach Swift through whichever module includes them first.
import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The bytes of a connection over TCP, as they travel.
///
/// Used by one thread only, and therefore not Sendable; what blocks is cut by `line`.
final class SocketStream: ByteStream {
    let descriptor: CInt
    let line: Line
    let isEncrypted = false

    /// send(2): a connection that the other side has closed is an error, and no signal that ends the process.
    #if canImport(Glibc)
        private static let sendFlags = CInt(MSG_NOSIGNAL)
    #else
        // SO_NOSIGPIPE is set instead.
        private static let sendFlags: CInt = 0
    #endif

    /// The stream of a connected socket of the line, which does not block; closes it in the end.
    init(descriptor: CInt, line: Line) {
        self.descriptor = descriptor
        self.line = line
        // A command is one write: it has nothing to wait for.
        Self.set(TCP_NODELAY, at: CInt(IPPROTO_TCP), of: descriptor)
        #if canImport(Darwin)
            Self.set(SO_NOSIGPIPE, at: SOL_SOCKET, of: descriptor)
        #endif
    }

    deinit { line.close(descriptor) }

    private static func set(_ option: CInt, at level: CInt, of descriptor: CInt) {
        var isOn: CInt = 1
        _ = unsafe setsockopt(descriptor, level, option, &isOn, socklen_t(MemoryLayout<CInt>.size))
    }

    func send(_ bytes: ArraySlice<UInt8>) throws(StreamFailure) -> Int {
        // What was cut sends no byte more: shutdown(2) and send(2) may meet.
        if line.isCut { throw .cancelled }
        while true {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    unsafe Glibc.send(descriptor, buffer.baseAddress, buffer.count, Self.sendFlags)
                #else
                    unsafe Darwin.send(descriptor, buffer.baseAddress, buffer.count, Self.sendFlags)
                #endif
            }
            if count >= 0 { return count }
            if try mayComeLater(errno) { return 0 }
        }
    }

    func receive(into buffer: inout [UInt8]) throws(StreamFailure) -> Int? {
        if line.isCut { throw .cancelled }
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { buffer in
                unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            }
            if count >= 0 { return count }
            if try mayComeLater(errno) { return nil }
        }
    }

    /// Whether the socket is to be waited for; false where a signal came in between, and the call is to be made again.
    private func mayComeLater(_ error: CInt) throws(StreamFailure) -> Bool {
        switch error {
        case EINTR: return false
        case EAGAIN, EWOULDBLOCK: return true
        default: throw line.isCut ? .cancelled : .lost(SocketAddress.words(on: error))
        }
    }
}
