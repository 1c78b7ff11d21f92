#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is too large to be held, read from its start in chunks.
package struct FileChunks: Sendable {
    /// The path, from where the program was started.
    package let path: String
    /// How many octets it has; it may have changed since.
    package let size: Int

    /// How many octets are held at once.
    package static let chunkSize = 1 << 18

    /// Why a file cannot be read to its end, in a few words.
    package struct Failure: Error, CustomStringConvertible {
        /// The system's words: `permission denied`.
        package var description: String
    }

    /// A regular file; nil where there is none at the path.
    package init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.path = path
        size = Int(status.st_size)
    }

    /// Hands the octets on, in order, until `body` says that it has enough.
    package func read(_ body: (ArraySlice<UInt8>) -> Bool) throws(Failure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Failure(description: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: Self.chunkSize)
        while true {
            let count = buffer.withUnsafeMutableBytes { readOctets(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(description: String(cString: strerror(errno))) }
            guard count > 0, body(buffer[..<count]) else { return }
        }
    }
}

private func readOctets(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
