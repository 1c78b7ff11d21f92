/// A message as it travels behind DATA (RFC 5321 §4.1.1.4): CR LF line breaks, dots doubled, a dot at the end.
enum SMTPMessageData {
    private static let carriageReturn: UInt8 = 0x0D
    private static let lineFeed: UInt8 = 0x0A
    private static let dot = UInt8(ascii: ".")
    private static let end: [UInt8] = [dot, carriageReturn, lineFeed]

    /// The bytes to be sent, the final dot included.
    static func encode(_ message: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(message.count + message.count / 32 + 16)
        var runStart = 0
        var index = 0
        var isLineStart = true
        while index < message.count {
            let byte = message[index]
            if byte == carriageReturn || byte == lineFeed {
                result += message[runStart..<index]
                // RFC 5321 §2.3.8: CR and LF stand in pairs only; a receiver may refuse a lone one.
                result.append(carriageReturn)
                result.append(lineFeed)
                let isPair = byte == carriageReturn && index + 1 < message.count && message[index + 1] == lineFeed
                index += isPair ? 2 : 1
                runStart = index
                isLineStart = true
                continue
            }
            if isLineStart {
                // RFC 5321 §4.5.2: a dot at the start of a line is doubled.
                if byte == dot { result.append(dot) }
                isLineStart = false
            }
            index += 1
        }
        result += message[runStart...]
        if !isLineStart { result += [carriageReturn, lineFeed] }
        return result + end
    }
}
