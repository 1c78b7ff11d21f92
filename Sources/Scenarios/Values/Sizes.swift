/// A count of bytes with its unit: `102KiB`, `10MB`, `512B`.
package struct ByteSize: ScenarioScalar, Hashable, Comparable, CustomStringConvertible {
    private static let units: [(name: String, bytes: Int64)] = [
        ("GiB", 1 << 30), ("GB", 1_000_000_000), ("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1 << 10), ("KB", 1000),
        ("B", 1),
    ]

    /// How many bytes.
    package var bytes: Int

    /// So many bytes.
    package init(bytes: Int) {
        self.bytes = bytes
    }

    package static var schema: JSONSchema { .string(pattern: "^[0-9]+(\\.[0-9]+)?([KMG]i?)?B$") }
    package static var expectation: String { "a size such as 512B, 102KiB or 10MB" }

    package static func remedy(forText text: String) -> String? {
        guard let number = DecimalText(withUnit: text), !number.isNegative else { return nil }
        let digits = text.dropLast(number.unit.count)
        if number.unit.isEmpty { return "add its unit: \(digits)B for bytes, \(digits)KiB for 1024 bytes each" }
        let written = Substring(number.unit).lowercased()
        return units.first { $0.name.lowercased() == written || $0.name.lowercased() == written + "b" }
            .map { "write \(digits)\($0.name)" }
    }

    package init?(scalarText: String) {
        guard let number = DecimalText(withUnit: scalarText), !number.isNegative,
            let unit = Self.units.first(where: { $0.name.utf8.elementsEqual(number.unit) }),
            let bytes = number.scaled(by: unit.bytes)
        else { return nil }
        self.bytes = Int(bytes)
    }

    /// Orders by count.
    package static func < (left: ByteSize, right: ByteSize) -> Bool {
        left.bytes < right.bytes
    }

    /// In the largest unit that needs no fraction: `102KiB`.
    package var description: String {
        guard bytes != 0 else { return "0B" }
        for unit in Self.units where Int64(bytes) % unit.bytes == 0 {
            return "\(Int64(bytes) / unit.bytes)\(unit.name)"
        }
        return "\(bytes)B"
    }
}

/// A share of a whole with its percent sign: `95%`, `99.9%`; from 0% to 100%.
package struct Percent: ScenarioScalar, Hashable, Comparable, CustomStringConvertible {
    /// The number before the sign, from 0 to 100.
    package var percent: Double

    /// The share from 0 to 1.
    package var fraction: Double { percent / 100 }

    /// The share whose number before the sign is given.
    package init(percent: Double) {
        self.percent = percent
    }

    /// The share that is given as a fraction from 0 to 1.
    package init(fraction: Double) {
        percent = fraction * 100
    }

    package static var schema: JSONSchema { .string(pattern: "^(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)%$") }
    package static var expectation: String { "a share such as 95% or 99.9%" }

    package static func remedy(forText text: String) -> String? {
        guard let number = DecimalText(withUnit: text), !number.isNegative else { return nil }
        if number.unit.elementsEqual("%".utf8) { return "write a share from 0% to 100%" }
        guard number.unit.isEmpty else { return nil }
        return number.hasFraction && number.value < 1
            ? "write it with a percent sign: \(Percent(fraction: number.value))" : "add the percent sign: \(text)%"
    }

    package init?(scalarText: String) {
        guard let number = DecimalText(withUnit: scalarText), !number.isNegative,
            number.unit.elementsEqual("%".utf8), number.value <= 100
        else { return nil }
        percent = number.value
    }

    /// Orders by share.
    package static func < (left: Percent, right: Percent) -> Bool {
        left.percent < right.percent
    }

    /// With as many digits as it needs and at most three behind the point: `99.9%`.
    package var description: String {
        "\(((percent * 1000).rounded() / 1000).scalarText)%"
    }
}
