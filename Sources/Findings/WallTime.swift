/// A moment of the wall clock, in UTC.
public struct WallTime: Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    public var microseconds: Int64

    /// The moment so many microseconds after 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// Orders by time.
    public static func < (left: WallTime, right: WallTime) -> Bool {
        left.microseconds < right.microseconds
    }

    /// RFC 3339 with milliseconds and `Z`: `2026-11-21T10:04:05.123Z`.
    public var description: String {
        let milliseconds = microseconds.floored(by: 1000)
        let fraction = String(milliseconds - milliseconds.floored(by: 1000) * 1000)
        return "\(withoutZone).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)Z"
    }

    /// Whole seconds and no zone, as JUnit wants it: `2026-11-21T10:04:05`.
    public var withoutZone: String {
        let (year, month, day) = civil
        let secondsOfDay = microseconds.floored(by: 1_000_000) - microseconds.floored(by: 86_400_000_000) * 86_400
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
            + "T\(padded(secondsOfDay / 3600, 2)):\(padded(secondsOfDay / 60 % 60, 2)):\(padded(secondsOfDay % 60, 2))"
    }

    /// Year, month (1…12) and day (1…31) of the proleptic Gregorian calendar.
    ///
    /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`: years begin in March, so that
    /// the leap day is the last one.
    public var civil: (year: Int64, month: Int64, day: Int64) {
        let shifted = microseconds.floored(by: 86_400_000_000) + 719_468
        let era = shifted.floored(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int64 {
    /// The quotient rounded towards negative infinity, so that moments before 1970 fall into the right day.
    fileprivate func floored(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
