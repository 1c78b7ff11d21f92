/// A whole number in decimal digits: `010`, `0x10` and `1_000` are none.
extension Int: ScenarioScalar {
    package static var schema: JSONSchema { .integer() }
    package static var expectation: String { "a whole number" }
    package static var acceptsQuoted: Bool { false }

    package init?(scalarText: String) {
        guard let decimal = DecimalText(scalarText), !decimal.hasFraction else { return nil }
        self.init(scalarText)
    }
}

/// A number in decimal notation: `0.5`, `-3`.
extension Double: ScenarioScalar {
    package static var schema: JSONSchema { .number }
    package static var expectation: String { "a number" }
    package static var acceptsQuoted: Bool { false }

    package init?(scalarText: String) {
        guard DecimalText(scalarText) != nil else { return nil }
        self.init(scalarText)
    }

    package var scalarText: String {
        // Whole numbers without `.0`, as people write them.
        self == rounded() && magnitude < 1e15 ? String(Int64(self)) : String(describing: self)
    }
}

/// A number in decimal digits with what follows it: `99.9%`, `250ms`.
///
/// No plus sign, no leading zeros, no exponent: there is one way to write a number.
struct DecimalText {
    /// The most digits that are read, so that no arithmetic on them overflows.
    static let mostDigits = 15
    /// Whether it begins with a minus sign.
    var isNegative: Bool
    /// The digits of the whole part and of the fraction as one number.
    var digits: Int64
    /// How many of the digits stand behind the point.
    var fractionDigits: Int
    /// What follows.
    var unit: Substring.UTF8View

    /// Whether there is a point in it.
    var hasFraction: Bool { fractionDigits > 0 }

    /// The number, which must be followed by nothing.
    init?(_ text: String) {
        self.init(withUnit: text)
        guard unit.isEmpty else { return nil }
    }

    /// The number and what follows it.
    init?(withUnit text: String) {
        var rest = Substring(text).utf8
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        let whole = rest.prefix(while: Self.isDigit)
        rest = rest.dropFirst(whole.count)
        guard let first = whole.first, whole.count == 1 || first != UInt8(ascii: "0") else { return nil }
        var fraction = rest.prefix(0)
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: Self.isDigit)
            guard !fraction.isEmpty else { return nil }
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard whole.count + fraction.count <= Self.mostDigits else { return nil }
        digits = 0
        for digit in whole { digits = digits * 10 + Int64(digit & 0x0F) }
        for digit in fraction { digits = digits * 10 + Int64(digit & 0x0F) }
        fractionDigits = fraction.count
        unit = rest
    }

    /// The number as the nearest double.
    var value: Double {
        var divisor = 1.0
        for _ in 0..<fractionDigits { divisor *= 10 }
        let magnitude = Double(digits) / divisor
        return isNegative ? -magnitude : magnitude
    }

    /// The number times a whole factor, in whole units; nil where it does not fit, or is no whole number then.
    func scaled(by factor: Int64) -> Int64? {
        let (product, overflow) = digits.multipliedReportingOverflow(by: factor)
        guard !overflow else { return nil }
        var divisor: Int64 = 1
        for _ in 0..<fractionDigits { divisor *= 10 }
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
        guard remainder == 0 else { return nil }
        return isNegative ? -quotient : quotient
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte)
    }
}
