/// The Base64 content transfer encoding (RFC 2045 §6.8).
public enum Base64 {
    /// What `text` stands for.
    ///
    /// RFC 2045 §6.8 has a reader ignore every character outside the alphabet, line breaks among them. Reading ends at
    /// the first padding that completes a group; a group that is cut short gives the bytes it holds.
    public static func decode(_ text: some Sequence<UInt8>) -> [UInt8] {
        let bytes = Array(text)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count / 4 * 3 + 3)
        var group: UInt32 = 0
        var digits = 0
        let values = values
        var index = 0
        while index < bytes.count {
            // Nearly all of it is groups of four digits.
            if digits == 0, index + 3 < bytes.count {
                let first = values[Int(bytes[index])]
                let second = values[Int(bytes[index + 1])]
                let third = values[Int(bytes[index + 2])]
                let fourth = values[Int(bytes[index + 3])]
                if first | second | third | fourth < 64 {
                    result.append(first << 2 | second >> 4)
                    result.append(second << 4 | third >> 2)
                    result.append(third << 6 | fourth)
                    index += 4
                    continue
                }
            }
            let byte = bytes[index]
            index += 1
            let digit = values[Int(byte)]
            guard digit < 64 else {
                if byte == UInt8(ascii: "="), digits >= 2 { break }
                continue
            }
            group = group << 6 | UInt32(digit)
            digits += 1
            if digits == 4 {
                result.append(UInt8(truncatingIfNeeded: group >> 16))
                result.append(UInt8(truncatingIfNeeded: group >> 8))
                result.append(UInt8(truncatingIfNeeded: group))
                group = 0
                digits = 0
            }
        }
        if digits >= 2 { result.append(UInt8(truncatingIfNeeded: group >> (digits == 2 ? 4 : 10))) }
        if digits == 3 { result.append(UInt8(truncatingIfNeeded: group >> 2)) }
        return result
    }

    /// `bytes` in Base64 with padding, as one line.
    public static func encode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.underestimatedCount + 2) / 3 * 4)
        var group: UInt32 = 0
        var count = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            count += 1
            if count == 3 {
                for shift in [18, 12, 6, 0] as [UInt32] { result.append(digit(group >> shift)) }
                group = 0
                count = 0
            }
        }
        if count == 1 {
            result += [digit(group >> 2), digit(group << 4), UInt8(ascii: "="), UInt8(ascii: "=")]
        } else if count == 2 {
            result += [digit(group >> 10), digit(group >> 4), digit(group << 2), UInt8(ascii: "=")]
        }
        return result
    }

    /// What each byte is worth as a digit; 255 for what is none.
    private static let values: [UInt8] = (UInt8.min...UInt8.max).map { value(of: $0) ?? 255 }

    private static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: value & 63)
        switch value {
        case 0..<26: return UInt8(ascii: "A") + value
        case 26..<52: return UInt8(ascii: "a") + value - 26
        case 52..<62: return UInt8(ascii: "0") + value - 52
        case 62: return UInt8(ascii: "+")
        default: return UInt8(ascii: "/")
        }
    }
}
