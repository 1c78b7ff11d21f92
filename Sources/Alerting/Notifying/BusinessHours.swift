package import Findings

/// The hours in which people are told what is not critical: certain days of the week, from one time to another.
///
/// Times are of one fixed distance from UTC: what a zone's rules say next year is not known here.
package struct BusinessHours: Sendable, Hashable {
    /// The days, 1 for Monday to 7 for Sunday (ISO 8601).
    package var days: Set<Int>
    /// The first minute of the day.
    package var from: Int
    /// The first minute that is no longer part of it; at most 1440.
    package var until: Int
    /// Minutes east of Greenwich.
    package var offset: Int

    /// Hours of the week.
    package init(days: Set<Int>, from: Int, until: Int, offset: Int = 0) {
        self.days = days
        self.from = from
        self.until = until
        self.offset = offset
    }

    /// Whether a moment is within them.
    package func contains(_ time: WallTime) -> Bool {
        let minutes = Self.floored(time.microseconds, by: 60_000_000) + Int64(offset)
        let day = Self.floored(minutes, by: 1440)
        let minute = Int(minutes - day * 1440)
        // The first of January 1970 was a Thursday.
        let weekday = Int(((day + 3) % 7 + 7) % 7) + 1
        return days.contains(weekday) && minute >= from && minute < until
    }

    private static func floored(_ value: Int64, by divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
