// sockaddr and its like: the C library's headers reach Swift through whichever module includes them first.
import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An address and a port that a socket can be connected to.
struct SocketAddress: Sendable {
    private let storage: sockaddr_storage
    private let length: socklen_t

    /// IPv4 or IPv6, as socket(2) wants it.
    var family: CInt { CInt(storage.ss_family) }

    /// SOCK_STREAM, whose type differs from system to system.
    #if canImport(Glibc)
        static let streamType = CInt(SOCK_STREAM.rawValue)
    #else
        static let streamType = SOCK_STREAM
    #endif

    /// The addresses of a host in the order in which the system prefers them (RFC 6724); none where it has none.
    ///
    /// - Parameter isLiteral: whether only what is an address by its very text is taken; nothing blocks then.
    static func all(ofHost host: String, port: Int, isLiteral: Bool) -> [SocketAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = streamType
        unsafe hints.ai_flags = AI_NUMERICSERV | (isLiteral ? AI_NUMERICHOST : 0)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, String(port), &hints, &list) == 0 else { return [] }
        // getaddrinfo(3): the list is the caller's to free; everything is copied out before.
        defer { unsafe freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var entry = unsafe list
        while let current = unsafe entry {
            if let address = unsafe SocketAddress(current.pointee) { addresses.append(address) }
            unsafe entry = current.pointee.ai_next
        }
        return addresses
    }

    private init?(_ entry: addrinfo) {
        guard let address = unsafe entry.ai_addr,
            unsafe entry.ai_addrlen <= socklen_t(MemoryLayout<sockaddr_storage>.size)
        else { return nil }
        var storage = sockaddr_storage()
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen)))
        }
        self.storage = storage
        unsafe length = entry.ai_addrlen
    }

    /// Begins to connect a socket that does not block; 0 or the error.
    func connect(_ descriptor: CInt) -> CInt {
        let result = unsafe withUnsafePointer(to: storage) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                #if canImport(Glibc)
                    unsafe Glibc.connect(descriptor, address, length)
                #else
                    unsafe Darwin.connect(descriptor, address, length)
                #endif
            }
        }
        return result == 0 ? 0 : errno
    }

    /// What the system calls an error: `Network is unreachable`.
    static func words(on error: CInt) -> String {
        // strerror(3): glibc's is safe among threads since 2.32, and the string is copied at once.
        unsafe String(cString: strerror(error))
    }
}
