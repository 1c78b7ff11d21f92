import Findings

/// What makes bytes no text that YAML may be written in.
enum TextProblem {
    /// The first such thing in a file; nil where all is well.
    static func first(in text: SourceText) -> Finding? {
        let bytes = text.bytes
        func problem(_ message: String, at offset: Int, remedy: String) -> Finding {
            Finding(
                "scenario/syntax", .error, message, at: text.place(atByte: offset).excerpt, remedy: remedy)
        }
        if bytes.count > YAMLDocument.largestDocument {
            let limit = YAMLDocument.largestDocument >> 20
            return Finding(
                "scenario/syntax", .error, "\(text.file) is larger than \(limit) MiB",
                remedy: "divide it into several files")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return problem("the file is not UTF-8, but UTF-16", at: 0, remedy: "save it as UTF-8")
        }
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte < 0x80 {
                // YAML 1.1 §5.1: of the control characters, tab and line breaks alone are allowed.
                if byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F {
                    return problem(
                        "the control character \(name(UInt32(byte))) cannot stand in YAML", at: offset,
                        remedy: "remove it, or write it in double quotes as \\x\(twoDigits(byte))")
                }
                if byte == 0x0D, offset + 1 >= bytes.count || bytes[offset + 1] != 0x0A {
                    return problem(
                        "a carriage return without a line feed", at: offset, remedy: "save the file with LF line breaks"
                    )
                }
                offset += 1
                continue
            }
            guard let (scalar, length) = UTF8Scalar.decode(bytes, at: offset) else {
                return problem(
                    "the file is not UTF-8: found the byte 0x\(twoDigits(byte))", at: offset, remedy: "save it as UTF-8"
                )
            }
            switch scalar {
            case 0x80..<0xA0, 0xFFFE, 0xFFFF, 0xFEFF:
                return problem(
                    "the character \(name(scalar)) cannot stand in YAML", at: offset, remedy: "remove it")
            // YAML 1.1 §5.4 breaks lines at these, editors and YAML 1.2 do not: places would be wrong.
            case 0x2028, 0x2029:
                return problem(
                    "the character \(name(scalar)) breaks lines in YAML alone", at: offset,
                    remedy: "remove it, or write it in double quotes as \\u\(String(scalar, radix: 16))")
            default: offset += length
            }
        }
        return nil
    }

    private static func name(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func twoDigits(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }
}

/// One scalar of UTF-8 bytes.
enum UTF8Scalar {
    /// The scalar that begins at an offset, of two bytes or more, and its length; nil where it is none.
    static func decode(_ bytes: [UInt8], at offset: Int) -> (scalar: UInt32, length: Int)? {
        let first = bytes[offset]
        let length: Int
        var scalar: UInt32
        // RFC 3629 §4: the first byte tells the length.
        switch first {
        case 0xC2...0xDF: (length, scalar) = (2, UInt32(first & 0x1F))
        case 0xE0...0xEF: (length, scalar) = (3, UInt32(first & 0x0F))
        case 0xF0...0xF4: (length, scalar) = (4, UInt32(first & 0x07))
        default: return nil
        }
        guard offset + length <= bytes.count else { return nil }
        for byte in bytes[(offset + 1)..<(offset + length)] {
            guard byte & 0xC0 == 0x80 else { return nil }
            scalar = scalar << 6 | UInt32(byte & 0x3F)
        }
        // RFC 3629 §3: the shortest form, no surrogates, nothing above U+10FFFF.
        let isShortest = length == 2 || length == 3 && scalar >= 0x800 || length == 4 && scalar >= 0x10000
        guard isShortest, Unicode.Scalar(scalar) != nil else { return nil }
        return (scalar, length)
    }
}
