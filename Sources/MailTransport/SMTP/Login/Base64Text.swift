/// Base64 as SASL exchanges have it (RFC 4648 §4): padded, without line breaks, nothing else admitted.
package enum Base64Text {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// The text of some bytes.
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var value: UInt32 = 0
            for index in 0..<3 {
                value = value << 8 | (index < group.count ? UInt32(group[start + index]) : 0)
            }
            for index in 0..<4 {
                let digit = Int(value >> (18 - 6 * UInt32(index)) & 0x3F)
                text.append(index <= group.count ? alphabet[digit] : padding)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; nil where it is no Base64.
    package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        let text = Array(text)
        guard text.count % 4 == 0 else { return nil }
        let paddingCount = text.reversed().prefix { $0 == padding }.count
        guard paddingCount <= 2 else { return nil }
        var bytes: [UInt8] = []
        var value: UInt32 = 0
        for (index, character) in text.dropLast(paddingCount).enumerated() {
            guard let digit = self.digit(character) else { return nil }
            value = value << 6 | digit
            if index % 4 == 3 {
                bytes += [UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
                value = 0
            }
        }
        // RFC 4648 §3.5: the bits that padding leaves over are zero.
        switch paddingCount {
        case 1:
            guard value & 0x3 == 0 else { return nil }
            bytes += [UInt8(value >> 10 & 0xFF), UInt8(value >> 2 & 0xFF)]
        case 2:
            guard value & 0xF == 0 else { return nil }
            bytes.append(UInt8(value >> 4 & 0xFF))
        default: break
        }
        return bytes
    }

    private static func digit(_ character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
