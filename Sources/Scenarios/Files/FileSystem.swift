#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads files and folders through the C library: small, blocking, and without Foundation.
enum FileSystem {
    /// The largest file that is read: what a scenario names is text, templates and mails.
    static let largestFile = 64 << 20

    /// Why a file cannot be read.
    struct Problem: Error {
        /// In a few words: `no such file`.
        var reason: String
        /// What to do.
        var remedy: String?
        /// Whether it is not there at all.
        var isMissing = false
    }

    /// The content of a file.
    static func read(_ path: String) -> Result<[UInt8], Problem> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return .failure(problem(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .failure(problem(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            return .failure(Problem(reason: isFolder ? "it is a folder" : "it is no regular file"))
        }
        guard status.st_size <= largestFile else {
            return .failure(Problem(reason: "it is larger than \(largestFile >> 20) MiB"))
        }
        // One byte more than the size, so that the end is seen without growing.
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var filled = 0
        while true {
            let count = bytes.withUnsafeMutableBytes { buffer in
                readBytes(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .failure(problem(errno)) }
            if count == 0 { break }
            filled += count
            guard filled <= largestFile else {
                return .failure(Problem(reason: "it is larger than \(largestFile >> 20) MiB"))
            }
            if filled == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
        }
        bytes.removeLast(bytes.count - filled)
        return .success(bytes)
    }

    /// What a path leads to, symbolic links followed.
    enum Kind { case file, folder, other }

    /// The kind of a path and what tells it from every other; nil where there is nothing.
    static func kind(of path: String) -> (kind: Kind, identity: Identity)? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let identity = Identity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        switch status.st_mode & S_IFMT {
        case S_IFREG: return (.file, identity)
        case S_IFDIR: return (.folder, identity)
        default: return (.other, identity)
        }
    }

    /// The same for two paths exactly where they lead to the same file.
    struct Identity: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    /// The names in a folder, sorted by their bytes, without `.` and `..`; nil where it cannot be read.
    static func names(in folder: String) -> [String]? {
        guard let stream = opendir(folder.isEmpty ? "." : folder) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func problem(_ code: Int32) -> Problem {
        switch code {
        case ENOENT, ENOTDIR:
            Problem(
                reason: "no such file", remedy: "correct the path; it is relative to the file that it is written in",
                isMissing: true)
        case EACCES, EPERM: Problem(reason: "permission denied", remedy: "make it readable")
        default: Problem(reason: String(cString: strerror(code)))
        }
    }
}

private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}
