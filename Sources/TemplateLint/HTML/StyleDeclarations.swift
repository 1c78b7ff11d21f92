/// The declarations of a `style` attribute (CSS Syntax Level 3, "a declaration list").
///
/// Reads names and values; what a value means is for who asks. Strings, brackets and comments are respected, so that a
/// semicolon in `url(data:…;…)` ends nothing.
package struct StyleDeclarations: Sendable {
    /// `name: value`.
    package struct Declaration: Sendable, Hashable {
        /// In small letters.
        package var name: String
        /// Without white space around it and without `!important`.
        package var value: String
        /// Whether it ends in `!important`.
        package var isImportant: Bool
        /// The bytes of the declaration in the attribute's value.
        package var range: Range<Int>
    }

    /// In the order of the attribute.
    package let all: [Declaration]

    /// Reads the value of an attribute; any text will do.
    package init(_ text: String) {
        guard !text.isEmpty else {
            all = []
            return
        }
        let bytes = Self.withoutComments(Array(text.utf8))
        all = Self.stretches(of: bytes).compactMap { Self.declaration(in: $0, of: bytes) }
    }

    /// The value that counts of that name: the last one, an important one before others.
    package subscript(name: String) -> Declaration? {
        all.last { $0.name == name && $0.isImportant } ?? all.last { $0.name == name }
    }

    /// The bytes with blanks in place of comments; what stands in quotes is none.
    private static func withoutComments(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        var quote: UInt8?
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case let byte where byte == quote: quote = nil
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = quote ?? bytes[index]
            case UInt8(ascii: "/")
            where quote == nil && index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "*"):
                let inside = min(index + 2, bytes.count)
                var end = inside
                while end < bytes.count,
                    bytes[end] != UInt8(ascii: "/") || end == inside || bytes[end - 1] != UInt8(ascii: "*")
                {
                    end += 1
                }
                for position in index..<min(end + 1, bytes.count) { bytes[position] = UInt8(ascii: " ") }
                index = end
            default: break
            }
            index += 1
        }
        return bytes
    }

    /// The bytes between semicolons.
    private static func stretches(of bytes: [UInt8]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = 0
        var index = 0
        var brackets = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let quote = bytes[index]
                index += 1
                while index < bytes.count, bytes[index] != quote {
                    index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
                }
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): brackets += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
            case UInt8(ascii: ";") where brackets == 0:
                result.append(start..<index)
                start = index + 1
            default: break
            }
            index += 1
        }
        return result + [min(start, bytes.count)..<bytes.count]
    }

    private static func declaration(in range: Range<Int>, of bytes: [UInt8]) -> Declaration? {
        guard let colon = bytes[range].firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = collapsed(bytes[range.lowerBound..<colon])
        var value = collapsed(bytes[colon + 1..<range.upperBound])
        guard !name.isEmpty, !name.contains(0x20) else { return nil }
        var isImportant = false
        if let mark = value.lastIndex(of: UInt8(ascii: "!")) {
            let word = value[(mark + 1)...].lazy.filter { $0 != 0x20 }.map(\.asciiLowercased)
            isImportant = word.elementsEqual("important".utf8)
            if isImportant { value = collapsed(value[..<mark]) }
        }
        let start = bytes[range].firstIndex { !$0.isBlankOrBreak } ?? range.lowerBound
        return Declaration(
            name: String(decoding: name, as: UTF8.self).lowercased(), value: String(decoding: value, as: UTF8.self),
            isImportant: isImportant, range: start..<range.upperBound)
    }

    /// Without white space around it, and every run of it made one blank.
    private static func collapsed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            // CSS Syntax §4.2, "whitespace"; a form feed is a line break there.
            if !byte.isBlankOrBreak, byte != 0x0C {
                result.append(byte)
            } else if let last = result.last, last != 0x20 {
                result.append(0x20)
            }
        }
        if result.last == 0x20 { result.removeLast() }
        return result
    }
}
