/// Text in which nothing can hide: what a terminal would obey and what nobody can see is written out, `\u{001B}`.
///
/// Reports quote mail, and mail carries escape sequences, control characters and marks that turn the direction of
/// writing. Shown as they are, they would repaint the terminal or make a line read as another one.
package enum VisibleText {
    /// The text with every such character written out; line breaks and tabs stay.
    package static func of(_ text: String) -> String {
        guard needsAttention(text) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isHidden(scalar), scalar != "\n", scalar != "\t" {
                result += escape(scalar)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text on one line: as `of`, with line breaks and tabs written out too.
    package static func line(_ text: String) -> String {
        guard needsAttention(text) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isHidden(scalar) { result += escape(scalar) } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }

    /// Whether a character is written out.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // C0, DEL and C1: legal or not, no reader sees them.
        case 0x00...0x1F, 0x7F...0x9F: true
        // Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9 §2).
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        // Line and paragraph separator, byte order mark.
        case 0x2028, 0x2029, 0xFEFF: true
        // Noncharacters that XML 1.0 §2.2 excludes.
        case 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// How a character is written out: at least four hexadecimal digits.
    static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\u{" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "}"
    }

    /// Whether there is anything to write out, or a line break or tab: most texts are printable ASCII, and looked at no
    /// further.
    private static func needsAttention(_ text: String) -> Bool {
        text.utf8.contains { $0 < 0x20 || $0 > 0x7E } && text.unicodeScalars.contains(where: isHidden)
    }
}
