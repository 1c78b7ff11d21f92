import FaultLab
import Support
import Testing

@Suite("The behaviour of a provider")
struct ProviderBehaviourTests {
    @Test(
        "is told to its client, and strikes as it should",
        arguments: [
            (ProviderBehaviour.greylisting, ["450 4.7.1", "450 4.7.1"]),
            (.outlookLikeAuthentication, ["550 5.7.515", "550 5.7.515"]),
            (.yahooLikeDeferral, ["421 4.7.0"]), (.fullMailbox, ["452 4.2.2", "452 4.2.2"]),
            (.blocklisted, ["554 5.7.1", "554 5.7.1"]),
            (.gmailLikeRateLimit, Array(repeating: "250 2.0.0", count: 20) + ["421 4.7.28"]),
        ])
    func replies(behaviour: ProviderBehaviour, codes: [String]) throws {
        let board = FaultBoard(seed: 1)
        _ = board.arm(try SMTPFault(behaviour), lease: .seconds(60))
        var dialogue = Dialogue.greeted(faults: board)
        for code in codes {
            dialogue.records = []
            dialogue.say("MAIL FROM:<a@b.example>", "RCPT TO:<ana@inbox.example>", "DATA")
            if case .message = behaviour.stage { dialogue.say(".") }
            #expect(dialogue.records.map { "\($0.reply?.description ?? "")".hasPrefix(code) } == [true])
            if !dialogue.isClosed { dialogue.say("RSET") }
        }
        // RFC 5321 §3.8: who says 421 closes.
        #expect(dialogue.isClosed == codes.contains { $0.hasPrefix("421") })
    }

    @Test("has a reply that can be written as a fault's", arguments: ProviderBehaviour.allCases)
    func words(behaviour: ProviderBehaviour) throws {
        #expect(try ServerReply(faultText: behaviour.reply.description) == behaviour.reply)
        #expect(behaviour.reply.octets.count <= SMTPLimits.replyLine)
    }

    @Test("can be for some only, and at another rate")
    func changed() throws {
        let fault = try SMTPFault(
            .fullMailbox, when: .init(recipientDomains: ["full.example"]), cadence: FaultCadence(first: 1))
        #expect(fault.cadence == FaultCadence(first: 1))
        #expect(fault.description == "smtp rcpt full.example: 452 4.2.2 Mailbox full: the recipient is over quota")
        #expect(throws: InvalidFault.self) {
            try SMTPFault(.yahooLikeDeferral, when: .init(recipientDomains: ["a.example"]))
        }
    }
}
