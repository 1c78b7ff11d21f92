/// Modified UTF-7, the encoding of mailbox names (RFC 3501 §5.1.3).
///
/// ASCII stands for itself, `&-` for an ampersand, and `&…-` for everything else: UTF-16 in Base64 with a comma in place
/// of the slash and without padding.
package enum IMAPMailboxName {
    private static let ampersand = UInt8(ascii: "&")
    private static let hyphen = UInt8(ascii: "-")
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)

    /// A name for people as it goes to the server.
    package static func encode(_ name: String) -> [UInt8] {
        var encoded: [UInt8] = []
        var shifted: [UInt16] = []
        func flush() {
            guard !shifted.isEmpty else { return }
            encoded.append(ampersand)
            var (bits, count): (UInt32, UInt32) = (0, 0)
            for unit in shifted {
                bits = bits << 16 | UInt32(unit)
                count += 16
                while count >= 6 {
                    count -= 6
                    encoded.append(alphabet[Int(bits >> count & 0x3F)])
                }
                bits &= 1 << count - 1
            }
            if count > 0 { encoded.append(alphabet[Int(bits << (6 - count) & 0x3F)]) }
            encoded.append(hyphen)
            shifted = []
        }
        for unit in name.utf16 {
            guard (0x20...0x7E).contains(unit) else {
                shifted.append(unit)
                continue
            }
            flush()
            encoded.append(UInt8(unit))
            // RFC 3501 §5.1.3: "&" is spelled "&-".
            if UInt8(unit) == ampersand { encoded.append(hyphen) }
        }
        flush()
        return encoded
    }

    /// A name from the server as people read it; where it is no modified UTF-7, its bytes as UTF-8.
    package static func decode(_ name: [UInt8]) -> String {
        decodeStrictly(name) ?? String(decoding: name, as: UTF8.self)
    }

    /// A name from the server as people read it; nil where it is no modified UTF-7.
    package static func decodeStrictly(_ name: [UInt8]) -> String? {
        var units: [UInt16] = []
        var rest = name[...]
        while let byte = rest.popFirst() {
            guard (0x20...0x7E).contains(byte) else { return nil }
            guard byte == ampersand else {
                units.append(UInt16(byte))
                continue
            }
            guard let end = rest.firstIndex(of: hyphen) else { return nil }
            let code = rest[..<end]
            rest = rest[(end + 1)...]
            if code.isEmpty {
                units.append(UInt16(ampersand))
            } else {
                guard let decoded = utf16(code) else { return nil }
                units += decoded
            }
        }
        return String(validating: units, as: UTF16.self)
    }

    private static func utf16(_ code: ArraySlice<UInt8>) -> [UInt16]? {
        var units: [UInt16] = []
        var (bits, count): (UInt32, UInt32) = (0, 0)
        for byte in code {
            guard let value = alphabet.firstIndex(of: byte) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 16 {
                count -= 16
                units.append(UInt16(truncatingIfNeeded: bits >> count))
                bits &= 1 << count - 1
            }
        }
        // What is left is padding: less than six bits, and all of them 0.
        return count < 6 && bits == 0 ? units : nil
    }
}
