#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The few calls of the system that reports need; every error is the system's own number.
enum SystemFile {
    /// An `errno`.
    struct Failure: Error, Sendable {
        var code: Int32
        /// The system's words for it.
        var reason: String { String(cString: strerror(code)) }
    }

    /// Opens a file for writing.
    static func create(_ path: String, flags: Int32) throws(Failure) -> Int32 {
        while true {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC | flags, 0o666)
            if descriptor >= 0 { return descriptor }
            if errno != EINTR { throw Failure(code: errno) }
        }
    }

    /// Writes all bytes, however many calls it takes.
    static func write(_ bytes: some Collection<UInt8>, to descriptor: Int32) throws(Failure) {
        let failure = bytes.withContiguousStorageIfAvailable { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
        switch failure {
        case .some(.some(let failure)): throw failure
        case .some(.none): return
        case .none: try write(Array(bytes), to: descriptor)
        }
    }

    private static func writeAll(_ buffer: UnsafeRawBufferPointer, to descriptor: Int32) -> Failure? {
        var rest = buffer[...]
        while !rest.isEmpty {
            let count = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: rest))
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                // Standard output may have been made non-blocking by whoever shares it.
                var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = systemPoll(&poll)
            } else if errno != EINTR {
                return Failure(code: errno)
            }
        }
        return nil
    }

    /// Makes the folders on the way to a file.
    static func makeFolders(for path: String) throws(Failure) {
        var missing: [String] = []
        var folder = parent(of: path)
        while let next = folder, mkdir(next, 0o777) != 0 {
            if errno == EEXIST { break }
            guard errno == ENOENT else { throw Failure(code: errno) }
            missing.append(next)
            folder = parent(of: next)
        }
        for folder in missing.reversed() where mkdir(folder, 0o777) != 0 && errno != EEXIST {
            throw Failure(code: errno)
        }
    }

    /// The folder that a path is in; nil at the top and for a bare name.
    static func parent(of path: String) -> String? {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex else { return nil }
        return String(path[..<slash])
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

private func systemPoll(_ descriptor: inout pollfd) -> Int32 {
    poll(&descriptor, 1, -1)
}
