/// The bytes of a connection that libcurl opened with CONNECT_ONLY, TLS included.
///
/// Used by one thread only, and therefore not Sendable; what blocks is cut by `line`.
final class CurlStream: ByteStream {
    private let handle: CurlHandle
    let descriptor: CInt
    let line: Line
    let isEncrypted: Bool

    /// The stream of a handle whose connection stands.
    init(handle: CurlHandle, descriptor: CInt, line: Line, isEncrypted: Bool) {
        self.handle = handle
        self.descriptor = descriptor
        self.line = line
        self.isEncrypted = isEncrypted
    }

    func send(_ bytes: ArraySlice<UInt8>) throws(StreamFailure) -> Int {
        if line.isCut { throw .cancelled }
        do {
            return try handle.send(bytes)
        } catch {
            throw lost(error)
        }
    }

    func receive(into buffer: inout [UInt8]) throws(StreamFailure) -> Int? {
        if line.isCut { throw .cancelled }
        do {
            return try handle.receive(into: &buffer)
        } catch {
            throw lost(error)
        }
    }

    private func lost(_ code: CurlCode) -> StreamFailure {
        line.isCut ? .cancelled : .lost(handle.errorText ?? code.description)
    }
}
