import Foundation

/// A colour of a style sheet or of an attribute such as `bgcolor`; its parts go from 0 to 1.
package struct CSSColor: Sendable, Hashable {
    /// From 0 to 1.
    package var red: Double
    /// From 0 to 1.
    package var green: Double
    /// From 0 to 1.
    package var blue: Double
    /// From 0, which cannot be seen, to 1.
    package var alpha = 1.0

    /// What a page is without a colour of its own.
    package static let white = CSSColor(red: 1, green: 1, blue: 1)

    /// `0xRRGGBB`.
    package init(_ value: UInt32) {
        self.init(
            red: Double(value >> 16 & 0xFF) / 255, green: Double(value >> 8 & 0xFF) / 255,
            blue: Double(value & 0xFF) / 255)
    }

    /// A colour of its parts.
    package init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
        func clamped(_ part: Double) -> Double { min(1, max(0, part)) }
        self.red = clamped(red)
        self.green = clamped(green)
        self.blue = clamped(blue)
        self.alpha = clamped(alpha)
    }

    /// What is seen of this colour on another.
    package func over(_ below: CSSColor) -> CSSColor {
        func mixed(_ above: Double, _ below: Double) -> Double { above * alpha + below * (1 - alpha) }
        return CSSColor(
            red: mixed(red, below.red), green: mixed(green, below.green), blue: mixed(blue, below.blue),
            alpha: alpha + below.alpha * (1 - alpha))
    }

    /// How far two colours are apart for the eye, from 0 to about 191, each part weighted by how bright it is.
    ///
    /// SpamAssassin calls text of a distance below 12 invisible (HTML.pm).
    package func distance(to other: CSSColor) -> Double {
        let parts = [0.2126 * (red - other.red), 0.7152 * (green - other.green), 0.0722 * (blue - other.blue)]
        return 255 * parts.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    /// The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").
    package func contrast(to other: CSSColor) -> Double {
        let (first, second) = (luminance, other.luminance)
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    /// WCAG 2.2, "relative luminance".
    private var luminance: Double {
        func linear(_ part: Double) -> Double { part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// As style sheets write it: `#ffffff`.
    package var hex: String {
        [red, green, blue].reduce("#") { text, part in
            let digits = String(Int((part * 255).rounded()), radix: 16)
            return text + (digits.count < 2 ? "0" : "") + digits
        }
    }
}

extension CSSColor {
    /// What a value may be beside a colour.
    package enum Reading: Sendable, Hashable {
        /// A colour; `transparent` is one.
        case color(CSSColor)
        /// The colour of the text.
        case current
        /// A function that may be a colour and is not read: `var(--x)`, `oklch(…)`, `light-dark(…)`.
        case unread
    }

    /// The colour that one component value is; nil for anything else (CSS Color Level 4 §4).
    package static func reading(_ tokens: CSSTokens, at number: Int) -> Reading? {
        switch tokens[number].kind {
        case .ident:
            let name = tokens.value(number).asciiLowercased
            if name == "transparent" { return .color(CSSColor(red: 0, green: 0, blue: 0, alpha: 0)) }
            if name == "currentcolor" { return .current }
            return CSSColorNames.values[name].map { .color(CSSColor($0)) }
        case .hash, .unrestrictedHash:
            return hex(tokens.value(number)).map { .color($0) }
        case .function:
            switch tokens.value(number).asciiLowercased {
            case "rgb", "rgba": return rgb(Arguments(tokens, number)).map { .color($0) }
            case "hsl", "hsla": return hsl(Arguments(tokens, number)).map { .color($0) }
            case "var", "env", "hwb", "lab", "lch", "oklab", "oklch", "color", "color-mix", "light-dark", "device-cmyk":
                return .unread
            default: return nil
            }
        default: return nil
        }
    }

    /// The colour of an attribute such as `bgcolor`; mail programs read a name or six digits, with the `#` or without.
    package init?(attribute value: String) {
        let text = value.trimmingBlanks.asciiLowercased
        if let named = CSSColorNames.values[text] {
            self.init(named)
        } else if let color = CSSColor.hex(text.hasPrefix("#") ? String(text.dropFirst()) : text), color.alpha == 1 {
            self = color
        } else {
            return nil
        }
    }

    private static func hex(_ text: String) -> CSSColor? {
        let digits: [Double] = text.utf8.compactMap { byte in byte.cssHexValue.map { Double($0) } }
        guard digits.count == text.utf8.count else { return nil }
        var parts: [Double] = []
        switch digits.count {
        case 3, 4: parts = digits.map { $0 * 17 / 255 }
        case 6, 8:
            for index in stride(from: 0, to: digits.count, by: 2) {
                parts.append((digits[index] * 16 + digits[index + 1]) / 255)
            }
        default: return nil
        }
        return CSSColor(red: parts[0], green: parts[1], blue: parts[2], alpha: parts.count == 4 ? parts[3] : 1)
    }

    /// The arguments of a function, with commas throughout or, as in Level 4, blanks and a slash before the alpha.
    private struct Arguments {
        var parts: [(kind: CSSToken.Kind, value: Double, unit: String)] = []
        var hasCommas = false

        init?(_ tokens: CSSTokens, _ function: Int) {
            var separators: [UInt8] = []
            var pending: UInt8 = 0
            for number in tokens.inside(function) {
                let token = tokens[number]
                switch token.kind {
                case .whitespace: continue
                case .comma:
                    guard pending == 0, !parts.isEmpty else { return nil }
                    pending = UInt8(ascii: ",")
                case .delimiter:
                    guard pending == 0, tokens.isDelimiter(number, "/"), parts.count == 3 else { return nil }
                    pending = UInt8(ascii: "/")
                case .number, .percentage, .dimension:
                    if !parts.isEmpty { separators.append(pending) }
                    pending = 0
                    parts.append(
                        (token.kind, tokens.number(number), token.kind == .dimension ? tokens.value(number) : ""))
                default: return nil
                }
            }
            guard pending == 0, parts.count == 3 || parts.count == 4 else { return nil }
            hasCommas = separators.allSatisfy { $0 == UInt8(ascii: ",") }
            guard hasCommas || separators.prefix(2) == [0, 0] && separators.dropFirst(2).allSatisfy({ $0 == 0x2F })
            else { return nil }
        }

        var alpha: Double? {
            guard parts.count == 4 else { return 1 }
            switch parts[3].kind {
            case .number: return parts[3].value
            case .percentage: return parts[3].value / 100
            default: return nil
            }
        }
    }

    private static func rgb(_ arguments: Arguments?) -> CSSColor? {
        guard let arguments, let alpha = arguments.alpha else { return nil }
        let parts = arguments.parts[..<3]
        let scale: Double
        if parts.allSatisfy({ $0.kind == .number }) {
            scale = 255
        } else if parts.allSatisfy({ $0.kind == .percentage }) {
            scale = 100
        } else {
            return nil
        }
        return CSSColor(
            red: parts[0].value / scale, green: parts[1].value / scale, blue: parts[2].value / scale, alpha: alpha)
    }

    private static func hsl(_ arguments: Arguments?) -> CSSColor? {
        guard let arguments, let alpha = arguments.alpha, let degrees = degrees(arguments.parts[0]),
            arguments.parts[1].kind == .percentage, arguments.parts[2].kind == .percentage
        else { return nil }
        let saturation = min(1, max(0, arguments.parts[1].value / 100))
        let lightness = min(1, max(0, arguments.parts[2].value / 100))
        let spread = saturation * min(lightness, 1 - lightness)
        func part(_ offset: Double) -> Double {
            let place = (offset + degrees / 30).truncatingRemainder(dividingBy: 12)
            let turned = place < 0 ? place + 12 : place
            return lightness - spread * max(-1, min(turned - 3, 9 - turned, 1))
        }
        return CSSColor(red: part(0), green: part(8), blue: part(4), alpha: alpha)
    }

    private static func degrees(_ part: (kind: CSSToken.Kind, value: Double, unit: String)) -> Double? {
        switch (part.kind, part.unit.asciiLowercased) {
        case (.number, _), (.dimension, "deg"): part.value
        case (.dimension, "grad"): part.value * 0.9
        case (.dimension, "rad"): part.value * 180 / .pi
        case (.dimension, "turn"): part.value * 360
        default: nil
        }
    }
}
