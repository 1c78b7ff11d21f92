import FaultLab
import Support
import Testing

@Suite("What a fault does")
struct SMTPFaultEffectTests {
    private static let refusal = ServerReply(451, "4.7.1", "Later")

    @Test(
        "is refused where it could never be done, at the key that is wrong",
        arguments: [
            (SMTPStage.rcpt, SMTPFaultEffect(), InvalidFault.Field.reply),
            (.rcpt, SMTPFaultEffect(delay: .zero), .delay),
            (.rcpt, SMTPFaultEffect(reply: refusal, drip: .zero), .drip),
            (.rcpt, SMTPFaultEffect(reply: refusal, stalls: true), .stall),
            (.rcpt, SMTPFaultEffect(closes: true, stalls: true), .stall),
            (.rcpt, SMTPFaultEffect(delay: .seconds(1), stalls: true), .stall),
            (.rcpt, SMTPFaultEffect(drip: .seconds(1), closes: true), .drip),
            (.rcpt, SMTPFaultEffect(dropAfter: 10), .drop),
            (.message, SMTPFaultEffect(throttle: 10), .throttle),
            (.data, SMTPFaultEffect(dropAfter: -1), .drop),
            (.data, SMTPFaultEffect(throttle: 0), .throttle),
            (.data, SMTPFaultEffect(reply: refusal, dropAfter: 10), .drop),
            (.data, SMTPFaultEffect(closes: true, throttle: 10), .throttle),
        ])
    func impossible(stage: SMTPStage, effect: SMTPFaultEffect, field: InvalidFault.Field) {
        do {
            _ = try SMTPFault(at: stage, effect: effect)
            Issue.record("it was taken")
        } catch {
            #expect(error.field == field)
            #expect(!error.remedy.isEmpty)
        }
    }

    @Test("is told in words")
    func words() throws {
        let late = SMTPFaultEffect(delay: .seconds(2), reply: Self.refusal, drip: .milliseconds(100), closes: true)
        #expect(
            try SMTPFault(server: "mx", at: .rcpt, effect: late).description
                == "smtp mx rcpt: delay 2.0 seconds, 451 4.7.1 Later, drip every 0.1 seconds, close")
        let slow = SMTPFaultEffect(dropAfter: 10_240, throttle: 2048)
        #expect(
            try SMTPFault(at: .data, effect: slow).description == "smtp data: throttle 2048B/s, drop after 10240B")
    }
}
