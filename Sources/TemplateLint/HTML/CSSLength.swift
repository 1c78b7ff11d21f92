/// A length as CSS writes it: a number and a unit.
struct CSSLength {
    /// The length in pixels, relative units taken at their usual size.
    let pixels: Double

    /// The length that a value is; nil for anything else.
    init?(_ value: String) {
        let text = value.trimmingBlanks.lowercased()
        let number = text.prefix { $0.isNumber || $0 == "." || $0 == "-" || $0 == "+" }
        guard let amount = Double(number.hasPrefix(".") ? "0" + number : String(number)) else { return nil }
        switch text[number.endIndex...] {
        case "px": pixels = amount
        case "": pixels = amount
        case "pt": pixels = amount * 4 / 3
        case "em", "rem": pixels = amount * 16
        case "%": pixels = amount * 0.16
        default: return nil
        }
    }

    /// Whether nothing is left.
    var isZero: Bool { pixels == 0 }
    /// Whether a letter of this size cannot be read: one pixel at most.
    var isTiny: Bool { pixels <= 1 }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmingBlanks: String {
        // Most texts begin and end with a letter of ASCII.
        if let first = utf8.first, first > 0x20, first < 0x7F, let last = unicodeScalars.reversed().first?.value,
            last > 0x20, last < 0x7F
        {
            return String(self)
        }
        guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }
}
