import Alerting
import Findings
import Support
import Testing

@Suite("RFC 3339 times")
struct RFC3339Tests {
    @Test(
        "are read with any offset and fraction",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.000001z", 1), ("1970-01-01t01:30:00+01:30", 0),
            ("2026-01-01T00:00:00.123456789Z", 1_767_225_600_123_456), ("1969-12-31T23:59:59-00:00", -1_000_000),
            ("2000-02-29T23:59:60Z", 951_868_800_000_000), ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
            ("9999-12-31T23:59:59Z", 253_402_300_799_000_000),
        ] as [(String, Int64)])
    func valid(_ text: String, _ microseconds: Int64) {
        #expect(WallTime(rfc3339: text)?.microseconds == microseconds)
    }

    @Test(
        "are refused where they are none",
        arguments: [
            "", "2026-01-01", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z",
            "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:61Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00Zx", "0000-01-01T00:00:00Z",
            "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+1:00", "2026-01-32T00:00:00Z", "+026-01-01T00:00:00Z",
        ])
    func invalid(_ text: String) {
        #expect(WallTime(rfc3339: text) == nil)
    }

    @Test("what is written is read back")
    func roundTrip() {
        var random = SeededGenerator()
        for _ in 0..<1000 {
            let time = WallTime(
                microseconds: .random(in: -10_000_000_000_000...10_000_000_000_000, using: &random) * 1000)
            #expect(WallTime(rfc3339: time.description) == time)
        }
    }
}
