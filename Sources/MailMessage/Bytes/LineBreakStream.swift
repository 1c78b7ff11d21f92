/// Writes every line break of a text as CR LF (RFC 5321 §2.3.8), chunk by chunk; see `LineBreaks.normalised(_:)`.
public struct LineBreakStream: Sendable {
    private var isAfterReturn = false

    /// At the start of a text.
    public init() {}

    /// The next octets, cut anywhere, with their line breaks as CR LF.
    public mutating func normalised(_ chunk: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(chunk.count + chunk.count / 16 + 2)
        for byte in chunk {
            // The line feed of a pair has been written with its return.
            if byte == .lineFeed, isAfterReturn {
                isAfterReturn = false
                continue
            }
            isAfterReturn = byte == .carriageReturn
            if byte == .carriageReturn || byte == .lineFeed {
                result += [.carriageReturn, .lineFeed]
            } else {
                result.append(byte)
            }
        }
        return result
    }
}
