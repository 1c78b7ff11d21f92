import DNS
import FaultLab
import MailMessage
import Support
import Testing

@Suite("A fault")
struct FaultTests {
    @Test(
        "speaks at its stage, and each recipient is recorded there",
        arguments: [
            (SMTPStage.connect, "connect - 451"), (.ehlo, "ehlo - 451"), (.mail, "mail - 451"),
            (.rcpt, "rcpt ana@inbox.example 451"), (.data, "data ana@inbox.example 451"),
            (.message, "message ana@inbox.example 451"),
        ])
    func stages(stage: SMTPStage, record: String) throws {
        let board = FaultBoard(seed: 1)
        let fault = try SMTPFault(server: "mx", at: stage, reply: "451 4.7.1 Try again later")
        let armed = board.arm(fault, lease: .seconds(60))
        var dialogue = Dialogue(faults: board)
        var replies = dialogue.open()
        for line in ["EHLO c.example", "MAIL FROM:<a@b.example>", "RCPT TO:<ana@inbox.example>", "DATA", ".", "QUIT"] {
            replies += "\n" + dialogue.say(line)
        }
        #expect(replies.contains("451 4.7.1 Try again later"))
        #expect(replies.hasSuffix("221 2.0.0 mx.lab.invalid closes"))
        #expect(dialogue.recordTexts == [record])
        #expect(dialogue.records.first?.fault == armed.id)
        #expect(dialogue.messages.isEmpty)
        #expect(armed.hits.total == 1)
        #expect(armed.hits.bySubject == (stage.knowsRecipients ? ["inbox.example": 1] : [:]))
    }

    @Test("with 421 closes the connection, and a greeting that refuses leaves QUIT alone")
    func closing() throws {
        let board = FaultBoard(seed: 1)
        let away = board.arm(try SMTPFault(at: .rcpt, reply: "421 4.3.2 Going away"), lease: .seconds(60))
        var dialogue = Dialogue.greeted(faults: board)
        #expect(dialogue.say("MAIL FROM:<>", "RCPT TO:<a@inbox.example>", "NOOP").hasSuffix("421 4.3.2 Going away"))
        #expect(dialogue.isClosed)
        away.disarm()
        _ = board.arm(try SMTPFault(at: .connect, reply: "554 No service"), lease: .seconds(60))
        var refused = Dialogue(faults: board)
        #expect(refused.open() == "554 No service")
        #expect(refused.say("EHLO c.example").hasPrefix("503 5.5.1 "))
        #expect(refused.say("QUIT").hasPrefix("221 "))
    }

    @Test("strikes the recipients, senders and clients that it names, and no others")
    func targets() throws {
        let slow = SMTPFault.Target(recipientDomains: ["Slow.example"])
        #expect(try strikes(slow, recipient: "a@SLOW.example"))
        #expect(try !strikes(slow, recipient: "a@fast.example"))
        let ana = SMTPFault.Target(recipients: [try Address("Ana@fast.example")])
        #expect(try strikes(ana, recipient: "ana@FAST.example"))
        #expect(try !strikes(ana, recipient: "bob@fast.example"))
        let sender = SMTPFault.Target(senders: [try Address("news@example.com")])
        #expect(try strikes(sender, recipient: "a@fast.example", sender: "news@example.com"))
        #expect(try !strikes(sender, recipient: "a@fast.example", sender: "other@example.com"))
        #expect(try !strikes(sender, recipient: "a@fast.example", sender: nil))
        let client = SMTPFault.Target(
            recipientDomains: ["slow.example"], clients: [ClientNetwork(address("192.0.2.10"))])
        #expect(try strikes(client, recipient: "a@slow.example"))
        #expect(try !strikes(client, recipient: "a@slow.example", client: "192.0.2.11"))
    }

    @Test("at the end of a message strikes all of its recipients if it is meant for one")
    func wholeMessage() throws {
        let board = FaultBoard(seed: 1)
        let fault = try SMTPFault(
            at: .message, when: .init(recipientDomains: ["slow.example"]), reply: "451 4.7.1 Later")
        let armed = board.arm(fault, lease: .seconds(60))
        var dialogue = Dialogue.greeted(domains: nil, faults: board)
        dialogue.say("MAIL FROM:<>", "RCPT TO:<a@slow.example>", "RCPT TO:<b@fast.example>", "DATA")
        #expect(dialogue.say("x", ".") == "451 4.7.1 Later")
        #expect(dialogue.recordTexts == ["message a@slow.example 451", "message b@fast.example 451"])
        #expect(armed.hits.bySubject == ["slow.example": 1, "fast.example": 1])
        dialogue.say("MAIL FROM:<>", "RCPT TO:<b@fast.example>", "DATA")
        #expect(dialogue.say("x", ".") == "250 2.0.0 OK")
    }

