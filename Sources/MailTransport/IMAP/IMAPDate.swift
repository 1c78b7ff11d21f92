/// When a message arrived, as the server has it: `" 7-Feb-2026 22:43:04 -0800"` (RFC 9051 §9: `date-time`).
package struct IMAPDate: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package var unixTime: Int64

    /// A date, by its seconds since 1970.
    package init(unixTime: Int64) {
        self.unixTime = unixTime
    }

    /// The date that a text spells; nil where it is none.
    package init?(_ text: some Sequence<UInt8>) {
        var bytes = Array(text)[...]
        // RFC 9051 §9: `date-day-fixed` has a space in front of a single digit; some servers leave it out.
        if bytes.first == UInt8(ascii: " ") { bytes = bytes.dropFirst() }
        let parts = bytes.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let date = parts[0].split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let time = parts[1].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard date.count == 3, time.count == 3, let zone = IMAPDate.offset(parts[2]),
            let month = IMAPDate.months.firstIndex(of: String(decoding: date[1].map(\.inUpperCase), as: UTF8.self)),
            let day = IMAPDate.number(date[0], 1...2, in: 1...31),
            let year = IMAPDate.number(date[2], 4...4, in: 1...9999),
            let hour = IMAPDate.number(time[0], 2...2, in: 0...23),
            let minute = IMAPDate.number(time[1], 2...2, in: 0...59),
            // A leap second counts as the one behind it.
            let second = IMAPDate.number(time[2], 2...2, in: 0...60)
        else { return nil }
        let days = IMAPDate.days(year: year, month: Int64(month) + 1, day: day)
        unixTime = days * 86_400 + hour * 3600 + minute * 60 + second - zone
    }

    private static let months = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ]

    private static func number(
        _ digits: ArraySlice<UInt8>, _ count: ClosedRange<Int>, in range: ClosedRange<UInt32>
    ) -> Int64? {
        guard count.contains(digits.count), let number = UInt32(digits: digits), range.contains(number) else {
            return nil
        }
        return Int64(number)
    }

    /// `+0130` in seconds.
    private static func offset(_ zone: ArraySlice<UInt8>) -> Int64? {
        guard zone.count == 5, let sign = zone.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            let hours = number(zone.dropFirst().prefix(2), 2...2, in: 0...99),
            let minutes = number(zone.suffix(2), 2...2, in: 0...59)
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    /// Days from 1970-01-01 in the Gregorian calendar, counted from years that begin in March, so that a leap day is last.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let (marchYear, marchMonth) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        let leaps = marchYear / 4 - marchYear / 100 + marchYear / 400
        return marchYear * 365 + leaps + (marchMonth * 153 + 2) / 5 + day - 1 - 719_468
    }
}
