import Findings

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads small files; never a pipe, a device or a folder.
enum RegularFile {
    /// The content of a file of at most `MasterFile.largestFile` octets; nil where it cannot be read.
    static func contents(of path: String, shownAs shown: String) -> SourceText? {
        // O_NONBLOCK: a pipe in the place of the file must not hold us up.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= MasterFile.largestFile
        else { return nil }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= MasterFile.largestFile {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { return nil }
            if count == 0 { return SourceText(file: shown, bytes: bytes) }
            bytes += chunk[..<count]
        }
        return nil
    }
}
