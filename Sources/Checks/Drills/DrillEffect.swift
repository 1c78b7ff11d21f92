import FaultLab
import Findings
import Scenarios

/// `reply`, `delay`, `close`, `stall`, `drip`, `drop`, `throttle`, `lose`, `bounce` and `duplicate`: what an SMTP fault does.
struct DrillEffect {
    /// What it does.
    var value: SMTPFaultEffect

    /// The keys that it is made of.
    static let keys = ["reply", "delay", "close", "stall", "drip", "drop", "throttle", "lose", "bounce", "duplicate"]

    init?(_ fields: inout Fields) {
        let reply = fields.optional(
            "reply", Located<String>.self, "What it says: code, enhanced status code and text.")
        let delay = fields.optional("delay", Duration.self, "How long nothing is said before that.")
        let close = fields.optional(
            "close", Bool.self, "Whether the connection is closed: behind the reply, or without a word.")
        let stall = fields.optional(
            "stall", Bool.self, "Whether nothing more is said until the client gives up or the fault ends.")
        let drip = fields.optional(
            "drip", Duration.self, "The time between two octets of the reply, which comes one by one.")
        let drop = fields.optional("drop", Drop.self, "Where in the message the connection is cut; at: data.")
        let throttle = fields.optional(
            "throttle", ByteRate.self, "How fast the message is taken, such as 2KiB/s; at: data.")
        let lose = fields.optional(
            "lose", Bool.self, "Whether the message is accepted and thrown away; at: message.")
        let bounce = fields.optional(
            "bounce", DrillBounce.self, "When the message, which was accepted, is returned to its sender; at: message.")
        let duplicate = fields.optional("duplicate", Int.self, "How many times the message is filed; at: message.")
        guard fields.place != nil else { return nil }
        let given: [(key: String, isRead: Bool)] = [
            ("reply", reply != nil), ("delay", delay != nil), ("close", close != nil), ("stall", stall != nil),
            ("drip", drip != nil), ("drop", drop != nil), ("throttle", throttle != nil), ("lose", lose != nil),
            ("bounce", bounce != nil), ("duplicate", duplicate != nil),
        ]
        guard given.allSatisfy({ $0.isRead || fields.keyPlace($0.key) == nil }) else { return nil }
        value = SMTPFaultEffect(
            delay: delay, drip: drip, closes: close ?? false, stalls: stall ?? false, dropAfter: drop?.octets,
            throttle: throttle?.bytesPerSecond,
            fate: MailFate(isLost: lose ?? false, copies: duplicate ?? 1, bounce: bounce?.bounce))
        guard let reply else { return }
        do throws(InvalidFault) {
            value.reply = try ServerReply(faultText: reply.value)
        } catch {
            fields.report("drill/impossible-fault", error.message, at: reply.place, remedy: error.remedy)
            return nil
        }
    }

    /// `bounce: { after: 2s, reply: "550 5.1.1 No such user" }`.
    private struct DrillBounce: ScenarioMapping {
        var bounce: MailFate.Bounce

        init?(_ fields: inout Fields) {
            let after = fields.required("after", Duration.self, "How long after the message was accepted.")
            let reply = fields.optional(
                "reply", Located<String>.self, "What the last server is told to have said: code, status and text.")
            guard let after else { return nil }
            bounce = MailFate.Bounce(after: after)
            guard let reply else { return }
            do throws(InvalidFault) {
                bounce.diagnosis = try ServerReply(faultText: reply.value)
            } catch {
                fields.report("drill/impossible-fault", error.message, at: reply.place, remedy: error.remedy)
                return nil
            }
        }
    }

    /// `drop: { after: 10KiB }`.
    private struct Drop: ScenarioMapping {
        var octets: Int

        init?(_ fields: inout Fields) {
            let after = fields.required("after", ByteSize.self, "After how many octets of the message.")
            guard let after else { return nil }
            octets = after.bytes
        }
    }
}
