#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file of one lease, open, so that one process at a time takes the lease back.
final class LeaseFile: Sendable {
    /// Where it is.
    let path: String
    private let descriptor: Int32

    /// Why a file could not be used, in the words of the system.
    struct Failure: Error {
        var reason: String

        /// What the last call of the system complained of.
        static var last: Failure { Failure(reason: String(cString: strerror(errno))) }
    }

    /// How often a lock that somebody else holds is asked for.
    ///
    /// Our choice: whoever holds it waits for a program.
    private static let lockInterval: Duration = .milliseconds(50)

    /// Opens one that is there; nil where it is gone.
    ///
    /// - Throws: that it is not a file of this user alone: what stands in it is run.
    init?(at path: String) throws(Failure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .last
        }
        self.path = path
        self.descriptor = descriptor
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
            throw Failure(reason: "it is not a file that this user alone may write to")
        }
    }

    deinit { close(descriptor) }

    /// Waits until nobody else has the lock; false where the file was removed meanwhile, or the time is over.
    ///
    /// The lock is let go with the file (flock(2)).
    func lock(until deadline: ContinuousClock.Instant) async -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR, ContinuousClock.now < deadline else { return false }
            try? await Task.sleep(for: Self.lockInterval)
        }
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_nlink > 0
    }

    /// What it holds, as far as a record may be long.
    func content() throws(Failure) -> [UInt8] { try Self.content(of: descriptor) }

    /// Removes it, so that the removal outlives a crash of the machine.
    func remove() throws(Failure) {
        guard unlink(path) == 0 || errno == ENOENT else { throw .last }
        try Self.sync(folder: String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    }

    /// Reads a file from its beginning, as far as a record may be long.
    static func read(_ path: String) throws(Failure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last }
        defer { close(descriptor) }
        return try content(of: descriptor)
    }

    /// Writes a new file whole, so that it, and its name, outlive a crash of the machine.
    static func create(_ path: String, holding bytes: [UInt8], in folder: String) throws(Failure) {
        // Under a name that no record has until it is whole.
        let draft = path + ".draft"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last }
        var problem: Failure?
        var rest = bytes[...]
        while problem == nil, !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { problem = .last }
        }
        if problem == nil, fsync(descriptor) != 0 { problem = .last }
        close(descriptor)
        if problem == nil, rename(draft, path) != 0 { problem = .last }
        if let problem {
            unlink(draft)
            throw problem
        }
        try sync(folder: folder)
    }

    /// fsync(2): a new name is on disk once its folder is.
    private static func sync(folder: String) throws(Failure) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last }
        defer { close(descriptor) }
        // Some file systems have no such thing for folders, and say EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .last }
    }

    private static func content(of descriptor: Int32) throws(Failure) -> [UInt8] {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while content.count <= LeaseRecord.octetLimit {
            let count = pread(descriptor, &chunk, chunk.count, off_t(content.count))
            if count == 0 { return content }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .last
            }
            content += chunk[..<count]
        }
        throw Failure(reason: "it is longer than \(LeaseRecord.octetLimit) octets")
    }
}
