import Alerting
import Testing

@Suite("a notification by mail")
struct AlertMailTests {
    let time = Timeline()

    private func alert(_ labels: LabelSet, _ annotations: [String: String] = [:]) -> Alert {
        Alert(labels: labels, annotations: annotations, startsAt: time.origin.wallTime)
    }

    private func written(_ alerts: [Alert], _ state: AlertState, at milliseconds: Int = 0) -> AlertMail? {
        AlertMail(
            alerts.map { AlertTransition($0, state, at: time.at(milliseconds)) }, receiver: "oncall",
            domain: "example.com")
    }

    private let stuck = LabelSet(["alertname": "QueueStuck", "pool": "a", "severity": "critical"])

    @Test("it says what fires in the subject, and where to read on before everything else")
    func words() throws {
        let summary = ["summary": "1,200 mails wait", "runbook_url": "https://runbooks.example/queue", "owner": "mail"]
        let mail = try #require(written([alert(stuck, summary)], .firing))
        #expect(mail.subject == "[FIRING] QueueStuck: 1,200 mails wait")
        #expect(
            mail.text == """
                FIRING  QueueStuck
                1,200 mails wait

                runbook: https://runbooks.example/queue

                since: 2026-01-01T00:00:00.000Z
                pool: a
                severity: critical
                owner: mail

                You are told as oncall, by mailproof.

                """)
    }

    @Test("the same alert has the same Message-ID in the same state, whenever it is told")
    func identity() throws {
        let first = try #require(written([alert(stuck)], .firing))
        #expect(written([alert(stuck)], .firing, at: 900)?.messageID == first.messageID)
        #expect(first.messageID.hasSuffix(".firing.oncall@example.com"))
        #expect(first.answers == nil)
        let end = try #require(written([alert(stuck)], .resolved, at: 900))
        #expect(end.messageID != first.messageID)
        #expect(end.answers == first.messageID)
    }

    @Test("an alert that fires anew, and one with other labels, is another mail")
    func others() throws {
        let first = try #require(written([alert(stuck)], .firing))
        var later = alert(stuck)
        later.startsAt = time.at(60_000).wallTime
        #expect(written([later], .firing)?.messageID != first.messageID)
        #expect(written([alert(["alertname": "QueueStuck", "pool": "b"])], .firing)?.messageID != first.messageID)
    }

    @Test("a group is one mail, whose identity is that of all its alerts")
    func groups() throws {
        let other = alert(["alertname": "QueueStuck", "pool": "b"])
        let group = try #require(written([alert(stuck), other], .firing))
        #expect(group.subject.hasPrefix("[FIRING:2] QueueStuck: "))
        #expect(group.text.contains("pool: a\n") && group.text.contains("pool: b\n"))
        #expect(written([alert(stuck), other], .firing)?.messageID == group.messageID)
        #expect(written([alert(stuck)], .firing)?.messageID != group.messageID)
    }

    @Test("nothing that a stranger's server says begins a line or a field of its own")
    func hostile() throws {
        let label = "a\r\nBcc: eve@example.org\u{2028}\u{0}\u{1B}[2J" + String(repeating: "x", count: 100_000)
        let mail = try #require(written([alert(["alertname": "X\r\nBcc: eve@example.org", "pool": label])], .firing))
        #expect(!mail.subject.unicodeScalars.contains { $0.properties.generalCategory == .control })
        #expect(mail.subject.unicodeScalars.count <= 150)
        #expect(!mail.text.contains("\nBcc") && !mail.text.contains("\r") && !mail.text.contains("\u{2028}"))
        #expect(mail.text.utf8.count < 5000)
    }

    @Test("of very many alerts some are shown, and the others are counted")
    func bounded() throws {
        let alerts = (0..<1000).map { alert(["alertname": "X", "pool": "\($0)"]) }
        let mail = try #require(written(alerts, .firing))
        #expect(mail.text.contains("and 950 more\n"))
        #expect(mail.text.utf8.count < 10_000)
    }
}
