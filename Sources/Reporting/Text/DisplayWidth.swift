/// How many columns of a terminal a character takes.
///
/// Terminals do not agree on everything; this follows what most do: East Asian wide and emoji take two columns (Unicode
/// UAX #11), combining marks and format characters none.
enum DisplayWidth {
    /// The columns of one scalar.
    static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        return isWide(value) || scalar.properties.isEmojiPresentation ? 2 : 1
    }

    /// The columns of a text.
    static func of(_ text: some Sequence<Unicode.Scalar>) -> Int {
        text.reduce(0) { $0 + of($1) }
    }

    /// The blocks of wide characters of UAX #11 that hold no narrow ones, emoji left to their own property.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
            0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
