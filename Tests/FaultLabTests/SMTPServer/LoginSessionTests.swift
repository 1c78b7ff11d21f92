import FaultLab
import Findings
import Support
import Testing

@Suite("A login")
struct LoginSessionTests {
    private static let offer = LoginOffer(accounts: [.init(user: "ana", password: "secret")])
    private static let right = "AGFuYQBzZWNyZXQ="

    /// A dialogue within TLS.
    private func dialogue(faults: any FaultPlan = NoFaults()) -> Dialogue {
        var dialogue = Dialogue.greeted(tls: TLSOffer(), login: Self.offer, faults: faults)
        dialogue.say("STARTTLS")
        dialogue.take(dialogue.session.secured(.v1_3, at: .now()))
        dialogue.say("EHLO c.example")
        return dialogue
    }

    @Test("is offered and taken within TLS alone")
    func tls() {
        var dialogue = Dialogue.greeted(tls: TLSOffer(), login: Self.offer)
        #expect(!dialogue.say("EHLO c.example").contains("AUTH"))
        #expect(dialogue.say("AUTH PLAIN \(Self.right)") == "538 5.7.11 Begin TLS first")
        dialogue.say("STARTTLS")
        dialogue.take(dialogue.session.secured(.v1_3, at: .now()))
        #expect(dialogue.say("EHLO c.example").contains("\n250-AUTH PLAIN LOGIN\n"))
        #expect(dialogue.say("AUTH PLAIN \(Self.right)") == "235 2.7.0 Logged in")
        #expect(dialogue.session.client.user == "ana")
    }

    @Test("is needed before mail is sent")
    func needed() throws {
        var dialogue = dialogue()
        #expect(dialogue.say("MAIL FROM:<a@b.example>") == "530 5.7.0 Log in first")
        #expect(dialogue.recordTexts == ["mail - 530"])
        dialogue.say("AUTH PLAIN \(Self.right)")
        dialogue.say("MAIL FROM:<a@b.example> AUTH=<>", "RCPT TO:<ana@inbox.example>", "DATA")
        #expect(dialogue.say("x", ".") == "250 2.0.0 OK")
        let client = try #require(dialogue.messages.first).client
        #expect(client.user == "ana")
        #expect(client.tls == .v1_3)
    }

    @Test("is asked for what the command did not say")
    func challenges() {
        var plain = dialogue()
        #expect(plain.say("AUTH PLAIN") == "334 ")
        #expect(plain.say(Self.right) == "235 2.7.0 Logged in")
        var login = dialogue()
        #expect(login.say("AUTH LOGIN") == "334 VXNlcm5hbWU6")
        #expect(login.say("YW5h") == "334 UGFzc3dvcmQ6")
        #expect(login.say("c2VjcmV0") == "235 2.7.0 Logged in")
        var initial = dialogue()
        #expect(initial.say("AUTH LOGIN YW5h") == "334 UGFzc3dvcmQ6")
        #expect(initial.say("c2VjcmV0") == "235 2.7.0 Logged in")
    }

    @Test(
        "that is wrong is refused, and nobody is logged in",
        arguments: [
            (["AUTH PLAIN AGFuYQBndWVzcw=="], "535 5.7.8 Wrong user or password"),
            (["AUTH PLAIN Ym9iAGFuYQBzZWNyZXQ="], "535 5.7.8 Nobody acts as somebody else here"),
            (["AUTH PLAIN AGFuYQ=="], "501 5.5.2 That is no answer of this mechanism"),
            (["AUTH PLAIN ="], "501 5.5.2 That is no answer of this mechanism"),
            (["AUTH PLAIN ?"], "501 5.5.2 Answer in base64"),
            (["AUTH PLAIN", "*"], "501 5.7.0 Login given up"),
            (["AUTH LOGIN", "YW5h", "*"], "501 5.7.0 Login given up"),
            (["AUTH LOGIN", "Ym9i", "c2VjcmV0"], "535 5.7.8 Wrong user or password"),
            (["AUTH CRAM-MD5"], "504 5.5.4 The mechanism is not offered"),
            (["AUTH PLAIN", String(repeating: "A", count: 13_000)], "500 5.5.2 Line too long: at most 12288 octets"),
        ])
    func wrong(lines: [String], reply: String) {
        var dialogue = dialogue()
        var last = ""
        for line in lines { last = dialogue.say(line) }
        #expect(last == reply)
        #expect(dialogue.session.client.user == nil)
        #expect(dialogue.say("AUTH PLAIN \(Self.right)") == "235 2.7.0 Logged in")
    }

    @Test("is not taken twice, nor within a transaction, nor before EHLO")
    func order() {
        var dialogue = dialogue()
        dialogue.say("AUTH PLAIN \(Self.right)")
        #expect(dialogue.say("AUTH PLAIN \(Self.right)") == "503 5.5.1 You are logged in already")
        var early = Dialogue(login: LoginOffer(accounts: [], allowsClearText: true))
        early.open()
        #expect(early.say("AUTH PLAIN \(Self.right)") == "503 5.5.1 Send EHLO first")
    }

    @Test("is answered by a fault whether it is right or wrong", arguments: [right, "AGFuYQBndWVzcw=="])
    func fault(credentials: String) throws {
        let board = FaultBoard(seed: 1)
        let armed = board.arm(
            try SMTPFault(at: .auth, reply: "454 4.7.0 Cannot judge now"), lease: .seconds(60))
        var dialogue = dialogue(faults: board)
        #expect(dialogue.say("AUTH PLAIN \(credentials)") == "454 4.7.0 Cannot judge now")
        #expect(dialogue.recordTexts == ["auth - 454"])
        #expect(dialogue.session.client.user == nil)
        #expect(armed.hits.total == 1)
    }

    @Test("leaves no password in what is printed")
    func secrecy() {
        var dialogue = dialogue()
        dialogue.say("AUTH PLAIN AGFuYQBndWVzcw==")
        var printed = ""
        dump(Self.offer, to: &printed)
        printed += "\(Self.offer) \(dialogue.records) \(dialogue.session)"
        #expect(!printed.contains("secret"))
        #expect(!printed.contains("guess"))
    }
}
