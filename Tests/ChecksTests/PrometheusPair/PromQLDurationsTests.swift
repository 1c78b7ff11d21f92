import Checks
import Support
import Testing

@Suite("durations that are divided")
struct PromQLDurationsTests {
    @Test(
        "in brackets and behind offset, and nowhere else",
        arguments: [
            ("rate(x[5m]) > 5", "rate(x[15s]) > 5"),
            ("max_over_time(rate(x[5m])[1h:1m])", "max_over_time(rate(x[15s])[180s:3s])"),
            ("x offset 1h30m", "x offset 270s"),
            ("x OFFSET -1h", "x OFFSET -180s"),
            ("x[10s] offset 5m", "x[500ms] offset 15s"),
            ("x[300]", "x[15s]"),
            (#"x{a="[5m]", b='offset 5m', c=`\`}[5m]"#, #"x{a="[5m]", b='offset 5m', c=`\`}[15s]"#),
            (#"x{a="\"[5m]"}[5m]"#, #"x{a="\"[5m]"}[15s]"#),
            ("x # [5m]\n + y[5m]", "x # [5m]\n + y[15s]"),
            ("sum by (offset) (rate5m) > 5", "sum by (offset) (rate5m) > 5"),
            ("time() - x > 300", "time() - x > 300"),
            ("job:rate5m:sum[1m:]", "job:rate5m:sum[3s:]"),
            ("x[1ms]", "x[1ms]"),
            ("x[5m", "x[15s"), ("x]5m[", "x]5m["), ("\"x[5m]", "\"x[5m]"), ("offset", "offset"), ("", ""),
        ])
    func divided(_ query: String, _ expected: String) {
        #expect(PromQLDurations.divided(query, by: 20) == expected)
    }

    @Test("at the speed of 1 nothing changes")
    func same() {
        #expect(PromQLDurations.divided("x[5m]", by: 1) == "x[5m]")
    }

    @Test("whatever a query holds, it comes to an end")
    func anyText() {
        var random = SeededGenerator()
        let parts = [
            "[", "]", "5m", "offset", " ", "\"", "'", "`", "\\", "#", "\n", "é", "99999999999999999999s", "1h1h", ":",
        ]
        for _ in 0..<3000 {
            let count = Int.random(in: 0...20, using: &random)
            let text = (0..<count).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
            _ = PromQLDurations.divided(text, by: 7)
        }
    }

    @Test("durations of Prometheus, and what is none")
    func durations() {
        #expect(PrometheusDuration(scalarText: "1h30m")?.duration == .seconds(5400))
        #expect(PrometheusDuration(scalarText: "1w2d3h4m5s6ms")?.scalarText == "788645006ms")
        #expect(PrometheusDuration(scalarText: "0")?.duration == .zero)
        let wrong = [
            "", "5", "5x", "m", "1.5h", "1m1h", "1m1m", "-5m", "5m ", "999999999999y", "99999999999999999999s",
        ]
        for text in wrong {
            #expect(PrometheusDuration(scalarText: text) == nil, "\(text)")
        }
        #expect(PrometheusDuration(.milliseconds(3)).divided(by: 1000).scalarText == "1ms")
    }

    @Test(
        "the ranges of a query, without resolutions, offsets and what stands in texts",
        arguments: [
            ("rate(x[5m]) / rate(x[1h:30s] offset 7d) > 300", [300, 3600]), ("x > 5", []),
            (#"x{a="[3m]"} # [4m]"#, []), ("avg_over_time(x[90])", [90]), ("a[1m] b]] [2m", [60, 120]),
        ] as [(String, [Int])])
    func ranges(_ query: String, _ seconds: [Int]) {
        #expect(PromQLDurations.ranges(of: query) == seconds.map { Duration.seconds($0) })
    }
}
