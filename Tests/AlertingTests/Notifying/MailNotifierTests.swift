import Alerting
import MailMessage
import MailTransport
import Support
import Testing

@Suite(
    "a notifier by mail",
    .enabled(if: Program.isExpected("smtp-sink"), "smtp-sink is not installed: apt-get install postfix"),
    .timeLimit(.minutes(10)))
struct MailNotifierTests {
    let time = Timeline()
    /// Tries for as long as a busy machine may take to start a server.
    let patient = RetrySchedule(attempts: 3000, firstDelay: .milliseconds(20), longestDelay: .milliseconds(20))
    let quick = RetrySchedule(attempts: 3, firstDelay: .milliseconds(1), longestDelay: .milliseconds(1))

    private func sink(_ options: [String] = [], port: UInt16? = nil) throws -> SMTPSink {
        try SMTPSink(#require(Program("smtp-sink")), port: port ?? SMTPSink.freePort(), options: options)
    }

    private func notifier(
        _ port: UInt16, to: [String] = ["ana@example.org"], retry: RetrySchedule
    ) throws -> MailNotifier {
        let endpoint = SMTPEndpoint(host: "127.0.0.1", port: Int(port))
        return MailNotifier(
            receiver: "oncall",
            destination: .init(
                endpoint: endpoint, options: SMTPOptions(), from: try mailbox("Alerts <alerts@example.com>"),
                to: try to.map(mailbox)),
            retry: retry)
    }

    private func mailbox(_ text: String) throws -> Mailbox { try #require(Mailbox(text)) }

    @Test("each change is a mail of its own, a resolution answers the firing")
    func told() async throws {
        let sink = try sink()
        try await sink.waitUntilReady()
        let notifier = try notifier(sink.port, to: ["ana@example.org", "ben@example.org"], retry: quick)
        notifier.notify(.of(["alertname": "QueueStuck"], .firing, at: time.origin))
        notifier.notify(.of(["alertname": "QueueStuck"], .pending, at: time.origin))
        var end = AlertTransition.of(["alertname": "QueueStuck"], .resolved, at: time.origin)
        end.moment = time.at(900)
        notifier.notify(end)
        await notifier.stop(within: .seconds(300))
        let messages = try sink.messages()
        await sink.stop()
        #expect(notifier.failures.isEmpty)
        #expect(messages.count == 2)
        let firing = try #require(messages.first { $0.contains("\nSubject: [FIRING] QueueStuck: QueueStuck\n") })
        let resolved = try #require(messages.first { $0.contains("\nSubject: [RESOLVED] QueueStuck: QueueStuck\n") })
        for line in [
            "X-Mail-Args: <alerts@example.com>", "X-Rcpt-Args: <ana@example.org>", "X-Rcpt-Args: <ben@example.org>",
            "From: Alerts <alerts@example.com>", "To: ana@example.org, ben@example.org",
            "Auto-Submitted: auto-generated",
        ] {
            #expect(firing.contains("\(line)\n"), "\(firing)")
        }
        #expect(field("In-Reply-To", of: resolved) == field("Message-ID", of: firing))
        #expect(field("Message-ID", of: firing)?.hasSuffix(".firing.oncall@example.com>") == true, "\(firing)")
    }

    @Test("a mail waits for a server that is away, and comes once")
    func away() async throws {
        let port = try SMTPSink.freePort()
        let notifier = try notifier(port, retry: patient)
        notifier.notify(.of(["alertname": "X"], .firing, at: time.origin))
        let sink = try sink(port: port)
        await notifier.stop(within: .seconds(300))
        let messages = try sink.messages()
        await sink.stop()
        #expect(notifier.failures.isEmpty)
        #expect(messages.count == 1)
    }

    @Test("what is deferred is tried again as the same message, and given up in the end")
    func deferred() async throws {
        let sink = try sink(["-r", "."])
        try await sink.waitUntilReady()
        let notifier = try notifier(sink.port, retry: quick)
        notifier.notify(.of(["alertname": "X"], .firing, at: time.origin))
        await notifier.stop(within: .seconds(300))
        let messages = try sink.messages()
        await sink.stop()
        #expect(messages.count == 3)
        #expect(Set(messages.compactMap { field("Message-ID", of: $0) }).count == 1)
        #expect(notifier.failures.map(\.attempts) == [3])
        #expect(notifier.failures.first?.reason.contains("ana@example.org: 450") == true, "\(notifier.failures)")
    }

    @Test("what is refused for good is not repeated, and the next is told all the same")
    func refused() async throws {
        let sink = try sink(["-f", "rcpt"])
        try await sink.waitUntilReady()
        let notifier = try notifier(sink.port, retry: quick)
        notifier.notify(.of(["alertname": "X"], .firing, at: time.origin))
        notifier.notify(.of(["alertname": "Y"], .firing, at: time.origin))
        await notifier.stop(within: .seconds(300))
        await sink.stop()
        #expect(notifier.failures.map(\.attempts) == [1, 1])
        #expect(notifier.failures.allSatisfy { $0.reason.contains("500") }, "\(notifier.failures)")
    }

    @Test("stopping waits no longer than it was told")
    func bounded() async throws {
        let hour = RetrySchedule(attempts: 1000, firstDelay: .seconds(3600), longestDelay: .seconds(3600))
        let notifier = try notifier(SMTPSink.freePort(), retry: hour)
        notifier.notify(.of(["alertname": "X"], .firing, at: time.origin))
        await notifier.stop(within: .milliseconds(1))
        #expect(notifier.failures.count == 1)
    }

    private func field(_ name: String, of message: String) -> String? {
        message.split(separator: "\n").first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
    }
}
