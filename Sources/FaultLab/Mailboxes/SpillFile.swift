import Findings

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A part of the disk that holds messages for which there is no room in memory.
///
/// The file has no name any more as soon as it is open, so that it is gone when the last message in it is, or this
/// process, however that ends.
final class SpillFile: Sendable {
    /// How many octets one file takes before the next is begun; the room of a file is freed as a whole.
    ///
    /// Our choice.
    static let size = 32 * 1024 * 1024

    private let descriptor: CInt

    /// A new file in the system's folder for files of the moment; nil where there can be none.
    init?() {
        guard let descriptor = try? TemporaryDirectory.system.openUnnamedFile() else { return nil }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Writes octets at an offset; false where they could not all be written.
    func write(_ octets: [UInt8], at offset: Int) -> Bool {
        octets.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                guard let start = buffer.baseAddress else { return true }
                let count = pwrite(descriptor, start + done, buffer.count - done, off_t(offset + done))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }

    /// The octets at an offset; nil where they cannot be read.
    func read(_ count: Int, at offset: Int) -> [UInt8]? {
        var failed = false
        let octets = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            while initialized < count {
                guard let start = buffer.baseAddress else { return }
                let read = pread(descriptor, start + initialized, count - initialized, off_t(offset + initialized))
                if read < 0, errno == EINTR { continue }
                guard read > 0 else {
                    failed = true
                    return
                }
                initialized += read
            }
        }
        return failed ? nil : octets
    }
}
