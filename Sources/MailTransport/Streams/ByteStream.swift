/// The bytes of one connection to a server, whoever made it: what every dialogue of ours is spoken over.
///
/// Nothing here blocks but `waitUntilReady`, and whatever blocks is cut by `line`. Used by one thread only.
protocol ByteStream: AnyObject {
    /// The socket.
    var descriptor: CInt { get }
    /// What other threads cut it by.
    var line: Line { get }
    /// Whether TLS stands between the socket and us: it may then hold bytes that poll(2) does not see, so that reading
    /// comes before waiting.
    var isEncrypted: Bool { get }

    /// Sends some of `bytes`, as many as go without waiting; 0 where none do.
    func send(_ bytes: ArraySlice<UInt8>) throws(StreamFailure) -> Int

    /// Receives what there is into the beginning of `buffer`: how many bytes, 0 at the end of the stream, nil where
    /// nothing is there yet.
    func receive(into buffer: inout [UInt8]) throws(StreamFailure) -> Int?
}

extension ByteStream {
    /// Waits until the socket can be read, or written where that is asked for.
    @discardableResult
    func waitUntilReady(
        toWrite: Bool, until deadline: ContinuousClock.Instant
    ) throws(StreamFailure) -> (canRead: Bool, canWrite: Bool) {
        try line.wait(for: descriptor, toWrite: toWrite, until: deadline)
    }
}

/// Why nothing more comes or goes.
enum StreamFailure: Error, Hashable {
    /// The line was cut.
    case cancelled
    /// Nothing happened in time.
    case timeout
    /// The other side closed it, or the way to it broke; in the words of the system or of libcurl, where there are any.
    case lost(String?)
}
