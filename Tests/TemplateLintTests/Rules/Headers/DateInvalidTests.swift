import Findings
import Support
import TemplateLint
import Testing

@Suite struct DateInvalidTests {
    let trial = RuleTrial("headers/date-invalid")

    @Test(
        "what is no date-time is found",
        arguments: [
            "1️⃣Date: 2026-11-21T10:04:05Z\n\n",
            "1️⃣Date: \n\n",
            "1️⃣Date: Sat, 31 Feb 2026 10:04:05 +0000\n\n",
            "1️⃣Date: Sat, 21 Nov 2026 24:04:05 +0000\n\n",
            "1️⃣Date: Sat, 21 Nov 2026 10:04:05\n\n",
            "1️⃣Date: Sat, 21 Nov 2026 10:04:05 +0060\n\n",
            "1️⃣Date: Samstag, 21 Nov 2026 10:04:05 +0000\n\n",
            "1️⃣Date: Fri, 20 Nov 2026 10:04:05 +0000 (\n\n",
        ] as [MarkedText])
    func found(_ message: MarkedText) {
        #expect(trial.message(message.text).places == message.all)
    }

    @Test(
        "current and obsolete forms are read",
        arguments: [
            "Date: Sat, 21 Nov 2026 10:04:05 +0000\n\n",
            "Date: 21 Nov 2026 10:04 -0800\n\n",
            "Date: Sat, 21 Nov 26 10:04:60 EST\n\n",
            "Date: Sat,\n 21 Nov 2026 10:04:05 +0000 (UTC)\n\n",
            "Date: sat , 21 nov 2026 10 : 04 : 05 GMT\n\n",
            "Date: Thu, 29 Feb 2024 00:00:00 Z\n\n",
        ])
    func spared(_ message: String) {
        #expect(trial.message(message).findings.isEmpty)
    }

    @Test("another day of the week is a warning")
    func weekday() {
        let report = trial.message("Date: Sun, 21 Nov 2026 10:04:05 +0000\n\n")
        #expect(report.severities == [.warning])
        #expect(report.labels == ["it is a Sat"])
    }

    @Test(
        "with a clock, old and early dates are warned of",
        arguments: [
            ("Fri, 20 Nov 2026 10:04:04 +0000", true), ("Fri, 20 Nov 2026 10:04:06 +0000", false),
            ("Sat, 21 Nov 2026 14:04:04 +0200", false), ("Sat, 21 Nov 2026 14:04:06 +0200", true),
        ])
    func clock(date: String, isFound: Bool) {
        var settings = LintSettings()
        // 2026-11-21T10:04:05Z, the day itself being 20778 days after 1970.
        settings.now = WallTime(microseconds: (20_778 * 86_400 + 10 * 3600 + 4 * 60 + 5) * 1_000_000)
        let trial = RuleTrial("headers/date-invalid", settings: settings)
        #expect(trial.message("Date: \(date)\n\n").severities == (isFound ? [.warning] : []))
    }
}
