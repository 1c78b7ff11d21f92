package import Findings

extension WallTime {
    /// The moment of an RFC 3339 text, of any offset and any number of decimals; nil where it is none.
    ///
    /// Years from 1 to 9999, so that Go's zero time is one too; what is finer than a microsecond is cut off.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        self.init(rfc3339: bytes, in: 0..<bytes.count)
    }

    /// The moment of an RFC 3339 text within these bytes.
    package init?(rfc3339 bytes: [UInt8], in range: Range<Int>) {
        var digits = Reader(bytes, in: range)
        // RFC 3339 §5.6: full-date "T" full-time; either case of T and Z is fine.
        guard let year = digits.number(4), digits.skip("-"), let month = digits.number(2), digits.skip("-"),
            let day = digits.number(2), digits.skip("T") || digits.skip("t"), let hour = digits.number(2),
            digits.skip(":"), let minute = digits.number(2), digits.skip(":"), let second = digits.number(2)
        else { return nil }
        // RFC 3339 §5.7: a leap second is written as 60.
        guard year >= 1, (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day), hour < 24,
            minute < 60, second <= 60
        else { return nil }
        guard let fraction = digits.fraction(), let offset = digits.offset(), digits.isAtEnd else { return nil }
        let seconds = Self.daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset * 60
        self.init(microseconds: seconds * 1_000_000 + fraction)
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`, for years from 1.
    private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Reads a date from the left.
    private struct Reader {
        let bytes: [UInt8]
        let end: Int
        var index: Int

        init(_ bytes: [UInt8], in range: Range<Int>) {
            self.bytes = bytes
            index = range.lowerBound
            end = range.upperBound
        }

        var isAtEnd: Bool { index == end }

        var digit: Int64? {
            guard index < end, (0x30...0x39).contains(bytes[index]) else { return nil }
            return Int64(bytes[index] - 0x30)
        }

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard index < end, bytes[index] == UInt8(ascii: character) else { return false }
            index += 1
            return true
        }

        mutating func number(_ width: Int) -> Int64? {
            var value: Int64 = 0
            for _ in 0..<width {
                guard let digit else { return nil }
                value = value * 10 + digit
                index += 1
            }
            return value
        }

        /// Microseconds of `.123456789`, 0 where there is no point, nil where nothing follows it.
        mutating func fraction() -> Int64? {
            guard skip(".") else { return 0 }
            var value: Int64 = 0
            var weight: Int64 = 100_000
            guard digit != nil else { return nil }
            while let digit {
                value += digit * weight
                weight /= 10
                index += 1
            }
            return value
        }

        /// Minutes east of Greenwich.
        mutating func offset() -> Int64? {
            if skip("Z") || skip("z") { return 0 }
            let sign: Int64 = skip("+") ? 1 : skip("-") ? -1 : 0
            guard sign != 0, let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60
            else { return nil }
            return sign * (hours * 60 + minutes)
        }
    }
}
