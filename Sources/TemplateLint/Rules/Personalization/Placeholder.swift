/// A tag of a template language that is left in a text.
struct Placeholder {
    /// As it stands there.
    let text: String
    /// Its bytes in the text.
    let range: Range<Int>

    /// Every one in a text, in order; in an address, percent-encoded ones too.
    static func all(in text: String, isAddress: Bool = false) -> [Placeholder] {
        guard text.utf8.contains(where: { marks.contains($0) }) else { return [] }
        let bytes = Array(text.utf8)
        var result: [Placeholder] = []
        var index = 0
        while index < bytes.count {
            guard marks.contains(bytes[index]), let end = end(at: index, in: bytes, isAddress: isAddress) else {
                index += 1
                continue
            }
            result.append(
                Placeholder(text: String(decoding: bytes[index..<end], as: UTF8.self), range: index..<end))
            index = end
        }
        return result
    }

    /// The bytes that placeholders begin with.
    private static let marks = ByteSet("{*%$[<#")
    /// Bytes between the delimiters; longer stretches are something else.
    private static let longest = 100

    /// Delimiters whose content is a name, an expression or a command.
    private static let pairs: [(open: [UInt8], close: [UInt8])] = [
        ("{{", "}}"), ("{%", "%}"), ("*|", "|*"), ("%%", "%%"), ("${", "}"), ("[[", "]]"), ("<%", "%>"), ("#{", "}"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }
    private static let encodedPairs: [(open: [UInt8], close: [UInt8])] = [
        ("%7B%7B", "%7D%7D"), ("%7b%7b", "%7d%7d"), ("*%7C", "%7C*"), ("$%7B", "%7D"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    private static func end(at start: Int, in bytes: [UInt8], isAddress: Bool) -> Int? {
        for pair in isAddress ? pairs + encodedPairs : pairs where bytes[start...].starts(with: pair.open) {
            let inside = start + pair.open.count
            var stop = inside
            while stop < min(bytes.count, inside + longest), !bytes[stop...].starts(with: pair.close) { stop += 1 }
            guard stop < bytes.count, bytes[stop...].starts(with: pair.close),
                isName(bytes[inside..<stop], in: pair.open)
            else { continue }
            var end = stop + pair.close.count
            // `{{{name}}}` ends one brace later.
            if pair.open == [123, 123], end < bytes.count, bytes[end] == 125 { end += 1 }
            return end
        }
        return bytes[start] == UInt8(ascii: "%") ? endOfPercentName(at: start, in: bytes) : nil
    }

    /// Whether it is a name or an expression: it has a letter, and nothing that only prose has.
    private static func isName(_ inside: ArraySlice<UInt8>, in open: [UInt8]) -> Bool {
        guard inside.contains(where: { $0.isASCIILetter || $0 >= 0x80 }), !inside.contains(0x0A) else { return false }
        switch open.first {
        // `[[1]]` and `%%` are too common in prose to admit blanks.
        case UInt8(ascii: "["), UInt8(ascii: "%"):
            return inside.allSatisfy { $0.isASCIILetter || (48...57).contains($0) || "_.-".utf8.contains($0) }
        default: return true
        }
    }

    /// `%FIRST_NAME%`, or `%recipient.name%`: capitals and underscores, or small letters with a dot or underscore.
    ///
    /// `%C3%A9` is an encoded byte: a name of nothing but hexadecimal digits is none.
    private static func endOfPercentName(at start: Int, in bytes: [UInt8]) -> Int? {
        var stop = start + 1
        while stop < min(bytes.count, start + longest), isNameByte(bytes[stop]) { stop += 1 }
        guard stop < bytes.count, bytes[stop] == UInt8(ascii: "%"), stop - start > 2 else { return nil }
        let name = bytes[start + 1..<stop]
        let isHexadecimal = name.allSatisfy {
            (48...57).contains($0) || (65...70).contains($0) || (97...102).contains($0)
        }
        let hasJoint = name.contains(UInt8(ascii: "_")) || name.contains(UInt8(ascii: "."))
        let hasSmall = name.contains { (97...122).contains($0) }
        guard !isHexadecimal, name.first?.isASCIILetter == true, hasJoint || !hasSmall else { return nil }
        return stop + 1
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || (48...57).contains(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }
}
