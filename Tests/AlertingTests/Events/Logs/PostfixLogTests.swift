import Alerting
import Testing

@Suite("Postfix's log")
struct PostfixLogTests {
    private static let said =
        "host mx.slow.example[192.0.2.1]:25 said: 451 4.7.1 Greylisted, try again later "
        + "(in reply to RCPT TO command)"
    private static let deferred =
        "4fWxyz3kXQz9rL: to=<ana@Slow.example>, relay=mx.slow.example[192.0.2.1]:25, "
        + "delay=12.5, delays=0.1/0/0.4/12, dsn=4.7.1, status=deferred (\(said))"

    private let time = Timeline()

    private func read(_ log: inout PostfixLog, _ line: String, at milliseconds: Int = 0) -> [DeliveryEvent] {
        guard case .events(let events) = log.read(Array(line.utf8), at: time.at(milliseconds)) else {
            Issue.record("not understood: \(line)")
            return []
        }
        return events
    }

    private func reply(_ message: String, program: String = "postfix/smtp") -> DeliveryEvent.Reply? {
        var log = PostfixLog()
        let replies = read(&log, "Nov 27 21:25:24 mta \(program)[123]: \(message)").compactMap { event in
            if case .smtpReply(let reply) = event.kind { reply } else { nil }
        }
        return replies.first
    }

    private func length(_ log: inout PostfixLog, of domain: String, at milliseconds: Int = 0) -> Double? {
        log.sample(at: time.at(milliseconds)).first {
            $0.eventKind == .queueLength && $0.value(of: .recipientDomain) == domain
        }?.number
    }

