/// Writes text into XML 1.0 so that every reader accepts it and a person sees all of it.
///
/// XML 1.0 §2.2 allows #x9 #xA #xD #x20-#xD7FF #xE000-#xFFFD #x10000-#x10FFFF; one character outside of these makes
/// Jenkins and GitLab refuse a whole report. The escape sequences of terminals are removed; what else is illegal or
/// invisible is written out, `\u{001B}`. CDATA is not used: `>` is always escaped, so that `]]>` cannot appear.
enum XMLText {
    /// Adds text between tags.
    static func appendText(_ text: String, to bytes: inout [UInt8]) {
        append(text, to: &bytes, isAttribute: false)
    }

    /// Adds ` name="value"`.
    static func appendAttribute(_ name: StaticString, _ value: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: " "))
        append(name, to: &bytes)
        bytes.append(contentsOf: [UInt8(ascii: "="), UInt8(ascii: "\"")])
        append(value, to: &bytes, isAttribute: true)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Adds markup as it stands.
    static func append(_ markup: StaticString, to bytes: inout [UInt8]) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private static func append(_ text: String, to bytes: inout [UInt8], isAttribute: Bool) {
        var text = text
        text.withUTF8 { append($0, to: &bytes, isAttribute: isAttribute) }
    }

    /// Copies runs of plain bytes and looks at each other one.
    private static func append(_ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8], isAttribute: Bool) {
        var copied = 0
        var index = 0
        while index < source.count {
            guard isSpecial(source[index]) else {
                index += 1
                continue
            }
            let (length, replacement) = replacement(in: source, at: index, isAttribute: isAttribute)
            if let replacement {
                bytes.append(contentsOf: source[copied..<index])
                bytes.append(contentsOf: replacement.utf8)
                copied = index + length
            }
            index += length
        }
        bytes.append(contentsOf: source[copied...])
    }

    /// Whether a byte may begin something that is not copied: controls, markup, and the lead bytes of hidden characters
    /// (U+0080…, U+061C, U+200E…U+2069, U+FEFF…U+FFFF).
    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x1F, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: true
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): true
        default: false
        }
    }

    /// How many bytes are spoken of, and what to write for them; nil to copy them.
    private static func replacement(
        in source: UnsafeBufferPointer<UInt8>, at index: Int, isAttribute: Bool
    ) -> (length: Int, text: String?) {
        switch source[index] {
        case UInt8(ascii: "&"): return (1, "&amp;")
        case UInt8(ascii: "<"): return (1, "&lt;")
        case UInt8(ascii: ">"): return (1, "&gt;")
        case UInt8(ascii: "\""): return (1, isAttribute ? "&quot;" : nil)
        // XML 1.0 §3.3.3: an attribute's white space becomes spaces unless it is written as references;
        // §2.11: a carriage return becomes a line feed anywhere.
        case 0x09: return (1, isAttribute ? "&#9;" : nil)
        case 0x0A: return (1, isAttribute ? "&#10;" : nil)
        case 0x0D: return (1, "&#13;")
        case 0x1B:
            if let length = TerminalSequence.length(in: source, at: index) { return (length, "") }
            return (1, VisibleText.escape("\u{1B}"))
        case let byte where byte < 0x80: return (1, VisibleText.escape(Unicode.Scalar(byte)))
        case let lead:
            // `String` is valid UTF-8: the lead byte tells the length.
            let length = lead >= 0xE0 ? 3 : 2
            guard index + length <= source.count else { return (1, nil) }
            var value = UInt32(lead & (length == 3 ? 0x0F : 0x1F))
            for offset in 1..<length { value = value << 6 | UInt32(source[index + offset] & 0x3F) }
            guard let scalar = Unicode.Scalar(value), VisibleText.isHidden(scalar) else { return (length, nil) }
            return (length, VisibleText.escape(scalar))
        }
    }
}

/// The escape sequences that programs colour their output with.
enum TerminalSequence {
    /// The length of the sequence whose ESC stands at an index; nil where it is not a whole one.
    static func length(in source: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
        guard index + 1 < source.count else { return nil }
        var next = index + 2
        switch source[index + 1] {
        case UInt8(ascii: "["):
            // ECMA-48 §5.4: parameter bytes, intermediate bytes, one final byte.
            while next < source.count, (0x30...0x3F).contains(source[next]) { next += 1 }
            while next < source.count, (0x20...0x2F).contains(source[next]) { next += 1 }
            guard next < source.count, (0x40...0x7E).contains(source[next]) else { return nil }
            return next + 1 - index
        case UInt8(ascii: "]"):
            // An operating system command ends with BEL (xterm) or ESC \ (ECMA-48 §8.3.89).
            while next < source.count, source[next] >= 0x20 { next += 1 }
            guard next < source.count else { return nil }
            if source[next] == 0x07 { return next + 1 - index }
            guard source[next] == 0x1B, next + 1 < source.count, source[next + 1] == UInt8(ascii: "\\") else {
                return nil
            }
            return next + 2 - index
        default: return nil
        }
    }
}
