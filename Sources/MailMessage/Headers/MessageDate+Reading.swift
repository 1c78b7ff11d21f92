public import Findings

extension MessageDate {
    /// A date-time that was read.
    public struct Reading: Sendable, Hashable {
        /// The moment.
        public var time: WallTime
        /// Whether the day of the week is the one of the date, or there is none.
        public var hasRightWeekday: Bool
    }

    /// Reads the value of a Date field, raw or unfolded; nil where it is no date-time.
    ///
    /// RFC 5322 §3.3, with the obsolete years of two and three digits and the named zones of §4.3.
    public static func read(_ value: [UInt8]) -> Reading? {
        var scanner = StructuredScanner(value[...])
        scanner.skipCFWS()
        var weekday: Int?
        let word = letters(&scanner)
        if !word.isEmpty {
            guard let index = weekdays.firstIndex(of: word) else { return nil }
            weekday = index
            scanner.skipCFWS()
            guard scanner.take(",") else { return nil }
            scanner.skipCFWS()
        }
        guard let day = digits(&scanner, 1...2), scanner.skipCFWS(),
            let month = months.firstIndex(of: letters(&scanner)), scanner.skipCFWS(),
            let year = year(&scanner), scanner.skipCFWS(),
            let hour = digits(&scanner, 2...2), separator(&scanner), let minute = digits(&scanner, 2...2)
        else { return nil }
        var second: Int64 = 0
        let afterMinute = scanner.index
        if separator(&scanner) {
            guard let digits = digits(&scanner, 2...2) else { return nil }
            second = digits
        } else {
            scanner.index = afterMinute
        }
        scanner.skipCFWS()
        guard let offset = zone(&scanner) else { return nil }
        scanner.skipCFWS()
        // RFC 5322 §3.3: the day must exist, and 60 is a leap second.
        guard scanner.isAtEnd, !scanner.isUnclosed, (1...length(ofMonth: Int64(month) + 1, year)).contains(day),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        let dayNumber = days(year, Int64(month) + 1, day)
        let seconds = dayNumber * 86_400 + hour * 3600 + minute * 60 + second - offset
        // 1970-01-01 was a Thursday.
        let actual = Int(((dayNumber + 4) % 7 + 7) % 7)
        return Reading(
            time: WallTime(microseconds: seconds * 1_000_000), hasRightWeekday: weekday == nil || weekday == actual)
    }

    private static let weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    private static func letters(_ scanner: inout StructuredScanner) -> String {
        let letters = scanner.run { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0.lowercased) }
        return String(decoding: letters, as: UTF8.self).lowercased()
    }

    private static func digits(_ scanner: inout StructuredScanner, _ count: ClosedRange<Int>) -> Int64? {
        let digits = scanner.run { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard count.contains(digits.count) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    /// A colon; RFC 5322 §4.3 lets white space stand around it.
    private static func separator(_ scanner: inout StructuredScanner) -> Bool {
        scanner.skipCFWS()
        guard scanner.take(":") else { return false }
        scanner.skipCFWS()
        return true
    }

    private static func year(_ scanner: inout StructuredScanner) -> Int64? {
        let start = scanner.index
        guard let year = digits(&scanner, 2...4) else { return nil }
        // RFC 5322 §4.3: 00 to 49 are of this century, other years of two or three digits count from 1900.
        switch scanner.index - start {
        case 2: return year < 50 ? year + 2000 : year + 1900
        case 3: return year + 1900
        default: return year >= 1900 ? year : nil
        }
    }

    /// Seconds east of Greenwich.
    private static func zone(_ scanner: inout StructuredScanner) -> Int64? {
        let isWest = scanner.next == UInt8(ascii: "-")
        if scanner.take("+") || scanner.take("-") {
            // RFC 5322 §3.3: the last two digits are minutes, 00 to 59.
            guard let number = digits(&scanner, 4...4), number % 100 < 60 else { return nil }
            let seconds = number / 100 * 3600 + number % 100 * 60
            return isWest ? -seconds : seconds
        }
        let name = letters(&scanner)
        // RFC 5322 §4.3: a letter alone, and names that are not listed, mean an unknown zone.
        return switch name {
        case "": nil
        case "edt": -4 * 3600
        case "est", "cdt": -5 * 3600
        case "cst", "mdt": -6 * 3600
        case "mst", "pdt": -7 * 3600
        case "pst": -8 * 3600
        default: name.utf8.count <= 5 ? 0 : nil
        }
    }

    private static func length(ofMonth month: Int64, _ year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01: the counterpart of `WallTime.civil`, with years that begin in March.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
