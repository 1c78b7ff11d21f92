import Glibc

/// A socket on a free port of 127.0.0.1 that does nothing: a silent DNS server, a port that is taken, or one that
/// refuses once it is closed.
package final class LoopbackSocket: Sendable {
    /// The port that it is bound to.
    package let port: UInt16
    let descriptor: CInt

    /// How the socket behaves.
    package enum Kind: Sendable {
        /// Takes datagrams and never answers.
        case silentUDP
        /// Takes connections into its backlog and never says a word.
        case silentTCP
    }

    /// Binds a free port.
    package init(_ kind: Kind) throws {
        let type = kind == .silentUDP ? Int32(SOCK_DGRAM.rawValue) : Int32(SOCK_STREAM.rawValue)
        descriptor = socket(AF_INET, type | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isReady = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, size) == 0 && (kind == .silentUDP || listen(descriptor, 8) == 0)
                    && getsockname(descriptor, generic, &size) == 0
            }
        }
        guard isReady else { throw Unavailable(code: errno) }
        port = UInt16(bigEndian: address.sin_port)
    }

    /// Whether something listens on a port of 127.0.0.1.
    static func isListening(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { Glibc.close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// Frees the port.
    package func close() {
        Glibc.close(descriptor)
    }

    /// Why there is no socket: an `errno`.
    struct Unavailable: Error {
        var code: Int32
    }
}
