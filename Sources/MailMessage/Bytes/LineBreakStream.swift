/// Writes every line break of a text as CR LF (RFC 5321 §2.3.8), chunk by chunk; see `LineBreaks.normalised(_:)`.
public struct LineBreakStream: Sendable {
    private var isAfterReturn = false

    /// At the start of a text.
    public init() {}

    /// The next octets, cut anywhere, with their line breaks as CR LF.
    public mutating func normalised(_ chunk: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(chunk.count + chunk.count / 16 + 2)
        var index = chunk.startIndex
        while index < chunk.endIndex {
            let byte = chunk[index]
            guard byte == .carriageReturn || byte == .lineFeed else {
                isAfterReturn = false
                let start = index
                while index < chunk.endIndex, chunk[index] != .carriageReturn, chunk[index] != .lineFeed { index += 1 }
                result += chunk[start..<index]
                continue
            }
            // The line feed of a pair has been written with its return.
            if byte == .carriageReturn || !isAfterReturn { result += [.carriageReturn, .lineFeed] }
            isAfterReturn = byte == .carriageReturn
            index += 1
        }
        return result
    }
}
