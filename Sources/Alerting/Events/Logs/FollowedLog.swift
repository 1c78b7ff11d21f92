#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A log file that is followed while others write it: from its end, through rotation by rename and by truncation.
///
/// What is written to a file after it was renamed is read for some time more, for writers go on until they are told. A
/// file that was cut and has grown past where it was read before the next look cannot be told from one that grew.
struct FollowedLog: LogInput {
    /// How long a file that was renamed is still read.
    ///
    /// Our choice: logrotate tells writers within a second or two.
    static let grace: Duration = .seconds(10)
    /// How long nothing may be at the path before that is a failure.
    ///
    /// Our choice: between a rename and the new file lie milliseconds, or what the writer takes to be told.
    static let absenceLimit: Duration = .seconds(30)
    /// How many bytes are read at once.
    private static let pieceSize = 1 << 18
    /// How many pieces one look reads at most.
    ///
    /// Our choice: 4 MiB, so that others have their turn.
    private static let pieceLimit = 16

    private let path: String
    private var current: OpenFile
    /// Files that were renamed, each with when it is left.
    private var older: [(file: OpenFile, until: ContinuousClock.Instant)] = []
    private var missingSince: ContinuousClock.Instant?

    /// One file that is open.
    private struct OpenFile: Sendable {
        let descriptor: Int32
        let device: UInt64
        let inode: UInt64
        var offset: Int
        var lines = LogLines()
    }

    /// Opens a log at its end.
    init(path: String) throws(LogFailure) {
        self.path = path
        current = try Self.open(path, atEnd: true)
    }

    /// The lines that were written since the last look.
    ///
    /// - Throws: that the file can be read no more, or is no longer there.
    mutating func look(at now: ContinuousClock.Instant) throws(LogFailure) -> [LogLines.Line] {
        var lines: [LogLines.Line] = []
        for index in older.indices { try Self.read(&older[index].file, &lines) }
        while let first = older.first, first.until <= now {
            older[0].file.lines.end(&lines)
            Self.close(first.file)
            older.removeFirst()
        }
        try Self.read(&current, &lines)
        var status = stat()
        guard stat(path, &status) == 0 else {
            let code = errno
            let since = missingSince ?? now
            missingSince = since
            guard since.duration(to: now) < Self.absenceLimit else {
                throw LogFailure(reason: "it is no longer there: \(String(cString: strerror(code)))")
            }
            return lines
        }
        missingSince = nil
        guard UInt64(status.st_dev) != current.device || UInt64(status.st_ino) != current.inode else { return lines }
        let next = try Self.open(path, atEnd: false)
        older.append((current, now.advanced(by: Self.grace)))
        current = next
        try Self.read(&current, &lines)
        return lines
    }

    /// Closes all files.
    mutating func close() {
        for entry in older { Self.close(entry.file) }
        older = []
        Self.close(current)
    }

    private static func open(_ path: String, atEnd: Bool) throws(LogFailure) -> OpenFile {
        // Not blocking, for a pipe at the path would wait for its writer.
        let descriptor = openFile(path)
        guard descriptor >= 0 else { throw LogFailure(reason: String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            _ = closeFile(descriptor)
            throw LogFailure(reason: "it is no regular file")
        }
        return OpenFile(
            descriptor: descriptor, device: UInt64(status.st_dev), inode: UInt64(status.st_ino),
            offset: atEnd ? Int(status.st_size) : 0)
    }

    private static func close(_ file: OpenFile) {
        _ = closeFile(file.descriptor)
    }

    private static func read(_ file: inout OpenFile, _ lines: inout [LogLines.Line]) throws(LogFailure) {
        var status = stat()
        guard fstat(file.descriptor, &status) == 0 else { throw LogFailure(reason: String(cString: strerror(errno))) }
        if Int(status.st_size) < file.offset {
            file.offset = 0
            file.lines.drop()
        }
        guard Int(status.st_size) > file.offset else { return }
        var buffer = [UInt8](repeating: 0, count: pieceSize)
        for _ in 0..<pieceLimit {
            let count = buffer.withUnsafeMutableBytes { bytes in
                pread(file.descriptor, bytes.baseAddress, bytes.count, off_t(file.offset))
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw LogFailure(reason: String(cString: strerror(errno))) }
            guard count > 0 else { return }
            file.offset += count
            file.lines.take(buffer[..<count], &lines)
            if count < pieceSize { return }
        }
    }
}

private func openFile(_ path: String) -> Int32 {
    open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
}

private func closeFile(_ descriptor: Int32) -> Int32 {
    close(descriptor)
}