    @Test("that strikes first wins; one that is spent leaves the attempt to the next")
    func order() throws {
        let board = FaultBoard(seed: 1)
        let first = board.arm(
            try SMTPFault(at: .rcpt, reply: "450 4.2.1 First", cadence: .init(first: 2)), lease: .seconds(60))
        let second = board.arm(try SMTPFault(at: .rcpt, reply: "451 4.7.1 Second"), lease: .seconds(60))
        let codes = try (0..<4).map { _ in try reply(board)?.effect.reply?.code }
        #expect(codes == [450, 450, 451, 451])
        #expect(first.hits.total == 2)
        #expect(first.hits.matches == 4)
        #expect(second.hits.total == 2)
    }

    @Test("strikes every n-th match")
    func every() throws {
        let board = FaultBoard(seed: 1)
        _ = board.arm(try SMTPFault(at: .rcpt, reply: "451 x", cadence: .init(every: 3)), lease: .seconds(60))
        let struck = try (0..<7).map { _ in try reply(board) != nil }
        #expect(struck == [false, false, true, false, false, true, false])
    }

    @Test("strikes by chance, the same matches in every run of one seed")
    func chance() throws {
        func run(_ seed: UInt64) throws -> [Bool] {
            let board = FaultBoard(seed: seed)
            _ = board.arm(try SMTPFault(at: .rcpt, reply: "451 x", cadence: .init(chance: 0.25)), lease: .seconds(60))
            return try (0..<4000).map { _ in try reply(board) != nil }
        }
        let struck = try run(42)
        #expect(try run(42) == struck)
        #expect(try run(43) != struck)
        #expect((900...1100).contains(struck.count { $0 }))
        let never = FaultBoard(seed: 1)
        _ = never.arm(try SMTPFault(at: .rcpt, reply: "451 x", cadence: .init(chance: 0)), lease: .seconds(60))
        #expect(try reply(never) == nil)
    }

    @Test("is over when it is disarmed, however often, and keeps its counts")
    func disarming() throws {
        let board = FaultBoard(seed: 1)
        let armed = board.arm(try SMTPFault(at: .rcpt, reply: "451 x"), lease: .seconds(60))
        #expect(try reply(board) != nil)
        #expect(armed.isArmed)
        #expect(armed.disarm())
        #expect(!armed.disarm())
        #expect(!armed.isArmed)
        #expect(try reply(board) == nil)
        #expect(armed.hits.total == 1)
    }

    @Test("is over when its lease is")
    func lease() throws {
        let board = FaultBoard(seed: 1)
        let armed = board.arm(try SMTPFault(at: .rcpt, reply: "451 x"), lease: .zero)
        #expect(!armed.isArmed)
        #expect(try reply(board) == nil)
        #expect(!armed.disarm())
        let replaced = board.arm(DNSFault(name("a.example"), .TXT, answer: .timeout), lease: .zero)
        #expect(board.hit(for: Question(name("a.example"), .TXT), over: .datagram)?.answer == nil)
        #expect(replaced.hits.matches == 0)
    }

    @Test("that could never speak is refused")
    func impossible() throws {
        #expect(throws: InvalidFault.self) {
            try SMTPFault(at: .mail, when: .init(recipientDomains: ["a.example"]), reply: "451 x")
        }
        #expect(throws: InvalidFault.self) {
            try SMTPFault(at: .ehlo, when: .init(senders: [Address("a@a.example")]), reply: "451 x")
        }
        #expect(throws: InvalidFault.self) { try SMTPFault(at: .rcpt, reply: "250 OK") }
    }

    @Test("of DNS answers the name and type that it is for")
    func dns() {
        let board = FaultBoard(seed: 1)
        let one = board.arm(DNSFault(name("s1._domainkey.a.example"), .TXT, answer: .nameError), lease: .seconds(60))
        _ = board.arm(DNSFault(name("b.example"), nil, answer: .serverFailure), lease: .seconds(60))
        #expect(board.hit(for: Question(name("S1._DomainKey.a.example"), .TXT), over: .datagram)?.answer == .nameError)
        #expect(board.hit(for: Question(name("s1._domainkey.a.example"), .A), over: .datagram)?.answer == nil)
        #expect(board.hit(for: Question(name("b.example"), .MX), over: .datagram)?.answer == .serverFailure)
        #expect(board.hit(for: Question(name("sub.b.example"), .MX), over: .datagram)?.answer == nil)
        #expect(one.hits.bySubject == ["s1._domainkey.a.example": 1])
        #expect(one.description == "dns s1._domainkey.a.example TXT: nxdomain")
    }

    private func reply(_ board: FaultBoard) throws -> FaultHit? {
        board.hit(
            at: SMTPMoment(
                server: "mx", stage: .rcpt, client: address("192.0.2.10"), sender: .some(nil),
                recipients: [try Address("a@b.example")]))
    }

    private func strikes(
        _ target: SMTPFault.Target, recipient: String, sender: String? = "x@y.example", client: String = "192.0.2.10"
    ) throws -> Bool {
        let board = FaultBoard(seed: 1)
        _ = board.arm(try SMTPFault(at: .rcpt, when: target, reply: "451 x"), lease: .seconds(60))
        return board.hit(
            at: SMTPMoment(
                server: "mx", stage: .rcpt, client: address(client), sender: .some(try sender.map { try Address($0) }),
                recipients: [try Address(recipient)])) != nil
    }
}
