import Scenarios
import Testing

@Suite("Scalar values")
struct ScalarTests {
    @Test(
        "durations carry a unit",
        arguments: [
            ("250ms", Duration.milliseconds(250)), ("2s", .seconds(2)), ("1.5s", .milliseconds(1500)),
            ("2m", .seconds(120)),
            ("1h", .seconds(3600)), ("0s", .zero), ("2d", .seconds(172_800)), ("10us", .microseconds(10)),
        ])
    func durations(_ text: String, _ value: Duration) {
        #expect(Duration(scalarText: text) == value)
    }

    @Test(
        "what is no duration",
        arguments: [
            "10", "s", "", "-1s", "1 s", "1.s", ".5s", "01s", "1S", "1e3s", "9999999999999999s", "0.1us5", "1ns",
            "999999999999999h",
        ])
    func noDurations(_ text: String) {
        #expect(Duration(scalarText: text) == nil)
    }

    @Test(
        "a wrong duration says what to write",
        arguments: [
            ("10", "add its unit: 10s for seconds, 10ms for milliseconds"), ("2 min", "write 2m"),
            ("3 seconds", "write 3s"),
            ("5M", "write 5m"), ("soon", nil),
        ])
    func durationRemedies(_ text: String, _ remedy: String?) {
        #expect(Duration.remedy(forText: text) == remedy)
    }

    @Test(
        "durations are written in the largest unit without a fraction",
        arguments: [
            (Duration.seconds(90), "90s"), (.seconds(120), "2m"), (.milliseconds(250), "250ms"), (.zero, "0s"),
            (.seconds(7200), "2h"), (.nanoseconds(1), "1ns"),
        ])
    func durationTexts(_ value: Duration, _ text: String) {
        #expect(value.scalarText == text)
    }

    @Test(
        "sizes",
        arguments: [("512B", 512), ("102KiB", 104_448), ("1.5MiB", 1_572_864), ("10MB", 10_000_000), ("0B", 0)])
    func sizes(_ text: String, _ bytes: Int) {
        #expect(ByteSize(scalarText: text)?.bytes == bytes)
    }

    @Test("what is no size", arguments: ["512", "1kb", "-1B", "0.3B", "99999999999GiB", "KiB"])
    func noSizes(_ text: String) {
        #expect(ByteSize(scalarText: text) == nil)
    }

    @Test("shares", arguments: [("95%", 0.95), ("99.9%", 0.999), ("0%", 0), ("100%", 1)])
    func shares(_ text: String, _ fraction: Double) throws {
        let share = try #require(Percent(scalarText: text))
        #expect(abs(share.fraction - fraction) < 1e-12)
        #expect(share.description == text)
    }

    @Test(
        "what is no share, and what to write",
        arguments: [
            ("95", "add the percent sign: 95%"), ("0.95", "write it with a percent sign: 95%"),
            ("120%", "write a share from 0% to 100%"),
            ("-1%", nil),
        ])
    func noShares(_ text: String, _ remedy: String?) {
        #expect(Percent(scalarText: text) == nil)
        #expect(Percent.remedy(forText: text) == remedy)
    }

    @Test("whole numbers are decimal", arguments: [("0", 0), ("-3", -3), ("1000000", 1_000_000)])
    func integers(_ text: String, _ value: Int) {
        #expect(Int(scalarText: text) == value)
    }

    @Test(
        "what is no whole number",
        arguments: ["010", "0x10", "1_000", "1.0", "1e3", "+1", "", "-", "1:30", "99999999999999999999"])
    func noIntegers(_ text: String) {
        #expect(Int(scalarText: text) == nil)
    }

    @Test("numbers", arguments: [("0.5", 0.5), ("-3", -3.0), ("4.0", 4.0)])
    func numbers(_ text: String, _ value: Double) {
        #expect(Double(scalarText: text) == value)
    }

    @Test("what is no number", arguments: ["nan", "inf", "1e400", ".5", "5.", "0x1p3"])
    func noNumbers(_ text: String) {
        #expect(Double(scalarText: text) == nil)
    }

    @Test("true and false alone are booleans", arguments: ["yes", "no", "on", "off", "True", "y", "1"])
    func noBooleans(_ text: String) {
        #expect(Bool(scalarText: text) == nil)
        #expect(Bool.remedy(forText: text)?.hasPrefix("write ") == true)
    }
}
