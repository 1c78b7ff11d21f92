/// A time with its unit: `250ms`, `2s`, `1.5m`, `1h`, `2d`.
extension Duration: ScenarioScalar {
    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
        ("ms", 1_000_000), ("us", 1000), ("ns", 1),
    ]

    package static var schema: JSONSchema { .string(pattern: "^[0-9]+(\\.[0-9]+)?(us|ms|s|m|h|d)$") }
    package static var expectation: String { "a duration such as 250ms, 2s, 2m or 1h" }

    package static func remedy(forText text: String) -> String? {
        guard let number = DecimalText(withUnit: text), !number.isNegative else { return nil }
        let digits = text.dropLast(number.unit.count)
        switch Substring(number.unit).trimmingPrefix(while: { $0 == " " }).lowercased() {
        case "": return "add its unit: \(digits)s for seconds, \(digits)ms for milliseconds"
        case "s", "sec", "secs", "second", "seconds": return "write \(digits)s"
        case "m", "min", "mins", "minute", "minutes": return "write \(digits)m"
        case "h", "hr", "hour", "hours": return "write \(digits)h"
        case "d", "day", "days": return "write \(digits)d"
        case "ms", "msec", "millis", "millisecond", "milliseconds": return "write \(digits)ms"
        default: return nil
        }
    }

    package init?(scalarText: String) {
        guard let number = DecimalText(withUnit: scalarText), !number.isNegative,
            let unit = Self.units.first(where: { $0.name.utf8.elementsEqual(number.unit) }), unit.name != "ns",
            let nanoseconds = number.scaled(by: unit.nanoseconds)
        else { return nil }
        self = .nanoseconds(nanoseconds)
    }

    /// In the largest unit that needs no fraction: `90s`, `2m`, `250ms`.
    package var scalarText: String {
        let (seconds, attoseconds) = components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return "\(seconds)s" }
        let nanoseconds = whole &+ attoseconds / 1_000_000_000
        guard nanoseconds != 0 else { return "0s" }
        for unit in Self.units where nanoseconds % unit.nanoseconds == 0 {
            return "\(nanoseconds / unit.nanoseconds)\(unit.name)"
        }
        return "\(nanoseconds)ns"
    }
}
