import Findings
import Testing

@Suite("Moments in UTC")
struct WallTimeTests {
    @Test(
        "are written as RFC 3339 and as JUnit wants it",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z", "1970-01-01T00:00:00"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000Z", "2000-02-29T00:00:00"),
            (1_795_255_445_123_456, "2026-11-21T10:04:05.123Z", "2026-11-21T10:04:05"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00.000Z", "2100-03-01T00:00:00"),
            (-1, "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59"),
            (-62_135_596_800_000_000, "0001-01-01T00:00:00.000Z", "0001-01-01T00:00:00"),
        ])
    func texts(_ microseconds: Int64, _ full: String, _ short: String) {
        let time = WallTime(microseconds: microseconds)
        #expect(time.description == full)
        #expect(time.withoutZone == short)
    }

    @Test("follow each other")
    func order() {
        #expect(WallTime(microseconds: 1) < WallTime(microseconds: 2))
        #expect(WallTime(microseconds: 0) < WallTime.now())
    }

    @Test("every day of four centuries is the day after the one before")
    func calendar() {
        var expected = (year: Int64(1900), month: Int64(1), day: Int64(1))
        for number in 0..<146_097 {
            let time = WallTime(microseconds: (Int64(number) - 25_567) * 86_400_000_000)
            guard time.civil == expected else {
                Issue.record("\(time.civil) is not \(expected)")
                return
            }
            let isLeap = expected.year % 4 == 0 && (expected.year % 100 != 0 || expected.year % 400 == 0)
            let length: Int64 = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Int(expected.month) - 1]
            expected.day += 1
            if expected.day > length { (expected.month, expected.day) = (expected.month + 1, 1) }
            if expected.month > 12 { (expected.year, expected.month) = (expected.year + 1, 1) }
        }
    }
}
