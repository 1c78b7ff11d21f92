/// Line breaks: what a message has between its lines.
public enum LineBreaks {
    /// `bytes` with every line break, CR LF, CR or LF alone, written as CR LF.
    ///
    /// RFC 5321 §2.3.8: a line ends in CR LF, and neither character stands alone in a message.
    public static func normalised(_ bytes: [UInt8]) -> [UInt8] {
        guard !areNormal(bytes) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 16 + 2)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard byte == .carriageReturn || byte == .lineFeed else {
                result.append(byte)
                continue
            }
            if byte == .carriageReturn, index < bytes.count, bytes[index] == .lineFeed { index += 1 }
            result += [.carriageReturn, .lineFeed]
        }
        return result
    }

    /// Whether CR and LF stand in pairs only.
    public static func areNormal(_ bytes: [UInt8]) -> Bool {
        var previous: UInt8 = 0
        for byte in bytes {
            if (previous == .carriageReturn) != (byte == .lineFeed) { return false }
            previous = byte
        }
        return previous != .carriageReturn
    }
}
