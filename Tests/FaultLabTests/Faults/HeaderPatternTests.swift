import FaultLab
import MailMessage
import NIOCore
import Support
import Testing

@Suite("What the header must say")
struct HeaderPatternTests {
    @Test(
        "is a text in which * stands for anything",
        arguments: [
            ("spring", "spring", true), ("spring", "spring sale", false), ("spring*", "spring sale", true),
            ("*sale", "spring sale", true), ("*", "", true), ("", "", true), ("", "x", false),
            ("a*b*c", "a b b c", true), ("a*b*c", "a c b", false), ("**", "x", true), ("*é*", "é", true),
            ("Spring", "spring", false),
        ])
    func matching(text: String, value: String, isMatch: Bool) {
        #expect(HeaderPattern(name: "Subject", text: text).matches(value) == isMatch)
    }

    @Test("and any value is compared in time, whatever it is")
    func hostile() {
        let value = String(repeating: "a", count: HeaderPattern.octetLimit)
        #expect(!HeaderPattern(name: "X", text: "*a*a*a*a*a*b").matches(value))
    }

    @Test("chooses messages at their end, by all fields that are named, and by size")
    func messages() throws {
        #expect(try isStruck([("x-campaign", "spring*"), ("Subject", "Grüße")], size: nil))
        #expect(try !isStruck([("x-campaign", "spring*"), ("Subject", "Grüsse")], size: nil))
        #expect(try !isStruck([("X-Other", "*")], size: nil))
        #expect(try isStruck([], size: 10...1000))
        #expect(try !isStruck([], size: 1000...Int.max))
        #expect(try !isStruck([("X-Campaign", "*")], size: 1000...Int.max))
    }

    @Test("is known at the end of a message alone", arguments: SMTPStage.allCases.filter { $0 != .message })
    func stages(stage: SMTPStage) {
        for target in [
            SMTPFault.Target(header: [HeaderPattern(name: "Subject", text: "*")]), SMTPFault.Target(size: 1...2),
        ] {
            #expect(throws: InvalidFault.self) { try SMTPFault(at: stage, when: target, reply: "451 x") }
        }
    }

    @Test("is told in words")
    func words() throws {
        let target = SMTPFault.Target(
            header: [HeaderPattern(name: "Subject", text: "spring*")], size: 1024...Int.max)
        #expect(
            try SMTPFault(at: .message, when: target, reply: "552 5.3.4 Too big").description
                == "smtp message with Subject: spring* of 1024B and more: 552 5.3.4 Too big")
    }

    private func isStruck(_ header: [(String, String)], size: ClosedRange<Int>?) throws -> Bool {
        let board = FaultBoard(seed: 1)
        let patterns = header.map { HeaderPattern(name: $0.0, text: $0.1) }
        _ = board.arm(
            try SMTPFault(at: .message, when: .init(header: patterns, size: size), reply: "451 x"), lease: .seconds(60))
        var dialogue = Dialogue.greeted(faults: board)
        dialogue.say("MAIL FROM:<>", "RCPT TO:<ana@inbox.example>", "DATA")
        let reply = dialogue.say(
            "X-Campaign: spring", " sale", "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=", "", "X-Other: none", ".")
        return reply.hasPrefix("451")
    }
}