    @Test(
        "a line is read in every form of syslog",
        arguments: [
            "Nov 27 21:25:24 mta postfix/smtp[123]: ",
            "Nov  7 21:25:24 mta postfix/smtp[123]: ",
            "<22>Nov 27 21:25:24 mta postfix/smtp[123]: ",
            "2026-11-27T21:25:24.123456+00:00 mta postfix/smtp[123]: ",
            "Nov 27 21:25:24 mta out/relay/smtp[123]: ",
            "<22>1 2026-11-27T21:25:24.123456Z mta postfix/smtp 123 - - ",
            "<22>1 - - postfix/smtp - - - ",
            "<22>1 2026-11-27T21:25:24Z mta postfix/smtp 123 ID7 [a@1 b=\"c\\\"] d\"][e@1] ",
            "<22>1 2026-11-27T21:25:24Z mta postfix/smtp 123 - - \u{FEFF}",
        ])
    func forms(_ header: String) throws {
        var log = PostfixLog()
        let event = try #require(read(&log, header + Self.deferred).first)
        #expect(
            event.kind
                == .smtpReply(
                    .init(code: 451, enhanced: "4.7.1", reason: "greylist", recipientDomain: "slow.example")))
        #expect(event.observer == .log)
        #expect(event.moment == time.at(0))
    }

    @Test("what was taken, refused or put off is the server's reply")
    func outcomes() {
        let tried =
            "0A1B2C3D4E: to=<a@b.example>, orig_to=<x>, relay=mx[192.0.2.1]:25, conn_use=2, delay=1, delays=1/0/0/0"
        #expect(
            reply("\(tried), dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 7F)")
                == .init(code: 250, enhanced: "2.0.0", recipientDomain: "b.example"))
        #expect(
            reply(
                "\(tried), dsn=5.1.1, status=bounced (host mx[192.0.2.1] said: 550-5.1.1 No such user 550 5.1.1 here "
                    + "(in reply to RCPT TO command))")
                == .init(code: 550, enhanced: "5.1.1", reason: "invalid-mailbox", recipientDomain: "b.example"))
        #expect(
            reply(
                "\(tried), dsn=4.7.0, status=deferred (host mx[192.0.2.1] refused to talk to me: 421 4.7.0 busy)",
                program: "postfix/lmtp")?.code == 421)
    }

    @Test("where no server spoke, what became of the mail does")
    func withoutReply() {
        let nobody = "0A1B2C3D4E: to=<a@b.example>, relay=none, delay=1, delays=1/0/0/0"
        let refused = reply(
            "\(nobody), dsn=4.4.1, status=deferred (connect to mx[192.0.2.1]:25: Connection refused)")
        #expect(refused?.code == 451)
        #expect(refused?.enhanced == "4.4.1")
        let suspended = reply(
            "\(nobody), dsn=4.4.1, status=deferred (delivery temporarily suspended: connect to mx[192.0.2.1]:25: "
                + "Connection refused)", program: "postfix/error")
        #expect(suspended?.code == 451)
        let bounced = reply("\(nobody), dsn=5.4.4, status=bounced (Host or domain name not found)")
        #expect(bounced?.code == 550)
        #expect(bounced?.enhanced == "5.4.4")
    }

    @Test("other lines tell of nothing")
    func others() {
        var log = PostfixLog()
        for line in [
            "", "x", "Nov 27 21:25:24 mta sshd[1]: 0A1B2C3D4E: to=<a@b>, status=sent (250 ok)",
            "Nov 27 21:25:24 mta postfix/smtpd[1]: NOQUEUE: reject: RCPT from x: 554 5.7.1",
            "Nov 27 21:25:24 mta postfix/smtp[1]: Untrusted TLS connection established to mx[192.0.2.1]:25: TLSv1.3",
            "Nov 27 21:25:24 mta postfix/bounce[1]: 0A1B2C3D4E: sender non-delivery notification: 1B2C3D4E5F",
            "Nov 27 21:25:24 mta postfix/smtp[1]: 0A1B2C3D4E: to=<a@b>, relay=x, delay=1, dsn=2.1.5, status=deliverable (250)",
        ] {
            #expect(read(&log, line).isEmpty, "\(line)")
        }
        #expect(log.sample(at: time.at(0)).isEmpty)
    }

    @Test("a delivery that lacks what it must have is not understood")
    func broken() {
        var log = PostfixLog()
        for rest in ["to=<a@b", "to=<a@b>, relay=x", "to=<a@b>, delay=x, status=sent (x)", "to=<a@b>, status=sent (x)"]
        {
            let line = "Nov 27 21:25:24 mta postfix/smtp[1]: 0A1B2C3D4E: \(rest)"
            guard case .problem = log.read(Array(line.utf8), at: time.at(0)) else {
                Issue.record("understood: \(line)")
                continue
            }
        }
    }

    @Test("the queue is as long as what was put off and not removed, for each domain and as a whole")
    func queueLength() {
        var log = PostfixLog()
        let manager = "Nov 27 21:25:24 mta postfix/qmgr[9]: "
        _ = read(&log, manager + "0A1B2C3D4E: from=<x@example.com>, size=400, nrcpt=2 (queue active)")
        #expect(length(&log, of: "") == 1)
        #expect(length(&log, of: "slow.example") == nil)
        for recipient in ["a", "b", "a"] {
            _ = read(
                &log,
                "Nov 27 21:25:24 mta postfix/smtp[1]: 0A1B2C3D4E: to=<\(recipient)@slow.example>, relay=x, delay=60, "
                    + "dsn=4.7.1, status=deferred (host x said: 451 4.7.1 later)")
        }
        _ = read(&log, "Nov 27 21:25:24 mta postfix/smtp[1]: " + Self.deferred)
        #expect(length(&log, of: "slow.example") == 2)
        #expect(length(&log, of: "") == 2)
        _ = read(
            &log,
            "Nov 27 21:25:24 mta postfix/smtp[1]: 0A1B2C3D4E: to=<a@slow.example>, relay=x, delay=61, dsn=2.0.0, "
                + "status=sent (250 ok)")
        #expect(length(&log, of: "slow.example") == 2)
        _ = read(&log, manager + "0A1B2C3D4E: removed")
        _ = read(&log, manager + "4fWxyz3kXQz9rL: removed")
        #expect(length(&log, of: "slow.example") == 0)
        #expect(length(&log, of: "") == 0)
    }

    @Test("a mail ages from when Postfix took it, whenever its log was opened")
    func queueAge() {
        var log = PostfixLog()
        _ = read(&log, "Nov 27 21:25:24 mta postfix/smtp[1]: " + Self.deferred)
        let ages = log.sample(at: time.at(2000)).filter { $0.eventKind == .queueAge }
        #expect(ages.compactMap(\.number) == [14.5])
        #expect(ages.first?.value(of: .recipientDomain) == "slow.example")
    }

    @Test("a mail that is given up is refused for each domain that it waited for")
    func expired() {
        var log = PostfixLog()
        _ = read(&log, "Nov 27 21:25:24 mta postfix/smtp[1]: " + Self.deferred)
        let events = read(
            &log,
            "Nov 27 21:25:24 mta postfix/qmgr[9]: 4fWxyz3kXQz9rL: from=<x@example.com>, status=expired, "
                + "returned to sender", at: 1000)
        #expect(events.map(\.eventKind) == [.smtpReplies, .deliveryTime])
        #expect(events.first?.value(of: .class) == "5xx")
        #expect(events.first?.value(of: .enhanced) == "5.4.7")
        #expect(events.first?.value(of: .recipientDomain) == "slow.example")
        #expect(events.last?.number == 13.5)
        #expect(length(&log, of: "slow.example") == 0)
    }
}
