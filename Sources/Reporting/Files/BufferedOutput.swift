/// Bytes on their way to a descriptor, a block at a time.
struct BufferedOutput: ~Copyable {
    /// How many bytes are gathered before they are written.
    private static let blockSize = 1 << 16
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private(set) var failure: SystemFile.Failure?

    /// Output to an open descriptor, which stays the caller's.
    init(to descriptor: Int32) {
        self.descriptor = descriptor
        buffer.reserveCapacity(Self.blockSize * 2)
    }

    /// Adds bytes; after a failure nothing more is written.
    mutating func append(_ bytes: some Collection<UInt8>) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.blockSize { flush() }
    }

    /// Writes what is gathered.
    mutating func flush() {
        guard !buffer.isEmpty else { return }
        if failure == nil {
            do { try SystemFile.write(buffer, to: descriptor) } catch { failure = error }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
