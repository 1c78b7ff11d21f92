import Alerting
import Support
import Testing

@Suite("logs of any bytes")
struct HostileLogTests {
    private static let lines = [
        "Nov 27 21:25:24 mta postfix/smtp[123]: 4fWxyz3kXQz9rL: to=<ana@slow.example>, orig_to=<b>, "
            + "relay=mx[192.0.2.1]:25, delay=12.5, delays=0.1/0/0.4/12, dsn=4.7.1, status=deferred "
            + "(host mx[192.0.2.1]:25 said: 451-4.7.1 later 451 4.7.1 again (in reply to RCPT TO command))",
        "<22>1 2026-11-27T21:25:24.1Z mta postfix/smtp 123 - [a@1 b=\"\\\"c\"] 0A1B2C3D4E: to=<\"x>, y\"@b.example>, "
            + "relay=none, delay=1, dsn=2.0.0, status=sent (250 2.0.0 Ok)",
        "Nov 27 21:25:24 mta postfix/qmgr[9]: 0A1B2C3D4E: from=<x@example.com>, size=400, nrcpt=2 (queue active)",
        "Nov 27 21:25:24 mta postfix/qmgr[9]: 0A1B2C3D4E: removed",
        "Nov 27 21:25:24 mta postfix/qmgr[9]: 0A1B2C3D4E: from=<>, status=expired, returned to sender",
        #"{"type":"TransientFailure","id":"1","recipient":["a@b"],"queue":"a:b@c","response":{"code":451,"#
            + #""enhanced_code":{"class":4,"subject":7,"detail":1},"content":"x"},"timestamp":2,"created":1}"#,
        #"{"type":"Reception","id":"1","recipient":"a@b","timestamp":2,"created":1e308}"#,
    ]

    @Test("a line with mistakes is read, passed over or not understood, never the end", arguments: [false, true])
    func mutated(_ isKumoMTA: Bool) {
        var log: any DeliveryLog = isKumoMTA ? KumoMTALog() : PostfixLog()
        let moment = Moment.now()
        var events = 0
        for octets in Mutations(of: Self.lines, seed: isKumoMTA ? 71 : 70) {
            if case .events(let found) = log.read(octets, at: moment) {
                events += found.count
                for case .smtpReply(let reply) in found.map(\.kind) { #expect((200...599).contains(reply.code)) }
                #expect(found.allSatisfy { $0.number.map { $0.isFinite && $0 >= 0 } ?? true })
            }
        }
        #expect(events > 0)
        #expect(log.sample(at: moment).allSatisfy { $0.number.map { $0.isFinite && $0 >= 0 } ?? false })
    }

    @Test("a queue without end is remembered as far as the limits say")
    func endlessQueue() {
        var log = PostfixLog()
        let moment = Moment.now()
        for number in 0..<102_000 {
            let line =
                "Nov 27 21:25:24 mta postfix/smtp[1]: \(100_000 + number): to=<a@d\(number).example>, relay=x, "
                + "delay=60, dsn=4.7.1, status=deferred (host x said: 451 4.7.1 later)"
            _ = log.read(Array(line.utf8), at: moment)
        }
        let sample = log.sample(at: moment)
        #expect(sample.count < 6000)
        #expect(sample.last?.number == 100_000)
        #expect(sample.contains { $0.value(of: .recipientDomain) == "(other)" && $0.number == 99_000 })
    }
}
