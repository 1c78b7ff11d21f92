public import Findings

/// The date-time of a message (RFC 5322 §3.3).
public enum MessageDate {
    /// `Sat, 21 Nov 2026 10:04:05 +0000`; always in UTC.
    public static func format(_ time: WallTime) -> String {
        let (year, month, day) = time.civil
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        // 1970-01-01 was a Thursday.
        let dayNumber = (time.microseconds - ((time.microseconds % dayLength) + dayLength) % dayLength) / dayLength
        let weekday = days[Int(((dayNumber % 7) + 7) % 7)]
        let clock = time.withoutZone.drop { $0 != "T" }.dropFirst()
        return "\(weekday), \(day) \(months[Int(month) - 1]) \(year) \(clock) +0000"
    }

    private static let dayLength: Int64 = 86_400_000_000
}
