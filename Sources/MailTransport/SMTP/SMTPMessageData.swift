/// A message as it travels behind DATA (RFC 5321 §4.1.1.4): CR LF line breaks, dots doubled, a dot at the end.
struct SMTPMessageData {
    /// The bytes to be sent, the final dot included.
    private(set) var bytes: [UInt8]
    /// RFC 1870 §5: how large the message is, its line breaks counted as two octets, without the final dot and without
    /// the dots that were added for the way.
    let size: Int
    /// Whether it holds bytes beyond ASCII.
    let isEightBit: Bool

    private static let carriageReturn: UInt8 = 0x0D
    private static let lineFeed: UInt8 = 0x0A
    private static let dot = UInt8(ascii: ".")
    private static let end: [UInt8] = [dot, carriageReturn, lineFeed]

    /// The form of a message for the way.
    init(_ message: [UInt8]) {
        let traits = Traits(of: message)
        isEightBit = traits.isEightBit
        var bytes: [UInt8] = []
        bytes.reserveCapacity(message.count + message.count / 32 + 16)
        if traits.travelsAsItIs {
            bytes += message
            size = message.count
        } else {
            let addedDots = Self.append(message, to: &bytes)
            size = bytes.count - addedDots
        }
        bytes += Self.end
        self.bytes = bytes
    }

    /// Has a command follow the final dot in the same piece.
    mutating func add(_ command: [UInt8]) {
        bytes += command
    }

    /// Appends a message line by line; returns how many dots were added.
    private static func append(_ message: [UInt8], to result: inout [UInt8]) -> Int {
        var addedDots = 0
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
                if byte == dot {
                    result.append(dot)
                    addedDots += 1
                }
                isLineStart = false
            }
            index += 1
        }
        result += message[runStart...]
        if !isLineStart { result += [carriageReturn, lineFeed] }
        return addedDots
    }

    /// What one look at each byte tells.
    private struct Traits {
        var isEightBit = false
        /// Whether nothing has to be changed: whole line breaks only, the last at the end, no dot behind one.
        var travelsAsItIs = true

        init(of message: [UInt8]) {
            guard message.count > 1, message.first != dot, message.first != lineFeed, message.last == lineFeed else {
                isEightBit = message.contains { $0 >= 0x80 }
                travelsAsItIs = message.isEmpty
                return
            }
            // No branch and no bounds check within the loop: the compiler then looks at sixteen bytes at a time.
            let (high, odd) = unsafe message.withUnsafeBufferPointer { bytes -> (UInt8, UInt8) in
                var high: UInt8 = 0
                var odd: UInt8 = 0
                for index in 1..<bytes.count {
                    // Within the buffer: index runs from 1 to its last place.
                    let (before, byte) = unsafe (bytes[index - 1], bytes[index])
                    high |= byte
                    let isOdd = (byte == lineFeed) != (before == carriageReturn)
                    let isDot = (byte == dot) && (before == lineFeed)
                    odd |= (isOdd ? 1 : 0) | (isDot ? 1 : 0)
                }
                return (high, odd)
            }
            isEightBit = (high | message[0]) >= 0x80
            travelsAsItIs = odd == 0
        }
    }
}
