import Findings
import MailMessage
import Support
import Testing

@Suite("MessageDate, read")
struct MessageDateTests {
    private func read(_ text: String) -> MessageDate.Reading? {
        MessageDate.read(Array(text.utf8))
    }

    @Test("what is written is read back, over four centuries")
    func roundTrip() {
        var random = SeededGenerator(seed: 51)
        for _ in 0..<2000 {
            // 1900-01-01 to 2299-12-31.
            let time = WallTime(microseconds: .random(in: -2_208_988_800...10_413_791_999, using: &random) * 1_000_000)
            let reading = read(MessageDate.format(time))
            #expect(reading?.time == time)
            #expect(reading?.hasRightWeekday == true)
        }
    }

    @Test(
        "a zone moves the moment, by digits or by name",
        arguments: [
            ("+0000", 0), ("-0000", 0), ("+0530", -330), ("-0330", 210), ("GMT", 0), ("EST", 300), ("PDT", 420),
            ("Z", 0),
            ("CEST", 0),
        ])
    func zones(zone: String, minutes: Int64) throws {
        let utc = try #require(read("21 Nov 2026 10:04:05 +0000")).time
        let reading = try #require(read("21 Nov 2026 10:04:05 \(zone)"))
        #expect(reading.time.microseconds - utc.microseconds == minutes * 60_000_000)
    }

    @Test(
        "years of two and three digits are of the century that they mean",
        arguments: [("26", "2026"), ("49", "2049"), ("50", "1950"), ("99", "1999"), ("126", "2026")])
    func years(short: String, full: String) {
        #expect(read("21 Nov \(short) 10:04 GMT")?.time == read("21 Nov \(full) 10:04 GMT")?.time)
    }

    @Test(
        "days, hours and zones that there are not make no date",
        arguments: [
            "29 Feb 2026 10:04 GMT", "0 Nov 2026 10:04 GMT", "31 Nov 2026 10:04 GMT", "21 Nov 2026 10:60 GMT",
            "21 Nov 2026 10:04:61 GMT", "21 Nov 1899 10:04 GMT", "21 Nov 2026 10:04 +01", "21 Nov 2026 10:04 + 0100",
            "21 Nov 2026 10:04 GMT x", "Sat 21 Nov 2026 10:04 GMT", "21 November 2026 10:04 GMT",
            "21 Nov 99999999999999999999 10:04 GMT", "Sat, ", ",", "(",
        ])
    func invalid(_ text: String) {
        #expect(read(text) == nil)
    }

    @Test("mistakes in a date are a date or none")
    func mutations() {
        for octets in Mutations(of: ["Sat, 21 Nov 2026 10:04:05 +0000 (UTC)", "1 Jan 00 0:0 Z"], seed: 52) {
            guard let reading = MessageDate.read(octets) else { continue }
            #expect(MessageDate.read(Array(MessageDate.format(reading.time).utf8))?.time == reading.time)
        }
    }
}
