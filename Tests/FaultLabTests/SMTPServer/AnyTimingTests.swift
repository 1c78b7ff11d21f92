import FaultLab
import Findings
import Support
import Testing

@Suite("Any order of octets, time and faults")
struct AnyTimingTests {
    /// What a fault may do at a stage.
    private static func effects(at stage: SMTPStage) -> [SMTPFaultEffect] {
        let refusal = ServerReply(451, "4.7.1", "Later")
        let away = ServerReply(421, "4.3.2", "Going away")
        let always = [
            SMTPFaultEffect(delay: .seconds(1)), SMTPFaultEffect(reply: refusal), SMTPFaultEffect(reply: away),
            SMTPFaultEffect(delay: .seconds(1), reply: away, drip: .seconds(1)),
            SMTPFaultEffect(reply: refusal, closes: true), SMTPFaultEffect(closes: true), SMTPFaultEffect(stalls: true),
            SMTPFaultEffect(drip: .seconds(1)),
        ]
        guard stage == .data else { return always }
        return always + [
            SMTPFaultEffect(dropAfter: 3), SMTPFaultEffect(throttle: 10),
            SMTPFaultEffect(delay: .seconds(1), drip: .seconds(1), dropAfter: 9, throttle: 3),
        ]
    }

    private static let lines = [
        "EHLO c.example", "MAIL FROM:<a@b.example>", "RCPT TO:<ana@inbox.example>", "DATA", "x", ".", "RSET", "NOOP",
        "BDAT 7",
        "BDAT 3 LAST\r\nx", "AUTH PLAIN AGFuYQBzZWNyZXQ=", "AUTH LOGIN", "YW5h",
    ]

    @Test("leaves each recipient with one record, and no word behind the end", arguments: 0..<8)
    func anything(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            let board = FaultBoard(seed: seed)
            for stage in SMTPStage.allCases {
                let effect = try #require(Self.effects(at: stage).randomElement(using: &random))
                let fault = try SMTPFault(at: stage, effect: effect, cadence: .init(chance: 0.3))
                _ = board.arm(fault, lease: .seconds(3600))
            }
            var dialogue = Dialogue(
                login: Bool.random(using: &random)
                    ? LoginOffer(accounts: [.init(user: "ana", password: "secret")], allowsClearText: true) : nil,
                faults: board)
            dialogue.open()
            for step in 0..<80 {
                let wasOver = dialogue.isClosed || dialogue.isCut
                let said = act(&dialogue, step: step, &random)
                if wasOver { #expect(said == "") }
            }
            dialogue.take(dialogue.session.disappear(at: .now()))
            // Every message that was taken was answered for its one recipient, and no other was answered with 250.
            let accepted = dialogue.records.filter { $0.reply?.code == 250 }
            #expect(accepted.count == dialogue.messages.count)
            #expect(dialogue.records.allSatisfy { $0.reply != nil || $0.fault != nil })
        }
    }

    /// Something that a client or the time does; what is said to it.
    private func act(_ dialogue: inout Dialogue, step: Int, _ random: inout SeededGenerator) -> String {
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1: return dialogue.take(dialogue.session.resume(at: .now()))
        case 2: return dialogue.take(dialogue.session.allow(.milliseconds(500), at: .now()))
        case 3: return dialogue.take(dialogue.session.hurry(at: .now()))
        case 4 where step > 60: return dialogue.take(dialogue.session.stop(at: .now()))
        case 5 where step > 70: return dialogue.take(dialogue.session.timeOut(at: .now()))
        default:
            // Mostly the commands in their order, so that messages are taken too.
            let line = Bool.random(using: &random) ? Self.lines[step % 6] : Self.lines.randomElement(using: &random)
            return dialogue.say(line ?? "NOOP")
        }
    }
}
